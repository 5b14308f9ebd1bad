"""Which waste is fetched when: by street or zone, as a page and as a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klik.domains.knowledge import queries
from klik.faces.portal.town import wording
from klik.faces.portal.town.entering import VisitorRequest, language_now, visitor_page
from klik.ground.calendars import MEDIA_TYPE
from klik.ground.clock import today

if TYPE_CHECKING:
    from klik.domains.knowledge.models import WasteZone

_DAYS_AHEAD: Final = 60
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is fetched on a day, in words."""

    day: date
    kinds: tuple[str, ...]


@require_safe
@visitor_page()
def zones(request: VisitorRequest) -> HttpResponse:
    """Show the zones, and the streets that somebody looks for."""
    nis = request.municipality.nis
    asked = request.GET.get("q", "").strip()[:_LONGEST]
    context = {
        "asked": asked,
        "streets": queries.streets_like(nis, asked) if asked else [],
        "zones": queries.zones(nis),
    }
    return render(request, "portal/town/waste.html", context)


@require_safe
@visitor_page()
def zone(request: VisitorRequest, identifier: UUID) -> HttpResponse:
    """Show what is fetched in a zone in the next two months."""
    found, day = _zone(request, identifier), today()
    rounds = queries.rounds(found, day, day + timedelta(days=_DAYS_AHEAD))
    fetched = [
        Fetched(on, tuple(str(wording.WASTE[one.kind]) for one in these))
        for on, these in groupby(rounds, key=lambda one: one.day)
    ]
    return render(request, "portal/town/zone.html", {"zone": found, "days": fetched})


@require_safe
@visitor_page()
def zone_file(request: VisitorRequest, identifier: UUID) -> HttpResponse:
    """Give the rounds of a zone as a file for a calendar."""
    found = _zone(request, identifier)
    words = {kind: str(word) for kind, word in wording.WASTE.items()}
    name = _("Waste in %(zone)s") % {"zone": found.name}
    file = queries.rounds_file(found, today(), words, name=name, language=language_now())
    return HttpResponse(file, content_type=MEDIA_TYPE)


def _zone(request: VisitorRequest, identifier: UUID) -> WasteZone:
    found = queries.zone_of(identifier)
    if found.municipality_nis != request.municipality.nis:
        raise queries.PageNotFound
    return found
