"""Mails about an event, by e-mail alone: one row in the outbox of the owner per key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from klik.domains.documents.operations import Filing, file_documents
from klik.domains.knowledge.queries.registrations import Reached
from klik.domains.messages.models import Channel, Kind
from klik.domains.messages.operations import Outgoing, send_all
from klik.ground.letters.letter import Language, Recipient


@dataclass(frozen=True, slots=True)
class EventMail:
    """A mail about an event.

    Attributes:
        key: Unique with its owner; names nobody.
        event: The key of the event.
        who: Who gets it.
        language: Of the words.
        subject: In one sentence.
        body_markdown: The text, as of a letter.
        calendar: A file for her calendar; empty for none.
    """

    key: str
    event: str
    who: Reached = field(repr=False)
    language: Language
    subject: str = field(repr=False)
    body_markdown: str = field(repr=False)
    calendar: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Stored:
    """A mail whose calendar lies in the file store, under this digest; empty for none."""

    mail: EventMail
    digest: str


def send_mails(owner_nis: str, stored: Sequence[Stored], *, moment: datetime) -> None:
    """Put mails in the outbox of the owner; those with a key that is there already stay as is.

    Raises:
        MessagesNotYours, DocumentsNotYours: The actor's acts leave no messages.
        NotActing, OutsideActing: Nobody acts for the owner here.
    """
    filings = {one.digest: _filing(one) for one in stored if one.digest}
    file_documents(owner_nis, list(filings.values()), moment=moment)
    send_all(owner_nis, [_outgoing(one) for one in stored], moment=moment)


def _filing(stored: Stored) -> Filing:
    return Filing(
        key=_document_key(stored.digest),
        digest=stored.digest,
        size=len(stored.mail.calendar),
        media_type="text/calendar",
        title="Agenda",
        about_kind="hub-event",
        about=stored.mail.event,
    )


def _outgoing(stored: Stored) -> Outgoing:
    mail = stored.mail
    return Outgoing(
        key=mail.key,
        person=None,
        recipient=Recipient(mail.who.name, ()),
        subject=mail.subject,
        body_markdown=mail.body_markdown,
        document_keys=[_document_key(stored.digest)] if stored.digest else [],
        language=mail.language,
        email_address=mail.who.email,
        kind=Kind.NEWS,
        channel=Channel.EMAIL,
    )


def _document_key(digest: str) -> str:
    return f"calendar:{digest}"
