"""The list of municipalities, and how each looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from klik.domains.municipalities import access, ports
from klik.domains.municipalities.models import (
    Body,
    BodyKind,
    HouseStyle,
    Municipality,
    OldMunicipality,
)
from klik.ground import territory
from klik.ground.letters.colours import house_colours
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, current_municipalities


class HouseStyleNotYours(Refusal):
    """An actor who may not choose how a municipality looks."""

    status = 403
    reason = "Only a regulation manager of the municipality chooses its house style."


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
