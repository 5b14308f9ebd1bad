"""How a person wants her messages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from klik.domains.audit.operations import record_act
from klik.domains.messages import access, queries
from klik.domains.messages.models import Channel, FormerChannel, Kind, Preference
from klik.ground.keys.sealing import encrypt
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for


class ChannelNotYours(Refusal):
    """Somebody else than the person herself or a clerk."""

    status = 403
    reason = "Only the person herself, or a clerk for her, chooses how she gets her messages."


class AddressRefused(Refusal):
    """What was given is no e-mail address, or is there while paper was chosen."""

    status = 422
    reason = "Give an e-mail address such as name@example.org; with paper, give none."


@dataclass(frozen=True, slots=True)
class _Asked:
    channel: str
    address: str = field(repr=False)
    paper_kinds: list[str]
    without_ebox: bool


def set_preference(  # noqa: PLR0913 -- what she chooses, each by its name
    municipality_nis: str,
    *,
    person: bytes,
    channel: str,
    email_address: str = "",
    paper_kinds: Collection[str] = (),
    without_ebox: bool | None = None,
    moment: datetime,
) -> Preference:
    """Keep the channel that a person chose; the same choice again changes nothing.

    Args:
        municipality_nis: Among those acted for.
        person: Her keyed hash.
        channel: `email` or `paper`.
        email_address: Needed with `email` only; encrypted.
        paper_kinds: Which kinds go on paper although she chose `email`: of `Kind`.
        without_ebox: Whether nothing goes to her eBox; None for as it was.
        moment: When she chose.

    Raises:
        ChannelNotYours: Another actor than she herself or a clerk.
        AddressRefused: No e-mail address, or one with `paper`.
        ValueError: There is no such kind, or no such channel to choose.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    if not access.may_choose_channel_of(current_actor(), person):
        raise ChannelNotYours
    chosen = _chosen(channel)
    _require_address(chosen, email_address)
    known = queries.preferences_of(municipality_nis, [person]).get(person)
    kinds = sorted({Kind(one).value for one in paper_kinds}) if chosen == Channel.EMAIL else []
    refuses = without_ebox if without_ebox is not None else bool(known and known.without_ebox)
    asked = _Asked(chosen, email_address, kinds, without_ebox=refuses)
    before = _asked_before(known)
    if known and before == asked:
        return known
    if before is None or (before.channel, before.address) != (chosen, email_address):
        _remember(municipality_nis, person, known, moment)
    kept = _keep(municipality_nis, person, asked, moment)
    record_act(
        municipality_nis,
        "messages.set-preference",
        subject=f"preference:{kept.pk}",
        payload={"channel": chosen.value, "on_paper": kinds, "without_ebox": refuses},
        moment=moment,
    )
    return kept


def forget_former(*, moment: datetime) -> int:
    """Forget, where is acted for, the channels that were replaced a month ago; return how many.

    Raises:
        ChannelNotYours: Anybody but the installation itself.
    """
    if not current_actor().is_of_the_installation:
        raise ChannelNotYours
    gone, _rows = FormerChannel.objects.filter(until__lte=moment - queries.KEPT).delete()
    return gone


def _chosen(channel: str) -> Channel:
    chosen = Channel(channel)
    if chosen == Channel.EBOX:
        raise ValueError("eBox is chosen with the federal government, not here")
    return chosen


def _asked_before(known: Preference | None) -> _Asked | None:
    if known is None:
        return None
    return _Asked(
        known.channel,
        queries.email_address_of(known),
        known.paper_kinds,
        without_ebox=known.without_ebox,
    )


def _remember(
    municipality_nis: str, person: bytes, known: Preference | None, moment: datetime
) -> None:
    """Keep what held until now; who chose nothing had paper."""
    FormerChannel.objects.create(
        municipality_nis=municipality_nis,
        person=person,
        channel=known.channel if known else Channel.PAPER,
        address=known.address if known else None,  # sealed for her, so the same bytes
        until=moment,
    )


def _keep(
    municipality_nis: str,
    person: bytes,
    asked: _Asked,
    moment: datetime,
) -> Preference:
    purpose, plain = queries.address_purpose(person), asked.address.encode()
    address = encrypt(municipality_nis, purpose, plain) if plain else None
    preference = Preference(
        municipality_nis=municipality_nis,
        person=person,
        channel=asked.channel,
        address=address,
        paper_kinds=asked.paper_kinds,
        without_ebox=asked.without_ebox,
        set_at=moment,
        set_by=current_actor().reference,
    )
    # She may choose twice at one moment: the last one stands.
    Preference.objects.bulk_create(
        [preference],
        update_conflicts=True,
        unique_fields=["municipality_nis", "person"],
        update_fields=["channel", "address", "paper_kinds", "without_ebox", "set_at", "set_by"],
    )
    return queries.preferences_of(municipality_nis, [person])[person]


def _require_address(channel: Channel, email_address: str) -> None:
    if channel == Channel.PAPER:
        if email_address:
            raise AddressRefused
        return
    try:
        validate_email(email_address)
    except ValidationError:
        raise AddressRefused from None
    # Not every server takes other signs (RFC 6531); between quotes almost anything is allowed.
    if not email_address.isascii() or '"' in email_address:
        raise AddressRefused
