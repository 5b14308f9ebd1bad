"""Reads of messages."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from klik.domains.messages.models import (
    BatchState,
    Channel,
    MessageState,
    OutboxMessage,
    Preference,
    PrintBatch,
)
from klik.domains.municipalities.models import BodyKind
from klik.domains.municipalities.queries import body_of
from klik.ground.keys.sealing import decrypt, encrypt
from klik.ground.letters.letter import Recipient
from klik.ground.refusals import Refusal

ASKING: Final = "ask:"
ANSWERING: Final = "objection:"
BESIDE_A_DECISION: Final = (ASKING, ANSWERING)
"""How the keys of letters begin that are about a decision, beside the one that tells it."""
"""How the key of a letter begins that asks a resident for something; so does its document's."""


class MessageNotFound(Refusal):
    """No message of the municipalities acted for has this key."""

    status = 404
    reason = "There is no such message."


class BatchNotFound(Refusal):
    """No print batch of the municipalities acted for has this reference."""

    status = 404
    reason = "There is no such print batch."


@dataclass(frozen=True, slots=True)
class Content:
    """What a message holds of a person: decrypted only where it is asked for.

    Attributes:
        name: Of the recipient.
        address_lines: Below the name, on paper.
        email_address: Of the recipient at the time of writing; empty where paper was chosen.
        subject: Of the mail.
        body_markdown: The text.
        sender: The body that writes; empty for the municipality itself.
        sender_number: The enterprise number of that body; empty for the municipality's own.
        register_number: Of the recipient, while the message waits for eBox; empty otherwise.
    """

    name: str = field(repr=False)
    address_lines: tuple[str, ...] = field(repr=False)
    email_address: str = field(repr=False)
    subject: str = field(repr=False)
    body_markdown: str = field(repr=False)
    sender: str = ""
    sender_number: str = ""
    register_number: str = field(default="", repr=False)

    @property
    def recipient(self) -> Recipient:
        """Return to whom, for an envelope."""
        return Recipient(self.name, self.address_lines)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many messages went by one channel and are in one state."""

    channel: str
    state: str
    count: int


def preferences_of(municipality_nis: str, people: Collection[bytes]) -> dict[bytes, Preference]:
    """Return what these people chose, by keyed hash; who chose nothing is left out."""
    found = Preference.objects.filter(municipality_nis=municipality_nis, person__in=set(people))
    return {bytes(one.person): one for one in found}


def email_address_of(preference: Preference) -> str:
    """Return the e-mail address that goes with a preference; empty with paper."""
    if preference.address is None:
        return ""
    purpose = address_purpose(bytes(preference.person))
    return decrypt(preference.municipality_nis, purpose, bytes(preference.address)).decode()


def messages_to(person: bytes) -> QuerySet[OutboxMessage]:
    """Return the messages to a person in the municipalities acted for, the latest first."""
    return OutboxMessage.objects.filter(person=person).order_by("-queued_at", "key")


def latest_to(person: Collection[bytes], *, limit: int) -> list[OutboxMessage]:
    """Return the latest messages to one person, by any keyed hash of hers."""
    rows = OutboxMessage.objects.filter(person__in=list(person))
    return list(rows.order_by("-queued_at", "key")[:limit])


def count_to(person: Collection[bytes]) -> int:
    """Return how many messages went to one person."""
    return OutboxMessage.objects.filter(person__in=list(person)).count()


def message_of(municipality_nis: str, key: str) -> OutboxMessage:
    """Return the message with this key, with its print batch.

    Raises:
        MessageNotFound: There is none, or nobody acts for that municipality.
    """
    found = messages_with(municipality_nis, [key]).get(key)
    if found is None:
        raise MessageNotFound
    return found


def messages_with(municipality_nis: str, keys: Collection[str]) -> dict[str, OutboxMessage]:
    """Return the messages with these keys, by key, with their print batches."""
    found = OutboxMessage.objects.select_related("batch")
    chosen = found.filter(municipality_nis=municipality_nis, key__in=set(keys))
    return {message.key: message for message in chosen}


def content_of(message: OutboxMessage) -> Content:
    """Return what a message says and to whom, decrypted.

    Raises:
        CannotDecrypt: It was changed.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    purpose = content_purpose(message.pk)
    plain = json.loads(decrypt(message.municipality_nis, purpose, bytes(message.sealed)))
    return Content(**plain | {"address_lines": tuple(plain["address_lines"])})


def sender_of(municipality_nis: str, content: Content) -> str:
    """Return in whose name a message goes: the body that granted, or the municipality.

    Raises:
        MunicipalityNotFound: Nobody acts for that municipality, or it is not loaded.
    """
    return content.sender or body_of(municipality_nis, BodyKind.MUNICIPALITY).name


def sealed_content(municipality_nis: str, message_id: UUID, content: Content) -> bytes:
    """Return a content as its row keeps it."""
    plain = json.dumps(asdict(content), ensure_ascii=False).encode()
    return encrypt(municipality_nis, content_purpose(message_id), plain)


def without_number(message: OutboxMessage, content: Content) -> bytes:
    """Return the content of a message as its row keeps it once no register number is needed."""
    kept = replace(content, register_number="")
    return sealed_content(message.municipality_nis, message.pk, kept)


def content_purpose(message_id: UUID) -> str:
    """Return what a content is encrypted for, so that two cannot change places."""
    return f"message:content/{message_id}"


def address_purpose(person: bytes) -> str:
    """Return what the e-mail address of a person is encrypted for, likewise."""
    return f"message:address/{person.hex()}"


def due_mail(moment: datetime) -> QuerySet[OutboxMessage]:
    """Return the mails that wait at `moment`, and those whose worker is gone, oldest first."""
    return due_by(Channel.EMAIL, moment)


def due_by(channel: Channel, moment: datetime) -> QuerySet[OutboxMessage]:
    """Return what waits at `moment` to go one way, or lost its worker on it, oldest first."""
    is_due = Q(state=MessageState.WAITING, next_attempt_at__lte=moment)
    is_abandoned = Q(state=MessageState.SENDING, lease_until__lte=moment)
    rows = OutboxMessage.objects.filter(is_due | is_abandoned, channel=channel)
    return rows.order_by("next_attempt_at", "queued_at", "key")


def municipalities_with_mail(moment: datetime) -> list[str]:
    """Return the NIS codes of the municipalities acted for that have mail due at `moment`."""
    return municipalities_with(Channel.EMAIL, moment)


def municipalities_with(channel: Channel, moment: datetime) -> list[str]:
    """Return the NIS codes of those acted for that have something due to go one way."""
    codes = due_by(channel, moment).order_by("municipality_nis")
    return list(codes.values_list("municipality_nis", flat=True).distinct())


def waiting_paper(municipality_nis: str) -> QuerySet[OutboxMessage]:
    """Return the letters on paper that are in no batch yet, oldest first."""
    letters = OutboxMessage.objects.filter(
        municipality_nis=municipality_nis,
        channel=Channel.PAPER,
        state=MessageState.WAITING,
        batch__isnull=True,
    )
    return letters.order_by("queued_at", "key")


def batches(municipality_nis: str) -> QuerySet[PrintBatch]:
    """Return the print batches of a municipality, the latest first."""
    return PrintBatch.objects.filter(municipality_nis=municipality_nis).order_by("-year", "-number")


def batch_of(reference: str) -> PrintBatch:
    """Return a print batch of the municipalities acted for.

    Raises:
        BatchNotFound: There is none with this reference.
    """
    found = PrintBatch.objects.filter(reference=reference).first()
    if found is None:
        raise BatchNotFound
    return found


def batches_to_write() -> list[tuple[str, UUID]]:
    """Return NIS code and identifier of the batches that were drawn and not written."""
    drawn = PrintBatch.objects.filter(state=BatchState.DRAWN)
    return list(drawn.order_by("drawn_at", "reference").values_list("municipality_nis", "pk"))


def letters_of(batch: PrintBatch) -> QuerySet[OutboxMessage]:
    """Return the letters of a batch in their order."""
    return OutboxMessage.objects.filter(batch=batch).order_by("place")


def tallies(municipality_nis: str) -> list[Tally]:
    """Return how many messages there are per channel and state."""
    rows = OutboxMessage.objects.filter(municipality_nis=municipality_nis)
    counted = rows.values("channel", "state").annotate(count=Count("pk"))
    return [Tally(**row) for row in counted.order_by("channel", "state")]


def fallen_back(municipality_nis: str) -> QuerySet[OutboxMessage]:
    """Return the messages that went to paper because e-mail failed, the latest first."""
    rows = OutboxMessage.objects.filter(municipality_nis=municipality_nis)
    return rows.filter(fell_back_at__isnull=False).order_by("-fell_back_at", "key")


def outbox(municipality_nis: str, *, channel: str = "", state: str = "") -> QuerySet[OutboxMessage]:
    """Return the messages of a municipality, the latest first, each with its print batch.

    Args:
        municipality_nis: Among those acted for.
        channel: Only those that go this way; empty for all.
        state: Only those that are this far; empty for all.
    """
    rows = OutboxMessage.objects.filter(municipality_nis=municipality_nis).select_related("batch")
    if channel:
        rows = rows.filter(channel=channel)
    if state:
        rows = rows.filter(state=state)
    return rows.order_by("-queued_at", "key")


def undelivered(municipality_nis: str) -> QuerySet[OutboxMessage]:
    """Return the messages for which no channel is left, the latest first; each has a task."""
    rows = OutboxMessage.objects.filter(municipality_nis=municipality_nis)
    return rows.filter(state=MessageState.FAILED).order_by("-failed_at", "key")
