"""What every page needs besides its own: in which house it stands, and in which languages it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from klik.domains.municipalities.queries import hours_on
from klik.faces.ui.houses import House, house_of
from klik.faces.ui.languages import offered
from klik.ground.clock import today
from klik.ground.hours import written_hours


def page(request: HttpRequest) -> dict[str, Any]:
    """Return `house` (None for pages of no municipality), its `contact` today, and `languages`."""
    house = _house(request)
    languages = getattr(request, "languages", None) or offered(request.path_info)
    return {"house": house, "contact": _contact(house), "languages": languages}


@dataclass(frozen=True, slots=True)
class ContactToday:
    """Where a municipality can be reached, and its hours of today as they are read."""

    place: str
    address_lines: tuple[str, ...]
    phone: str
    email: str
    hours: str


def _contact(house: House | None) -> ContactToday | None:
    contact = house.contact if house else None
    if contact is None:
        return None
    spans = hours_on(contact, today()).spans
    return ContactToday(
        contact.place, contact.address_lines, contact.phone, contact.email, written_hours(spans)
    )


def _house(request: HttpRequest) -> House | None:
    municipality = getattr(request, "municipality", None)
    return house_of(municipality.nis) if municipality is not None else None
