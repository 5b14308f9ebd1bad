"""Tell somebody something short, by e-mail or as a letter of one page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from klik.domains.documents.operations import Filing, file_documents
from klik.domains.messages import queries
from klik.domains.messages.models import Channel, Kind, OutboxMessage
from klik.domains.messages.operations.sending import PRINTABLE, Outgoing, send_all
from klik.domains.municipalities import queries as municipalities
from klik.domains.municipalities.models import BodyKind
from klik.ground.callers import Caller
from klik.ground.letters.letter import Language, Letter, Letterhead, Recipient


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell one person.

    Attributes:
        key: Unique in the municipality, as of a message and of its document; no name.
        person: The keyed hash of who gets it; None where nobody is known by one.
        caller: Her name, and how she said that she is reached.
        subject: In one sentence.
        body_markdown: The text, as of a letter.
        language: Of the text.
        reference: What she names when she calls.
        kind: What sort of message it is: who gets it may want that kind on paper, and a
            municipality sends kinds to eBox.
        about_kind, about: What it is about, such as `appointment` and its reference.
        channel: The way that it goes whatever she chose, to the address of `caller`; None for what
            she chose.
    """

    key: str
    person: bytes | None
    caller: Caller = field(repr=False)
    subject: str = field(repr=False)
    body_markdown: str = field(repr=False)
    language: Language
    reference: str
    kind: Kind
    about_kind: str
    about: str
    channel: Channel | None = None


def is_reachable(municipality_nis: str, note: Note) -> bool:
    """Say whether there is a way to the person: e-mail of hers or an address for paper."""
    if note.caller.email or note.caller.address_lines:
        return True
    people = [note.person] if note.person is not None else []
    chosen = queries.preferences_of(municipality_nis, people).values()
    return any(one.channel == Channel.EMAIL for one in chosen)


def letter_of(municipality_nis: str, note: Note, *, day: date) -> Letter:
    """Return what is printed, to be rendered outside any transaction.

    Raises:
        MunicipalityNotFound: Nobody acts for the municipality, or it is not loaded.
    """
    municipality = municipalities.municipality_of(municipality_nis)
    body = municipalities.body_of(municipality_nis, BodyKind.MUNICIPALITY)
    contact = municipalities.contact_of(municipality_nis)
    number = body.enterprise_number
    return Letter(
        language=note.language,
        reference=note.reference,
        dated_on=day,
        place=municipality.name,
        subject=note.subject,
        letterhead=Letterhead(
            body_name=body.name,
            organ=contact.place if contact else "",
            address_lines=contact.address_lines if contact else (),
            phone=contact.phone if contact else "",
            email=contact.email if contact else "",
            website=contact.website if contact else "",
            enterprise_number=f"{number[:4]}.{number[4:7]}.{number[7:]}" if number else "",
            house_colour=municipalities.house_colours_of(municipality_nis).solid,
        ),
        recipient=Recipient(note.caller.name, note.caller.address_lines),
        body_markdown=note.body_markdown,
    )


def send_note(
    municipality_nis: str, note: Note, *, digest: str, size: int, moment: datetime
) -> OutboxMessage:
    """File the letter of a note and put its message in the outbox; again changes nothing.

    Args:
        municipality_nis: Among those acted for.
        note: What is told.
        digest: Of the letter, which is in the file store already.
        size: Of it, in bytes.
        moment: When.

    Raises:
        DocumentDiffers: Another letter has this key.
        MessagesNotYours, DocumentsNotYours: The actor's acts leave no messages.
    """
    standing = queries.messages_with(municipality_nis, [note.key]).get(note.key)
    if standing is not None:
        return standing
    filing = Filing(
        key=f"note:{note.key}",
        digest=digest,
        size=size,
        media_type=PRINTABLE,
        title=f"{note.about_kind.capitalize()} {note.reference}",
        about_kind=note.about_kind,
        about=note.about,
    )
    file_documents(municipality_nis, [filing], moment=moment)
    outgoing = Outgoing(
        key=note.key,
        person=note.person,
        recipient=Recipient(note.caller.name, note.caller.address_lines),
        subject=note.subject,
        body_markdown=note.body_markdown,
        document_keys=[filing.key],
        language=note.language,
        email_address=note.caller.email,
        channel=note.channel,
        kind=note.kind,
    )
    return send_all(municipality_nis, [outgoing], moment=moment)[0]
