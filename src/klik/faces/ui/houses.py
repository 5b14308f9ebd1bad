"""How a municipality shows itself on a page: its name, its colours, and where it can be reached."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import Final

from django.urls import reverse

from klik.domains.municipalities import queries as municipalities
from klik.ground.letters.colours import house_colours
from klik.ground.tenancy import (
    Actor,
    ActorKind,
    NotActing,
    acting_for,
    current_municipalities,
    require_acting_for,
)

_KEPT_SECONDS: Final = 60
_DIGITS: Final = 12
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_READER: Final = Actor(ActorKind.SYSTEM, "house-style")


@dataclass(frozen=True, slots=True)
class House:
    """A municipality on a page.

    Attributes:
        nis: Its NIS code.
        name: Its name.
        slug: Its name as addresses write it.
        colours: Its rule of colours, for its own stylesheet; empty where it chose none.
        contact: Where and when it can be reached; None where nobody said so.
        colour: Which carries white, for what is drawn outside of a stylesheet.
    """

    nis: str
    name: str
    slug: str
    colours: str
    colour: str
    contact: municipalities.Contacted | None = None

    @property
    def digest(self) -> str:
        """Return what names this form of the stylesheet."""
        return hashlib.sha256(self.colours.encode()).hexdigest()[:_DIGITS]

    @property
    def stylesheet(self) -> str:
        """Return the address of its stylesheet; empty where it chose no colours."""
        if not self.colours:
            return ""
        return reverse("ui:house-style", args=[self.slug, self.digest])


def house_of(nis: str) -> House:
    """Return a municipality as pages show it, at most a minute old.

    Works inside and outside `acting_for`. What it reads is what every page of the municipality
    shows anybody.

    Raises:
        MunicipalityNotFound: There is no such municipality.
        OutsideActing: Somebody acts here for another one.
    """
    return _house_of(nis, int(monotonic() // _KEPT_SECONDS))


def forget() -> None:
    """Read every house anew: for tests, and for a process that has just changed one."""
    _house_of.cache_clear()


@lru_cache(maxsize=1024)
def _house_of(nis: str, _minute: int) -> House:
    if _somebody_acts():
        require_acting_for(nis)  # of another one nothing would show, and be kept
        return _read(nis)
    with acting_for([nis], _READER, only_reading=True):
        return _read(nis)


def _somebody_acts() -> bool:
    try:
        current_municipalities()
    except NotActing:
        return False
    return True


def _read(nis: str) -> House:
    municipality = municipalities.municipality_of(nis)
    style = municipalities.house_style_of(nis)
    chosen = style.house_colour if style else municipalities.PLATFORM_COLOUR
    return House(
        nis=municipality.nis,
        name=municipality.name,
        slug=municipalities.slug_of(municipality.name),
        colours=_rule(style.house_colour, style.accent_colour) if style else "",
        contact=municipalities.contact_of(nis),
        colour=house_colours(chosen).solid,
    )


def _rule(house: str, accent: str) -> str:
    chosen = {"--house": house, "--accent": accent}
    inside = "; ".join(
        f"{name}: {colour}" for name, colour in chosen.items() if _COLOUR.fullmatch(colour)
    )
    return f":root {{ {inside} }}\n"
