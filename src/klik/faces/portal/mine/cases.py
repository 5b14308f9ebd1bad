"""My cases: everything that runs or ran for a resident, what is hers to do first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klik.domains.cases.queries import own
from klik.domains.messages import queries as messages
from klik.faces.portal.acting import ResidentRequest, resident_page
from klik.faces.portal.mine.hers import MESSAGES, numbers_of, page_of, regulations
from klik.faces.portal.mine.wording import Standing, standing_of

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
    """

    reference: str
    title: str
    href: str
    standing: Standing
    new: int
    is_hers_to_do: bool


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
    return [
        CaseCard(
            reference=one.reference,
            title=names[one.adoption_id].title,
            href=_href(request, one),
            standing=standing_of(one),
            new=new.get(one.reference, 0),
            is_hers_to_do=one.is_hers_to_do,
        )
        for one in found
    ]


def _href(request: ResidentRequest, case: own.OwnCase) -> str:
    if case.state == "draft":
        return page_of(request, "apply-overview", case.reference)
    return page_of(request, "case", case.reference)
