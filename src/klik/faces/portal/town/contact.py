"""The first page of a municipality for everybody, and where it can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klik.domains.knowledge import queries as knowledge
from klik.domains.municipalities import queries as municipalities
from klik.faces.portal.town.entering import VisitorRequest, visitor_page
from klik.faces.ui.words import weekday_names
from klik.ground.clock import moment_now, today
from klik.ground.hours import written_hours

_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday with its hours as they are read; empty where it is closed."""

    name: str
    hours: str


@dataclass(frozen=True, slots=True)
class OtherDays:
    """Days on which other hours hold."""

    first_on: date
    last_on: date
    hours: str
    why: str


@require_safe
@visitor_page()
def my_municipality(request: VisitorRequest) -> HttpResponse:
    """Show what is new, what comes, and where each thing is done."""
    nis, moment, day = request.municipality.nis, moment_now(), today()
    place = municipalities.contact_of(nis)
    return render(
        request,
        "portal/town/home.html",
        {
            "standing": municipalities.standing_at(place, moment) if place else None,
            "moment": moment,
            "news": list(knowledge.news(nis, day)[:_MOST]),
            "events": list(knowledge.events(nis, moment)[:_MOST]),
            "vacancies": knowledge.vacancies(nis, day).count(),
        },
    )


@require_safe
@visitor_page()
def contact(request: VisitorRequest) -> HttpResponse:
    """Show address, phone, hours of the week, and the days that differ."""
    place = municipalities.contact_of(request.municipality.nis)
    moment, day = moment_now(), today()
    context: dict[str, object] = {"place": place, "moment": moment}
    if place is not None:
        names = weekday_names()
        context["standing"] = municipalities.standing_at(place, moment)
        context["week"] = [
            Weekday(name, written_hours(spans))
            for name, spans in zip(names, place.week, strict=True)
        ]
        context["others"] = [
            OtherDays(one.first_on, one.last_on, written_hours(one.spans), one.why)
            for one in place.exceptions
            if one.last_on >= day
        ]
    return render(request, "portal/town/contact.html", context)
