"""Who works with municipalities: governments, citizens, companies and academics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from klik.domains.knowledge.queries import partners as queries
from klik.faces.hub.pages.reading import Narrowing
from klik.ground.territory import municipality_of

KINDS: Final[Mapping[str, str | Promise]] = {
    "government": _("Government"),
    "citizens": _("Citizens"),
    "company": _("Company"),
    "academic": _("School or university"),
}
_MANY: Final[Mapping[str, str | Promise]] = {
    "government": _("Governments"),
    "citizens": _("Groups of citizens"),
    "company": _("Companies"),
    "academic": _("Schools and universities"),
}


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """Show the partners, of every kind or of one."""
    kind = request.GET.get("soort", "")
    if kind and kind not in KINDS:
        raise Http404
    every = queries.shown_partners()
    used = {one.kind for one in every}
    place = reverse("hub:partners")
    kinds = [
        Narrowing(word, place if key == kind else f"{place}?soort={key}", key == kind)
        for key, word in _MANY.items()
        if key in used
    ]
    cards = [(one, KINDS[one.kind]) for one in every if kind in {"", one.kind}]
    context = {"here": "knowledge", "cards": cards, "kinds": kinds}
    return render(request, "hub/pages/partners.html", context)


@require_safe
def partner(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one partner, with whom one may ask, if she agreed to be named."""
    found = queries.shown_partner(slug)
    context = {
        "here": "knowledge",
        "partner": found,
        "kind": KINDS[found.kind],
        "owner": municipality_of(found.owner_nis).name,
    }
    return render(request, "hub/pages/partner.html", context)
