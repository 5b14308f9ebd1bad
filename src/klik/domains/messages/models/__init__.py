"""Tables of messages: what goes out, and what a resident and her municipality write each other."""

from klik.domains.messages.models.ebox import EboxKinds
from klik.domains.messages.models.outbox import (
    PERSON_BYTES,
    BatchState,
    Channel,
    FormerChannel,
    Kind,
    MessageState,
    OutboxMessage,
    Preference,
    PrintBatch,
)
from klik.domains.messages.models.threads import Side, Way, Written, WrittenFile

__all__ = [
    "PERSON_BYTES",
    "BatchState",
    "Channel",
    "EboxKinds",
    "FormerChannel",
    "Kind",
    "MessageState",
    "OutboxMessage",
    "Preference",
    "PrintBatch",
    "Side",
    "Way",
    "Written",
    "WrittenFile",
]
