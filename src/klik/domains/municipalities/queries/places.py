"""Reads of the list of municipalities, their bodies and their look."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from django.db.models import QuerySet

from klik.domains.municipalities.models import (
    Body,
    BodyKind,
    HostName,
    HouseStyle,
    Municipality,
    OldMunicipality,
)
from klik.ground import territory
from klik.ground.letters.colours import HouseColours, house_colours
from klik.ground.refusals import Refusal

PLATFORM_COLOUR = "#3a4a5c"  # as in klik.css and on letters without a house colour


class MunicipalityNotFound(Refusal):
    """No municipality has, or had until it merged, this NIS code."""

    status = 404
    reason = "No municipality in Flanders has this NIS code."


def municipalities() -> QuerySet[Municipality]:
    """Return the municipalities of today, by name."""
    return Municipality.objects.order_by("name")


def municipality_of(nis: str) -> Municipality:
    """Return the municipality of today that holds the code `nis`, old or current.

    Raises:
        MunicipalityNotFound: No municipality holds it.
    """
    current = Municipality.objects.filter(nis=nis).first()
    if current is not None:
        return current
    merged = OldMunicipality.objects.select_related("municipality").filter(old_nis=nis).first()
    if merged is None:
        raise MunicipalityNotFound
    return merged.municipality


def slug_of(name: str) -> str:
    """Return how the address of a page writes the name of a municipality.

    Small letters without accents; what is no letter or digit becomes one hyphen, so that
    `'s-Gravenvoeren` gives `s-gravenvoeren`.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def municipality_by_slug(slug: str) -> Municipality:
    """Return the municipality of today whose name is written so in addresses.

    Raises:
        MunicipalityNotFound: There is none.
    """
    nis = _nis_by_slug().get(slug)
    if nis is None:
        raise MunicipalityNotFound("No municipality in Flanders has this name.")
    return municipality_of(nis)


def host_names() -> dict[str, str]:
    """Return the NIS code of each municipality that has host names of its own, by host name."""
    return dict(HostName.objects.order_by("name").values_list("name", "municipality_id"))


def bodies() -> QuerySet[Body]:
    """Return the bodies of the municipalities acted for, the municipality before its OCMW."""
    return Body.objects.order_by("municipality_nis", "kind")


def body_of(municipality_nis: str, kind: BodyKind) -> Body:
    """Return one body of a municipality acted for.

    Raises:
        MunicipalityNotFound: Nobody acts for that municipality, or it is not loaded.
    """
    body = Body.objects.filter(municipality_nis=municipality_nis, kind=kind).first()
    if body is None:
        raise MunicipalityNotFound
    return body


def house_style_of(municipality_nis: str) -> HouseStyle | None:
    """Return the colours that a municipality acted for chose; None where it chose none."""
    return HouseStyle.objects.filter(municipality_nis=municipality_nis).first()


def house_colours_of(municipality_nis: str) -> HouseColours:
    """Return the colours of a municipality acted for; the platform's own where it chose none."""
    style = house_style_of(municipality_nis)
    return house_colours(style.house_colour if style else PLATFORM_COLOUR)


@cache
def _nis_by_slug() -> dict[str, str]:
    return {slug_of(one.name): one.nis for one in territory.municipalities().values()}
