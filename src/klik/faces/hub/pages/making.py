"""What municipalities want to make together: who asks, who joined, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from klik.domains.catalogue import queries as catalogue
from klik.domains.knowledge.queries import making
from klik.domains.knowledge.queries.making import CoCreationShown
from klik.faces.hub.pages.reading import Narrowing
from klik.faces.hub.reading import read_everywhere
from klik.faces.ui.languages import letter_language
from klik.ground.clock import today
from klik.ground.territory import municipality_of

STATES: Final[Mapping[str, tuple[str | Promise, str]]] = {
    "open": (_("Looking for others"), "action"),
    "started": (_("Being made"), "waiting"),
    "done": (_("Ready"), "granted"),
    "stopped": (_("Stopped"), "info"),
}


@dataclass(frozen=True, slots=True)
class RequestCard:
    """A request as a list and its page show it."""

    shown: CoCreationShown
    owner: str
    members: tuple[str, ...]
    word: str | Promise
    status: str


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Show what municipalities ask of each other, of every state or of one."""
    state = request.GET.get("stand", "")
    if state and state not in STATES:
        raise Http404
    every = making.requests_shown()
    used = {one.request.state for one in every}
    place = reverse("hub:requests")
    states = [
        Narrowing(word, place if key == state else f"{place}?stand={key}", key == state)
        for key, (word, _status) in STATES.items()
        if key in used
    ]
    cards = [_card(one) for one in every if state in {"", one.request.state}]
    context = {"here": "knowledge", "cards": cards, "states": states}
    return render(request, "hub/pages/requests.html", context)


@require_safe
@read_everywhere
def one_request(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one request, to its end."""
    found = making.request_shown(slug)
    shown = catalogue.packages_shown(today(), language=letter_language())
    about = next((one for one in shown if one.package == found.request.package), None)
    steps = [(one, *STATES[one.state]) for one in found.steps]
    context = {"here": "knowledge", "card": _card(found), "about": about, "steps": steps}
    return render(request, "hub/pages/request.html", context)


def _card(shown: CoCreationShown) -> RequestCard:
    word, status = STATES[shown.request.state]
    members = tuple(municipality_of(nis).name for nis in shown.members)
    owner = municipality_of(shown.request.owner_nis).name
    return RequestCard(shown, owner, members, word, status)
