"""By which ways somebody is told what she must hear of, also when her channel changed just now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from klik.domains.messages.models import Channel, FormerChannel, OutboxMessage, Preference
from klik.domains.messages.queries.outbox import address_purpose, content_of, email_address_of
from klik.ground.keys.sealing import decrypt

KEPT: Final = timedelta(days=30)
"""So long a channel that was replaced still hears of what is important."""


@dataclass(frozen=True, slots=True)
class WayTo:
    """One way to a person.

    Attributes:
        channel: `email` or `paper`.
        name: As messages to her name her; empty where none did.
        email_address: With `email`.
        address_lines: With `paper`; empty where no message had one.
    """

    channel: str
    name: str = field(repr=False)
    email_address: str = field(default="", repr=False)
    address_lines: tuple[str, ...] = field(default=(), repr=False)


def is_written_to(municipality_nis: str, people: Collection[bytes]) -> bool:
    """Say whether one of these keyed hashes is of a person to whom a message went."""
    return OutboxMessage.objects.filter(
        municipality_nis=municipality_nis, person__in=list(people)
    ).exists()


def language_to(municipality_nis: str, people: Collection[bytes]) -> str:
    """Return the language of the latest message to one person; Dutch where none went."""
    rows = OutboxMessage.objects.filter(municipality_nis=municipality_nis, person__in=list(people))
    found = rows.order_by("-queued_at", "key").values_list("language", flat=True).first()
    return found or "nl"


def ways_before(
    municipality_nis: str, people: Collection[bytes], *, moment: datetime
) -> list[WayTo]:
    """Return every way that held for one person at some time in the month before `moment`.

    Besides her channel of today these are those that she, or somebody in her name, replaced in
    that month. With paper it is the address of a month ago and that of today, where they differ.

    Args:
        municipality_nis: Among those acted for.
        people: Her keyed hashes: of her number, and of those that it replaced.
        moment: When.
    """
    letters = _letters(municipality_nis, people, moment)
    name = letters[0].name if letters else ""
    chosen = list(
        Preference.objects.filter(municipality_nis=municipality_nis, person__in=list(people))
    )
    formers = FormerChannel.objects.filter(
        municipality_nis=municipality_nis, person__in=list(people), until__gt=moment - KEPT
    ).order_by("-until", "pk")
    channels: list[Preference | FormerChannel] = [*chosen, *formers]
    addresses = dict.fromkeys(address for one in channels if (address := _address_of(one)))
    found = [WayTo(Channel.EMAIL, name, email_address=address) for address in addresses]
    if not found or any(one.channel == Channel.PAPER for one in channels):
        found += letters or [WayTo(Channel.PAPER, name)]
    return found


def _address_of(one: Preference | FormerChannel) -> str:
    return email_address_of(one) if isinstance(one, Preference) else former_address_of(one)


def _letters(municipality_nis: str, people: Collection[bytes], moment: datetime) -> list[WayTo]:
    """Return the addresses for paper of the latest message, and of a month ago."""
    rows = OutboxMessage.objects.filter(
        municipality_nis=municipality_nis, person__in=list(people), queued_at__lt=moment
    )
    latest = rows.order_by("-queued_at", "key").first()
    if latest is None:
        return []
    before = rows.filter(queued_at__lte=moment - KEPT).order_by("-queued_at", "key").first()
    first = before or rows.order_by("queued_at", "key").first() or latest
    contents = [content_of(latest), content_of(first)]
    return list(
        dict.fromkeys(
            WayTo(Channel.PAPER, one.name, address_lines=one.address_lines) for one in contents
        )
    )


def former_address_of(one: FormerChannel) -> str:
    """Return the e-mail address that went with a channel before; empty with paper."""
    if one.address is None:
        return ""
    purpose = address_purpose(bytes(one.person))
    return decrypt(one.municipality_nis, purpose, bytes(one.address)).decode()
