"""The first page of the hub: what comes, what was, and where to look."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klik.domains.knowledge.queries import programmes, shared_pages
from klik.faces.hub.pages.reading import card_of
from klik.ground.clock import moment_now

PAGES_SHOWN: Final = 3  # of those that were published last


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the events that come, the soonest first, and those that were, the latest first."""
    now = moment_now()
    events = [one for one in programmes.shown_events() if one.programme.days]
    coming = sorted(
        (one for one in events if one.programme.ends_at >= now),
        key=lambda one: one.programme.starts_at,
    )
    past = sorted(
        (one for one in events if one.programme.ends_at < now),
        key=lambda one: one.programme.ends_at,
        reverse=True,
    )
    known = [card_of(one) for one in shared_pages.shown_pages()[:PAGES_SHOWN]]
    context = {"here": "home", "coming": coming, "past": past, "known": known}
    return render(request, "hub/home.html", context)
