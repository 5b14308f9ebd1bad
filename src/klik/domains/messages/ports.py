"""What messages need of others: ways for e-mail and eBox, a list for what reached nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
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
    """What became of an attempt, and why.

    Attributes:
        reply: What became of it.
        trouble: A code such as `smtp-550`, without names.
        reference: Of eBox, what its registry calls the letter; empty where it did not say.
        wait: How long the other side asked to wait; None where it did not.
    """

    reply: Reply
    trouble: str = ""
    reference: str = ""
    wait: timedelta | None = None


class Mailer(Protocol):
    """Hands mails over, one after another."""

    def send(self, mail: Mail) -> Answer:
        """Hand `mail` over; whatever goes wrong is in the answer."""


@dataclass(frozen=True, slots=True)
class EboxLetter:
    """A letter for the eBox of one citizen.

    Attributes:
        key: A UUID, the same at every attempt: the registry takes it once.
        register_number: Of who gets it, 11 digits.
        sender_number: The enterprise number of the body that writes, 10 digits.
        subject: Any text.
        attachments: PDFs, in the order of reading; one at least.
    """

    key: str
    register_number: str = field(repr=False)
    sender_number: str
    subject: str = field(repr=False)
    attachments: tuple[Attachment, ...]


class Ebox(Protocol):
    """The way to eBox."""

    is_on: bool
    """Whether this installation has such a way at all."""

    def consent(self, register_number: str) -> Answer:
        """Ask whether a citizen takes letters there now: ACCEPTED is yes, REFUSED is no."""

    def publish(self, letter: EboxLetter) -> Answer:
        """Hand a letter over; whatever goes wrong is in the answer."""


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
ebox: Port[Ebox] = Port("klik.domains.messages.ports.ebox")
open_task: Port[OpenTask] = Port("klik.domains.messages.ports.open_task")
