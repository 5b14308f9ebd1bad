"""What messages need of others: a way for e-mail, and a list for what reached nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol

from klik.ground.letters.letter import Language
from klik.ground.ports import Port


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that travels with a mail."""

    title: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail, before it has a form.

    Attributes:
        message_id: With its brackets; the same at every attempt.
        sender_name: The body that writes; the address belongs to the installation.
        recipient_name: Any text; it is made safe for a header.
        address: Of the recipient, as `operations.set_preference` accepted it.
        subject: Any text, likewise.
        body_markdown: The message; the same text as on paper.
        language: Of the fixed words.
        written_at: When it was put in the outbox; the same at every attempt.
        attachments: In the order of reading.
    """

    message_id: str
    sender_name: str
    recipient_name: str = field(repr=False)
    address: str = field(repr=False)
    subject: str = field(repr=False)
    body_markdown: str = field(repr=False)
    language: Language
    written_at: datetime
    attachments: tuple[Attachment, ...]


class Reply(Enum):
    """What became of an attempt."""

    ACCEPTED = "accepted"  # the server has it, and answers for it
    LATER = "later"  # not now, or nobody knows: try the same mail again
    CLOSED = "closed"  # no server can be reached: no other mail gets through either
    REFUSED = "refused"  # never, at this address


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an attempt, and why: a code such as `smtp-550`, without names."""

    reply: Reply
    trouble: str = ""


class Mailer(Protocol):
    """Hands mails over, one after another."""

    def send(self, mail: Mail) -> Answer:
        """Hand `mail` over; whatever goes wrong is in the answer."""


class OpenTask(Protocol):
    """Put work for a person on the list of a municipality."""

    def __call__(  # noqa: PLR0913 -- the signature of tasks
        self,
        municipality_nis: str,
        *,
        key: str,
        reason: str,
        about_kind: str,
        about: str,
        detail: Mapping[str, object],
        moment: datetime,
    ) -> object:
        """Open the task, or find the one of this key."""


mailer: Port[Callable[[], AbstractContextManager[Mailer]]] = Port(
    "klik.domains.messages.ports.mailer"
)
open_task: Port[OpenTask] = Port("klik.domains.messages.ports.open_task")
