"""What can I get? The services of a municipality, by moment in a life, by theme, or by words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klik.domains.catalogue import queries as catalogue
from klik.faces.portal.acting import VisitorRequest, visitor_page
from klik.faces.ui.answers import shown_pdf
from klik.faces.ui.languages import letter_language, page_language
from klik.ground.clock import today
from klik.ground.search import Described, Index
from klik.ground.tenancy import acting_for
from klik.packages.catalogue_words import LIFE_EVENTS, THEMES, Said

if TYPE_CHECKING:
    from klik.packages.wording import PageLanguage

_LONGEST: Final = 80
# What each field counts when words are looked for.
_TITLE, _WORDS, _SUMMARY, _CONDITIONS = 4.0, 3.0, 2.0, 1.0
_SYMBOLS: Final[Mapping[str, str]] = {
    "geboorte": "child", "school": "school", "zorg": "care", "ziek": "care", "ziek/zorg": "care",
    "bouwen": "home", "verhuizen": "home", "vereniging": "people", "trouwen": "people",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """A moment or a theme that narrows the list down."""

    word: str
    said: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A service in the list."""

    service: catalogue.Service
    symbol: str
    gives: str


@require_safe
@visitor_page()
def services(request: VisitorRequest) -> HttpResponse:
    """Show what residents can get: all of it, what fits a moment or theme, or what words find."""
    language = language_of()
    asked = request.GET.get("q", "").strip()[:_LONGEST]
    moment, theme = request.GET.get("moment", ""), request.GET.get("theme", "")
    every = catalogue.services(request.municipality.nis, today(), language=language)
    shown = _found(every, asked, language) if asked else every
    shown = [one for one in shown if not moment or moment in one.life_events]
    shown = [one for one in shown if not theme or theme in one.themes]
    return render(
        request,
        "portal/services/list.html",
        {
            "asked": asked,
            "cards": [_card(one) for one in shown],
            "is_narrowed": bool(asked or moment or theme),
            "has_any": bool(every),
            "moments": _choices([one.life_events for one in every], LIFE_EVENTS, moment, language),
            "themes": _choices([one.themes for one in every], THEMES, theme, language),
        },
    )


@require_safe
@visitor_page()
def service(request: VisitorRequest, package: str) -> HttpResponse:
    """Show one service: for whom, what it gives, how long it takes, and every way to get it."""
    language = language_of()
    found = catalogue.service_of(request.municipality.nis, package, today(), language=language)
    return render(
        request,
        "portal/services/detail.html",
        {"service": found},
    )


@require_safe
@visitor_page(acts_itself=True)
def paper_form(request: VisitorRequest, adoption: UUID) -> HttpResponse:
    """Give the blank form of a service, to fill in by hand."""
    with acting_for([request.municipality.nis], request.actor, only_reading=True):
        form = catalogue.blank_form(adoption, language=letter_language())
    return shown_pdf(form.pdf(), form.name)


def language_of() -> PageLanguage:
    """Return the language of this page."""
    return page_language()


def _found(
    every: Sequence[catalogue.Service], asked: str, language: PageLanguage
) -> list[catalogue.Service]:
    by_package = {one.package: one for one in every}
    index = Index((_described(one) for one in every), language)
    return [by_package[hit.key] for hit in index.find(asked)]


def _described(one: catalogue.Service) -> Described:
    conditions = " ".join(
        condition.sentence
        for part in one.parts
        for condition in part.adoption.regulation.conditions
    )
    return Described(
        one.package,
        (
            (one.title, _TITLE),
            (one.also, _WORDS),
            (one.summary, _SUMMARY),
            (conditions, _CONDITIONS),
        ),
    )


def _choices(
    used: Sequence[Sequence[str]], known: Mapping[str, Said], current: str, language: PageLanguage
) -> list[Choice]:
    """Return the words that some service has, in the order of the code list."""
    some = {word for words in used for word in words}
    return [
        Choice(word, said.in_words(language), word == current)
        for word, said in known.items()
        if word in some
    ]


def _card(one: catalogue.Service) -> Card:
    """Return a service with the first of its amounts, where one is known beforehand."""
    lines = (
        line
        for part in one.parts
        for amount in part.adoption.regulation.amounts
        for line in amount.lines
    )
    return Card(one, _symbol(one), next(lines, ""))


def _symbol(one: catalogue.Service) -> str:
    return next((_SYMBOLS[word] for word in one.life_events if word in _SYMBOLS), "euro")
