"""The first page: which municipality somebody comes for."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klik.domains.catalogue import queries as catalogue
from klik.domains.municipalities import queries as municipalities
from klik.ground.clock import today
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

_LISTING: Final = Actor(ActorKind.SYSTEM, "first-page")


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality in the list."""

    name: str
    slug: str
    province: str
    publishes: bool


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the municipalities, by province, or those that a name or postcode finds."""
    with acting_for(EVERYWHERE, _LISTING, only_reading=True):
        publishing = catalogue.municipalities_with_adoptions(today())
    asked = request.GET.get("q", "").strip()[:60]
    found = [
        Place(one.name, municipalities.slug_of(one.name), one.province, one.nis in publishing)
        for one in municipalities.municipalities()
        if not asked or _plain(asked) in _plain(one.name) or asked in one.postcodes
    ]
    found.sort(key=lambda place: (place.province, _plain(place.name)))
    here = sorted((one for one in found if one.publishes), key=lambda one: _plain(one.name))
    others = [one for one in found if not one.publishes]
    provinces = [
        (province, list(places))
        for province, places in groupby(others, key=lambda one: one.province)
    ]
    return render(
        request,
        "portal/start.html",
        {"asked": asked, "count": len(found), "here": here, "provinces": provinces},
    )


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
