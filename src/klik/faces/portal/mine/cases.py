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
from klik.faces.ui.templatetags.lists import steps
from klik.faces.ui.templatetags.surfaces import badge, count
from klik.faces.ui.words import unbroken

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
        badge: The word of how it stands, as the design system draws it.
        steps: Where it is, likewise.
        named: Its reference, on one line.
        news: How many new messages, likewise; empty for none.
    """

    reference: str
    title: str
    href: str
    standing: Standing
    new: int
    is_hers_to_do: bool
    badge: SafeString
    steps: SafeString
    named: SafeString
    news: SafeString


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
    said = _Said(_("Steps of %(title)s"), _("Case %(reference)s"), _("new message(s)"))
    return [
        _card(
            one, names[one.adoption_id].title, new.get(one.reference, 0), said, _href(request, one)
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class _Said:
    """What each card says, looked up once for all."""

    steps_of: str
    case: str
    new: str


def _card(case: own.OwnCase, title: str, new: int, said: _Said, href: str) -> CaseCard:
    standing = standing_of(case)
    label = said.steps_of % {"title": title}
    # What is ours around what is escaped.
    named = SafeString(said.case % {"reference": unbroken(case.reference)})
    return CaseCard(
        reference=case.reference,
        title=title,
        href=href,
        standing=standing,
        new=new,
        is_hers_to_do=case.is_hers_to_do,
        badge=badge(standing.word, standing.status),
        steps=steps(standing.steps, standing.at, label=label),
        named=named,
        news=SafeString(f" {count(new, said.new)}" if new else ""),
    )


def _href(request: ResidentRequest, case: own.OwnCase) -> str:
    page = "apply-overview" if case.state == "draft" else "case"
    return address_of(page, request.municipality_slug, case.reference)
