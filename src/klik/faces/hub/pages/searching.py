"""Search in all that the hub holds: pages, events, sessions, packages, and what joins them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from klik.domains.knowledge.queries import searching
from klik.domains.knowledge.queries.searching import Findable
from klik.faces.hub.pages.reading import Narrowing
from klik.faces.hub.places import address_of
from klik.faces.hub.reading import read_everywhere
from klik.faces.ui.languages import letter_language

LONGEST: Final = 80
RESULTS_A_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class Kind:
    """What one finds.

    Attributes:
        many: Its name in a filter.
        one: Its name beside a result.
        routes: Where it leads, the first that this installation has, with how many parts of its
            address each takes.
    """

    many: str | Promise
    one: str | Promise
    routes: tuple[tuple[str, int], ...]


KINDS: Final[Mapping[str, Kind]] = {
    "page": Kind(_("Pages of knowledge"), _("Page of knowledge"), (("page", 1),)),
    "package": Kind(_("Packages"), _("Package"), (("package", 1),)),
    "request": Kind(_("Requests to make something"), _("Make it together"), (("request", 1),)),
    "partner": Kind(_("Partners"), _("Partner"), (("partner", 1),)),
    "event": Kind(_("Events"), _("Event"), (("event", 1),)),
    "session": Kind(_("Sessions"), _("Session"), (("session", 2), ("event", 1))),
    "transcript": Kind(_("Said in a recording"), _("Said in a recording"), (("session", 2),)),
    "slides": Kind(_("Slides"), _("Slides"), (("session", 2),)),
    "question": Kind(_("Questions and answers"), _("Question with its answer"), (("event", 1),)),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found, and where it is read; without an address it is only named."""

    found: Findable
    kind: str | Promise
    href: str
    at: str


@require_safe
@read_everywhere
def search(request: HttpRequest) -> HttpResponse:
    """Show what words find, of every kind or of one."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    kind = request.GET.get("soort", "")
    if kind and kind not in KINDS:
        raise Http404
    result = searching.find(asked, language=letter_language(), kind=kind)
    page = Paginator([_hit(one) for one in result.found], RESULTS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "here": "search",
        "asked": asked,
        "page": page,
        "total": len(result.found),
        "kinds": _narrowings(asked, kind, result.kinds),
    }
    return render(request, "hub/pages/search.html", context)


def _hit(found: Findable) -> Hit:
    kind = KINDS[found.kind]
    places = (address_of(name, *found.parts[:parts]) for name, parts in kind.routes)
    href = next((place for place in places if place), "")
    if href and found.at_seconds is not None:
        href = f"{href}?t={found.at_seconds}"
    return Hit(found, kind.one, href, _clock(found.at_seconds))


def _clock(seconds: int | None) -> str:
    """Write where in a recording: `1:02:03` or `4:07`."""
    if seconds is None:
        return ""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def _narrowings(asked: str, current: str, counted: Mapping[str, int]) -> list[Narrowing]:
    """Return the kinds of which something was found; the chosen one leads back to all."""
    place = reverse("hub:search")
    return [
        Narrowing(
            f"{kind.many} ({counted[key]})",
            f"{place}?{urlencode({'q': asked} if key == current else {'q': asked, 'soort': key})}",
            key == current,
        )
        for key, kind in KINDS.items()
        if counted.get(key)
    ]
