"""Work of messages that goes on by itself: eBox, mail, and writing print batches.

Loops of short transactions; servers, files and typesetting stand between these, never inside.
"""

from datetime import datetime, timedelta
from typing import Final

from klik.domains.messages import operations, queries
from klik.domains.messages.jobs.mailing import Sent, send_waiting
from klik.domains.messages.jobs.printing import WRITE, ask_to_write, write_print_batches
from klik.domains.messages.jobs.publishing import Published, publish_waiting
from klik.domains.messages.jobs.telling import Waiting, tell_waiting
from klik.domains.messages.models import (
    FormerChannel,
    OutboxMessage,
    Preference,
    Written,
    WrittenFile,
)
from klik.domains.messages.queries import threads
from klik.ground.jobs.registry import periodic
from klik.ground.keys.reencryption import register
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

__all__ = [
    "WRITE",
    "Published",
    "Sent",
    "Waiting",
    "ask_to_write",
    "forget_former",
    "publish_waiting",
    "send_waiting",
    "tell_waiting",
    "write_print_batches",
]

register(OutboxMessage, "sealed", lambda message: queries.content_purpose(message.pk))
register(
    Preference, "address", lambda preference: queries.address_purpose(bytes(preference.person))
)
register(FormerChannel, "address", lambda former: queries.address_purpose(bytes(former.person)))
register(Written, "sealed", lambda written: threads.words_purpose(written.pk))
register(WrittenFile, "sealed_name", lambda file: threads.name_purpose(file.pk))


_FORGETTER: Final = Actor(ActorKind.SYSTEM, "forget-former-channels")


@periodic("messages.forget-former-channels", every=timedelta(days=1))
def forget_former(moment: datetime) -> int:
    """Forget the channels that were replaced a month ago; return how many."""
    with acting_for(EVERYWHERE, _FORGETTER):
        return operations.forget_former(moment=moment)
