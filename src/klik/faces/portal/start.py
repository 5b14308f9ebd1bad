"""The first page: which municipality somebody comes for."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klik.domains.municipalities import queries as municipalities


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality in the list."""

    name: str
    slug: str
    province: str


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the municipalities, by province, or those that a name or postcode finds."""
    asked = request.GET.get("q", "").strip()[:60]
    found = [
        Place(one.name, municipalities.slug_of(one.name), one.province)
        for one in municipalities.municipalities()
        if not asked or _plain(asked) in _plain(one.name) or asked in one.postcodes
    ]
    found.sort(key=lambda place: (place.province, _plain(place.name)))
    provinces = [
        (province, list(places))
        for province, places in groupby(found, key=lambda one: one.province)
    ]
    return render(
        request,
        "portal/start.html",
        {"asked": asked, "count": len(found), "provinces": provinces},
    )


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
