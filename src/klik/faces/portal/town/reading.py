"""News, agenda and vacancies: as pages, as a feed, as a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klik.domains.knowledge import queries
from klik.domains.knowledge.queries import AnyPage
from klik.faces.portal.town.entering import VisitorRequest, language_now, visitor_page
from klik.ground.calendars import MEDIA_TYPE
from klik.ground.clock import HOME, moment_now, today
from klik.ground.markdown import html_of

_MOST: Final = 50
_ROUTES: Final = {"news": "news-item", "event": "event", "vacancy": "vacancy"}


@require_safe
@visitor_page()
def news(request: VisitorRequest) -> HttpResponse:
    """Show the news."""
    found = list(queries.news(request.municipality.nis, today())[:_MOST])
    return render(request, "portal/town/news.html", {"news": found})


@require_safe
@visitor_page()
def agenda(request: VisitorRequest) -> HttpResponse:
    """Show what is to come."""
    found = list(queries.events(request.municipality.nis, moment_now())[:_MOST])
    return render(request, "portal/town/agenda.html", {"events": found})


@require_safe
@visitor_page()
def vacancies(request: VisitorRequest) -> HttpResponse:
    """Show for which jobs one can apply."""
    found = list(queries.vacancies(request.municipality.nis, today())[:_MOST])
    return render(request, "portal/town/vacancies.html", {"vacancies": found})


@require_safe
@visitor_page()
def page(request: VisitorRequest, kind: str, identifier: UUID) -> HttpResponse:
    """Show one of these."""
    found = queries.read_by_all(request.municipality.nis, kind, identifier, today())
    return render(request, "portal/town/page.html", {"page": found, "kind": kind})


@require_safe
@visitor_page()
def agenda_file(request: VisitorRequest) -> HttpResponse:
    """Give the agenda as a file for a calendar."""
    name = _("Agenda of %(name)s") % {"name": request.municipality.name}
    found = queries.events(request.municipality.nis, moment_now())[:_MOST]
    file = queries.agenda_file(found, name=name, language=language_now())
    return HttpResponse(file, content_type=MEDIA_TYPE)


@require_safe
@visitor_page()
def news_feed(request: VisitorRequest) -> HttpResponse:
    """Give the news to a reader of feeds."""
    title = _("News of %(name)s") % {"name": request.municipality.name}
    found = queries.news(request.municipality.nis, today())[:_MOST]
    return _feed(request, "news", title, found)


@require_safe
@visitor_page()
def agenda_feed(request: VisitorRequest) -> HttpResponse:
    """Give the agenda to a reader of feeds."""
    title = _("Agenda of %(name)s") % {"name": request.municipality.name}
    found = queries.events(request.municipality.nis, moment_now())[:_MOST]
    return _feed(request, "event", title, found)


def _feed(request: VisitorRequest, kind: str, title: str, found: Iterable[AnyPage]) -> HttpResponse:
    slug, language = request.municipality_slug, language_now()
    listed = reverse("portal:news" if kind == "news" else "portal:agenda", args=[slug])
    feed = Atom1Feed(
        title=title,
        link=request.build_absolute_uri(listed),
        description=title,
        language=language,
        feed_url=request.build_absolute_uri(),
    )
    for one in found:
        address = reverse(f"portal:{_ROUTES[kind]}", args=[slug, one.pk])
        feed.add_item(
            title=queries.said(one.title, language),
            link=request.build_absolute_uri(address),
            description=html_of(queries.said(one.text, language)),
            unique_id=f"urn:uuid:{one.pk}",
            pubdate=_published(one),
            updateddate=one.set_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _published(page: AnyPage) -> datetime:
    day = getattr(page, "published_on", None)
    return datetime.combine(day, time(), tzinfo=HOME) if day else page.set_at
