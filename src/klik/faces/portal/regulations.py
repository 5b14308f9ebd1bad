"""The public register of a municipality: its regulations, and the data that it may use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klik.domains.catalogue import queries as catalogue
from klik.faces.portal import agreements as agreed
from klik.faces.portal.acting import VisitorRequest, visitor_page
from klik.faces.ui.languages import page_language
from klik.ground.clock import today
from klik.packages.wording import PageLanguage, format_date


@dataclass(frozen=True, slots=True)
class Days:
    """From when until when, as it is read; no last day means no end."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class ShownAdoption:
    """An adoption with its days in words."""

    adoption: catalogue.PublicAdoption
    days: Days
    decided_on: str
    published_on: str


@dataclass(frozen=True, slots=True)
class ShownAgreement:
    """An agreement with its days in words."""

    agreement: agreed.PublicAgreement
    days: Days


@require_safe
@visitor_page()
def regulations(request: VisitorRequest) -> HttpResponse:
    """Show what is adopted today, what a machine decides there, and which data may be delivered."""
    municipality = request.municipality
    day = today()
    language = page_language()
    adoptions = catalogue.public_register(municipality.nis, day, language=language)
    agreements = agreed.public_agreements(municipality.nis, day, language=language)
    return render(
        request,
        "portal/regulations.html",
        {
            "municipality": municipality,
            "day": format_date(day, language),
            "adoptions": [_shown(one, language) for one in adoptions],
            "agreements": [
                ShownAgreement(one, _days(one.from_on, one.until_on, language))
                for one in agreements
            ],
        },
    )


def _shown(adoption: catalogue.PublicAdoption, language: PageLanguage) -> ShownAdoption:
    published = adoption.council.published_on
    return ShownAdoption(
        adoption=adoption,
        days=_days(adoption.from_on, adoption.until_on, language),
        decided_on=format_date(adoption.council.decided_on, language),
        published_on=format_date(published, language) if published else "",
    )


def _days(first: date, last: date | None, language: PageLanguage) -> Days:
    return Days(format_date(first, language), format_date(last, language) if last else "")
