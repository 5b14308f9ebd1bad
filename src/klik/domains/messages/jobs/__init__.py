"""Work of messages that goes on by itself: sending mail, and writing print batches.

Loops of short transactions; servers, files and typesetting stand between these, never inside.
"""

from klik.domains.messages import queries
from klik.domains.messages.jobs.mailing import Sent, send_waiting
from klik.domains.messages.jobs.printing import WRITE, ask_to_write, write_print_batches
from klik.domains.messages.jobs.telling import Waiting, tell_waiting
from klik.domains.messages.models import OutboxMessage, Preference
from klik.ground.keys.reencryption import register

__all__ = [
    "WRITE",
    "Sent",
    "Waiting",
    "ask_to_write",
    "send_waiting",
    "tell_waiting",
    "write_print_batches",
]

register(OutboxMessage, "sealed", lambda message: queries.content_purpose(message.pk))
register(
    Preference, "address", lambda preference: queries.address_purpose(bytes(preference.person))
)
