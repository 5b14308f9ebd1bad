"""The list of municipalities, and how each looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from klik.domains.municipalities import access, ports
from klik.domains.municipalities.models import (
    Body,
    BodyKind,
    HostName,
    HouseStyle,
    Municipality,
    OldMunicipality,
)
from klik.ground import territory
from klik.ground.letters.colours import house_colours
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, current_municipalities, require_acting_for

_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"  # RFC 1123, 2.1
_HOST_NAME: Final = re.compile(rf"(?=.{{4,253}}$){_LABEL}(?:\.{_LABEL})+")


class HouseStyleNotYours(Refusal):
    """An actor who may not choose how a municipality looks."""

    status = 403
    reason = "Only a regulation manager of the municipality chooses its house style."


class HostNotYours(Refusal):
    """An actor who may not say under which names a municipality is served."""

    status = 403
    reason = "Only the operator names the hosts of a municipality, with klik house."


class HostNameWrong(Refusal):
    """A name that no host can have."""

    reason = "This is no host name; write one such as mijn.wingene.be, without https and without /."


class HostNameTaken(Refusal):
    """A host name that is of another municipality."""

    reason = "This host name is of another municipality. Take it away there first."


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many of each there are after loading."""

    municipalities: int
    old_municipalities: int
    bodies: int


def load_municipalities() -> Loaded:
    """Load the municipalities of Flanders and the bodies of those acted for; again changes nothing.

    Names, provinces and postcodes follow the list. A body that exists is left as it is: its name
    and enterprise number belong to the municipality.

    Raises:
        NotActing: Outside `acting_for`.
    """
    acting = current_municipalities()
    Municipality.objects.bulk_create(
        [
            Municipality(
                nis=one.nis, name=one.name, province=one.province, postcodes=list(one.postcodes)
            )
            for one in territory.municipalities().values()
        ],
        update_conflicts=True,
        unique_fields=["nis"],
        update_fields=["name", "province", "postcodes"],
    )
    OldMunicipality.objects.bulk_create(
        [
            OldMunicipality(old_nis=one.old_nis, old_name=one.old_name, municipality_id=one.new_nis)
            for one in territory.mergers()
        ],
        ignore_conflicts=True,
    )
    Body.objects.bulk_create(
        [
            Body(municipality_nis=one.nis, kind=kind, name=f"{kind.label} {one.name}")
            for one in territory.municipalities().values()
            if one.nis in acting
            for kind in BodyKind
        ],
        ignore_conflicts=True,
    )
    return Loaded(
        Municipality.objects.count(), OldMunicipality.objects.count(), Body.objects.count()
    )


def set_house_style(
    municipality_nis: str, *, house_colour: str, accent_colour: str = "", moment: datetime
) -> HouseStyle:
    """Choose the house colour of a municipality, and its accent.

    The other colours follow from it with their lightness bounded, so that text stays legible
    (WCAG 2.1, 4.5:1) whatever is chosen.

    Args:
        municipality_nis: Among those acted for.
        house_colour: `#rrggbb`.
        accent_colour: `#rrggbb`; empty for the platform's own.
        moment: When it was chosen.

    Raises:
        LetterTextRefused: It is no colour of that form.
        HouseStyleNotYours: Another role.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    if not access.may_set_house_style(current_actor()):
        raise HouseStyleNotYours
    for colour in (house_colour, *filter(None, [accent_colour])):
        house_colours(colour)
    style, _ = HouseStyle.objects.update_or_create(
        municipality_nis=municipality_nis,
        defaults={
            "house_colour": house_colour.lower(),
            "accent_colour": accent_colour.lower(),
            "set_at": moment,
        },
    )
    ports.record_act.service()(
        municipality_nis,
        "municipalities.set-house-style",
        subject=f"house-style:{municipality_nis}",
        payload={"house_colour": style.house_colour, "accent_colour": style.accent_colour},
        moment=moment,
    )
    return style


def add_host_name(municipality_nis: str, name: str, *, moment: datetime) -> HostName:
    """Let a municipality be served under a name of its own; the same again changes nothing.

    Args:
        municipality_nis: Among those acted for.
        name: Such as `mijn.wingene.be`; capitals make no difference.
        moment: When.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        HostNotYours: Somebody else than the operator.
        HostNameWrong: It has another form.
        HostNameTaken: It is of another municipality.
    """
    require_acting_for(municipality_nis)
    if not access.may_name_hosts(current_actor()):
        raise HostNotYours
    asked = name.strip().lower()
    if not _HOST_NAME.fullmatch(asked):
        raise HostNameWrong
    row = HostName(name=asked, municipality_id=municipality_nis, added_at=moment)
    HostName.objects.bulk_create([row], ignore_conflicts=True)  # of two at once, one has it
    kept = HostName.objects.get(name=asked)
    if kept.municipality_id != municipality_nis:
        raise HostNameTaken
    if kept.added_at == moment:
        _record_host("municipalities.add-host", kept, moment)
    return kept


def remove_host_name(municipality_nis: str, name: str, *, moment: datetime) -> bool:
    """Let a municipality not be served under a name any more; say whether it was.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        HostNotYours: Somebody else than the operator.
    """
    require_acting_for(municipality_nis)
    if not access.may_name_hosts(current_actor()):
        raise HostNotYours
    found = HostName.objects.filter(
        name=name.strip().lower(), municipality_id=municipality_nis
    ).first()
    if found is None:
        return False
    _record_host("municipalities.remove-host", found, moment)
    found.delete()
    return True


def _record_host(act: str, host: HostName, moment: datetime) -> None:
    ports.record_act.service()(
        host.municipality_id,
        act,
        subject=f"host:{host.municipality_id}",
        payload={"name": host.name},
        moment=moment,
    )
