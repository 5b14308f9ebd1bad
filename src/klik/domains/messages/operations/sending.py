"""Put messages in the outbox: one row per key, by the channel that the person chose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import uuid4

from django.conf import settings

from klik.domains.audit.operations import record_act
from klik.domains.documents import queries as documents
from klik.domains.messages import access, queries
from klik.domains.messages.models import Channel, Kind, OutboxMessage, Preference
from klik.domains.messages.operations.endings import fail, undeliverable_on_paper
from klik.domains.messages.queries import Content
from klik.ground.canonical import digest_of
from klik.ground.keys.hashing import keyed_hash
from klik.ground.letters.letter import Language, Recipient
from klik.ground.letters.letter_text import plain_text, read_letter_text
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for

PRINTABLE: Final = "application/pdf"
CALENDAR: Final = "text/calendar"
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}")


class MessagesNotYours(Refusal):
    """An actor whose acts leave no messages."""

    status = 403
    reason = "Only who decides, pays or handles cases sends messages."


class MessageRefused(Refusal):
    """A message that could go by no channel, whoever gets it."""

    status = 422
    reason = "This message cannot be sent."


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to send.

    Attributes:
        key: Unique in the municipality: letters, digits and . _ : / -, at most 80; no name.
        person: The keyed hash of who gets it; None where nobody is known by one.
        recipient: Name and address lines, as they stand on an envelope.
        subject: Of the mail.
        body_markdown: The text of the letter; a letter's headings, lists, bold and italic.
        document_keys: The PDFs that go with it, in the order of reading; one at least. What goes
            by e-mail alone (that channel, and no address lines) may have calendars, or nothing.
        language: Of the fixed words around it.
        email_address: That she gave for this very message; holds where she chose no channel.
        sender: The body that writes, as its letterhead names it; empty for the municipality.
        sender_number: Its enterprise number, 10 digits; empty for the municipality's own.
        kind: What it is about: who gets it may want that kind on paper.
        channel: The way that it goes whatever she chose, with the address given here; None for
            what she chose.
        register_number: Of who gets it, 11 digits, where it is known here: kept, encrypted, only
            while the message waits for eBox.
    """

    key: str
    person: bytes | None
    recipient: Recipient = field(repr=False)
    subject: str = field(repr=False)
    body_markdown: str = field(repr=False)
    document_keys: Sequence[str]
    language: Language
    email_address: str = field(default="", repr=False)
    sender: str = ""
    kind: Kind = Kind.DECISION
    channel: Channel | None = None
    sender_number: str = ""
    register_number: str = field(default="", repr=False)


def send(  # noqa: PLR0913 -- the contract between domains names each
    municipality_nis: str,
    *,
    key: str,
    person: bytes | None,
    recipient: Recipient,
    subject: str,
    body_markdown: str,
    document_keys: Sequence[str],
    language: Language,
    moment: datetime,
    sender: str = "",
    kind: str = Kind.DECISION,
) -> OutboxMessage:
    """Put one message in the outbox; the same key again returns what is there. See `send_all`."""
    outgoing = Outgoing(
        key,
        person,
        recipient,
        subject,
        body_markdown,
        document_keys,
        language,
        sender=sender,
        kind=Kind(kind),
    )
    return send_all(municipality_nis, [outgoing], moment=moment)[0]


def send_all(
    municipality_nis: str, outgoing: Sequence[Outgoing], *, moment: datetime
) -> list[OutboxMessage]:
    """Put many messages in the outbox as one act; return them in the order given.

    Each goes to eBox where the municipality sends its kind there and the person did not say no;
    else by e-mail where that is preferred, by paper where it is not or nothing is known. One that
    has no address either is there as failed, with a task.

    Raises:
        MessagesNotYours: The actor's acts leave no messages.
        MessageRefused: No subject, no document, an unknown document, or one that is no PDF.
        LetterTextRefused: A text that cannot be set; says where.
        ValueError: A key has another form.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    if not access.may_send(current_actor()):
        raise MessagesNotYours
    _require_sendable(municipality_nis, outgoing)
    keys = [one.key for one in outgoing]
    known = queries.messages_with(municipality_nis, keys)
    new = {one.key: one for one in outgoing if one.key not in known}
    rows = _rows(municipality_nis, new, moment)
    # Somebody else may send the same key at this moment: the table decides who was first.
    OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)
    standing = queries.messages_with(municipality_nis, keys)
    made = [row for row in rows if standing[row.key].pk == row.pk]
    _record(municipality_nis, made, moment)
    for row in made:
        if row.channel == Channel.PAPER:
            trouble = undeliverable_on_paper(new[row.key].recipient)
            if trouble:
                fail(standing[row.key], trouble, moment)
    return [standing[key] for key in keys]


def _require_sendable(municipality_nis: str, outgoing: Sequence[Outgoing]) -> None:
    wanted = {key for one in outgoing for key in one.document_keys}
    found = documents.documents_of(municipality_nis, wanted)
    for one in outgoing:
        if not _KEY.fullmatch(one.key):
            raise ValueError(
                f"{one.key[:80]!r} is no key: 1 to 80 letters, digits or . _ : / -, beginning with "
                "a letter or a digit"
            )
        if not plain_text(one.subject):
            raise MessageRefused(f"Message {one.key} has no subject.")
        read_letter_text(one.body_markdown, name=f"The text of message {one.key}")
        by_mail_alone = one.channel == Channel.EMAIL and not one.recipient.address_lines
        if not (one.document_keys or by_mail_alone):
            raise MessageRefused(f"Message {one.key} has no document: paper would be empty.")
        accepted = {PRINTABLE, CALENDAR} if by_mail_alone else {PRINTABLE}
        for key in one.document_keys:
            if key not in found or found[key].media_type not in accepted:
                raise MessageRefused(f"Message {one.key}: document {key} is not there, or no PDF.")


def _rows(
    municipality_nis: str, new: Mapping[str, Outgoing], moment: datetime
) -> list[OutboxMessage]:
    people = {one.person for one in new.values() if one.person is not None}
    preferences = queries.preferences_of(municipality_nis, people)
    kinds = queries.ebox_kinds_of(municipality_nis)
    rows = []
    for one in new.values():
        preference = preferences.get(one.person or b"")
        to_ebox = one.kind in kinds and _may_go_to_ebox(one, preference)
        rows.append(_row(municipality_nis, one, preference, moment, to_ebox=to_ebox))
    return rows


def _row(
    municipality_nis: str,
    one: Outgoing,
    preference: Preference | None,
    moment: datetime,
    *,
    to_ebox: bool,
) -> OutboxMessage:
    identifier = uuid4()
    by_mail, chosen = _way_of(one, preference)
    usual = Channel.EMAIL if by_mail else Channel.PAPER
    content = Content(
        name=plain_text(one.recipient.name),
        address_lines=one.recipient.address_lines,
        email_address=chosen if by_mail else "",
        subject=plain_text(one.subject),
        body_markdown=one.body_markdown,
        sender=plain_text(one.sender),
        sender_number=one.sender_number,
        register_number=one.register_number if to_ebox else "",
    )
    return OutboxMessage(
        id=identifier,
        municipality_nis=municipality_nis,
        key=one.key,
        message_id=message_id_of(municipality_nis, one.key),
        person=one.person,
        sealed=queries.sealed_content(municipality_nis, identifier, content),
        document_keys=list(one.document_keys),
        language=one.language,
        channel=Channel.EBOX if to_ebox else usual,
        queued_at=moment,
        next_attempt_at=moment,
    )


def _way_of(one: Outgoing, preference: Preference | None) -> tuple[bool, str]:
    """Return whether a message goes by e-mail, and to which address then."""
    if one.channel is not None:
        return one.channel == Channel.EMAIL, one.email_address
    if preference is None:
        return bool(one.email_address), one.email_address
    by_mail = preference.channel == Channel.EMAIL and one.kind not in preference.paper_kinds
    return by_mail, queries.email_address_of(preference)


def _may_go_to_ebox(one: Outgoing, preference: Preference | None) -> bool:
    """Say whether a message may be tried in eBox first: not where she chose paper, or said no."""
    if one.person is None or one.channel is not None:
        return False
    if preference is None:
        return True
    wants_paper = preference.channel == Channel.PAPER or one.kind in preference.paper_kinds
    return not (wants_paper or preference.without_ebox)


def message_id_of(municipality_nis: str, key: str) -> str:
    """Return the Message-ID that every attempt to send this key carries (RFC 5322, 3.6.4)."""
    token = keyed_hash(f"message:{municipality_nis}:{key}").hex()[:40]
    place: str = settings.KLIK_MAIL_FROM.rpartition("@")[2]
    return f"<{token}@{place}>"


def _record(municipality_nis: str, made: list[OutboxMessage], moment: datetime) -> None:
    if not made:
        return
    digest = digest_of([[row.key, row.channel] for row in made]).hex()
    channels = [row.channel for row in made]
    record_act(
        municipality_nis,
        "messages.send",
        subject=f"message:{made[0].key}" if len(made) == 1 else f"messages:{digest}",
        payload={
            "count": len(made),
            "by_ebox": channels.count(Channel.EBOX),
            "by_email": channels.count(Channel.EMAIL),
            "by_paper": channels.count(Channel.PAPER),
            "digest": digest,
        },
        moment=moment,
    )
