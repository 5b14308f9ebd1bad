"""My cases: everything that runs or ran for a resident, what is hers to do first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klik.domains.cases.queries import own
from klik.domains.messages import queries as messages
from klik.faces.portal.acting import ResidentRequest, resident_page
from klik.faces.portal.mine.hers import MESSAGES, numbers_of, regulations
from klik.faces.portal.mine.wording import Standing, standing_of
from klik.faces.portal.places import address_of
from klik.faces.ui.drawing import filled
from klik.faces.ui.templatetags.lists import steps
from klik.faces.ui.templatetags.surfaces import badge, count
from klik.faces.ui.words import softened, unbroken

CASES_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class CaseCard:
    """One case of a list.

    Attributes:
        reference: Of the case.
        title: Of the benefit.
        href: Of its page, or of the page where she must do something.
        standing: How it stands.
        new: How many messages about it she did not read.
        is_hers_to_do: Whether it waits for her.
        drawn: What a page shows of it.
    """

    reference: str
    title: str
    href: str
    standing: Standing
    new: int
    is_hers_to_do: bool
    drawn: SafeString


@require_safe
@resident_page()
def cases(request: ResidentRequest) -> HttpResponse:
    """List her cases, those that wait for her first."""
    known_as = numbers_of(request)
    found = own.own_cases(known_as)
    new = messages.new_for(known_as)
    page = Paginator(found, CASES_A_PAGE).get_page(request.GET.get("page"))
    cards = cards_of(request, list(page), new)
    context = {
        "to_do": [one for one in cards if one.is_hers_to_do],
        "others": [one for one in cards if not one.is_hers_to_do],
        "page": page,
        "total": len(found),
        "here": "cases",
        "waiting": {MESSAGES: sum(new.values())},
    }
    return render(request, "portal/mine/cases.html", context)


def cards_of(
    request: ResidentRequest, found: Sequence[own.OwnCase], new: dict[str, int]
) -> list[CaseCard]:
    """Return cases as a list shows them."""
    names = regulations({one.adoption_id for one in found}, request.municipality.nis)
    of_each = [
        (
            one.reference,
            names[one.adoption_id].title,
            _href(request, one),
            standing_of(one),
            new.get(one.reference, 0),
        )
        for one in found
    ]
    said = _Said(_("Steps of %(title)s"), _("Case %(reference)s"), _("new message(s)"))
    drawn = filled("portal/mine/_card.html", [_words(said, *words) for words in of_each])
    return [
        CaseCard(*words, one.is_hers_to_do, card)
        for one, words, card in zip(found, of_each, drawn, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Said:
    """What each card says, looked up once for all."""

    steps_of: str
    case: str
    new: str


def _words(
    said: _Said, reference: str, title: str, href: str, standing: Standing, new: int
) -> dict[str, str]:
    return {
        "href": href,
        "title": softened(title),
        "badge": badge(standing.word, standing.status),
        "sentence": softened(standing.sentence),
        "steps": steps(standing.steps, standing.at, label=said.steps_of % {"title": title}),
        # What is ours around what is escaped.
        "named": SafeString(said.case % {"reference": unbroken(reference)}),
        "news": SafeString(f" {count(new, said.new)}" if new else ""),
    }


def _href(request: ResidentRequest, case: own.OwnCase) -> str:
    page = "apply-overview" if case.state == "draft" else "case"
    return address_of(page, request.municipality_slug, case.reference)
