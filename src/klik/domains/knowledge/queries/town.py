"""Reads of what everybody reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final, TypeAlias
from uuid import UUID

from django.db.models import QuerySet

from klik.domains.knowledge.models import (
    Event,
    News,
    PageState,
    Vacancy,
    WasteKind,
    WasteRound,
    WasteStreet,
    WasteZone,
)
from klik.ground.calendars import Entry, calendar_file
from klik.ground.refusals import Refusal

AnyPage: TypeAlias = News | Event | Vacancy
MODELS: Final[Mapping[str, type[AnyPage]]] = MappingProxyType(
    {"news": News, "event": Event, "vacancy": Vacancy}
)
WASTE_KINDS: Final = tuple(WasteKind.values)
_ORDER: Final = MappingProxyType(
    {"news": "-published_on", "event": "-starts_at", "vacancy": "-deadline_on"}
)


class PageNotFound(Refusal):
    """Nothing that may be read here has this key."""

    status = 404
    reason = "There is no such page."


def pages(municipality_nis: str, kind: str) -> list[AnyPage]:
    """Return every page of a kind (a key of `MODELS`) for staff, drafts too, the latest first."""
    rows = MODELS[kind].objects.filter(municipality_nis=municipality_nis)
    return list(rows.order_by(_ORDER[kind], "pk"))


def page_of(kind: str, identifier: UUID) -> AnyPage:
    """Return one page for staff, a draft too.

    Raises:
        PageNotFound: There is none in the municipalities acted for.
    """
    found = MODELS[kind].objects.filter(pk=identifier).first()
    if found is None:
        raise PageNotFound
    return found


def news(municipality_nis: str, day: date) -> QuerySet[News]:
    """Return the news that everybody reads on `day`, the latest first."""
    rows = News.objects.filter(
        municipality_nis=municipality_nis, state=PageState.PUBLISHED, published_on__lte=day
    )
    return rows.exclude(until_on__lt=day).order_by("-published_on", "pk")


def events(municipality_nis: str, moment: datetime) -> QuerySet[Event]:
    """Return what is still to come or under way at `moment`, the nearest first."""
    rows = Event.objects.filter(
        municipality_nis=municipality_nis, state=PageState.PUBLISHED, ends_at__gt=moment
    )
    return rows.order_by("starts_at", "pk")


def vacancies(municipality_nis: str, day: date) -> QuerySet[Vacancy]:
    """Return the vacancies for which one can still apply on `day`, the first to close first."""
    rows = Vacancy.objects.filter(
        municipality_nis=municipality_nis, state=PageState.PUBLISHED, deadline_on__gte=day
    )
    return rows.order_by("deadline_on", "pk")


def read_by_all(municipality_nis: str, kind: str, identifier: UUID, day: date) -> AnyPage:
    """Return one page that everybody may read: an event or vacancy of the past as well.

    Raises:
        PageNotFound: There is none, or it is a draft, taken down, or not yet or no longer news.
    """
    found = page_of(kind, identifier)
    is_here = found.municipality_nis == municipality_nis and found.state == PageState.PUBLISHED
    is_timely = not isinstance(found, News) or (
        found.published_on <= day and (found.until_on is None or day <= found.until_on)
    )
    if not (is_here and is_timely):
        raise PageNotFound
    return found


def zones(municipality_nis: str) -> list[WasteZone]:
    """Return the zones of a municipality, by name."""
    return list(WasteZone.objects.filter(municipality_nis=municipality_nis).order_by("name"))


def zone_of(identifier: UUID) -> WasteZone:
    """Return one zone.

    Raises:
        PageNotFound: There is none in the municipalities acted for.
    """
    found = WasteZone.objects.filter(pk=identifier).first()
    if found is None:
        raise PageNotFound
    return found


def streets_like(municipality_nis: str, text: str, *, most: int = 20) -> list[WasteStreet]:
    """Return the streets whose name holds `text`, with their zones, by name."""
    rows = WasteStreet.objects.filter(municipality_nis=municipality_nis, name__icontains=text)
    return list(rows.select_related("zone").order_by("name")[:most])


def count_streets(municipality_nis: str) -> int:
    """Return how many streets have a zone."""
    return WasteStreet.objects.filter(municipality_nis=municipality_nis).count()


def rounds(zone: WasteZone, first: date, last: date) -> list[WasteRound]:
    """Return what is fetched in a zone from `first` to `last`, both included."""
    rows = WasteRound.objects.filter(zone=zone, day__gte=first, day__lte=last)
    return list(rows.order_by("day", "kind"))


def count_rounds(municipality_nis: str, day: date) -> dict[UUID, int]:
    """Return how many rounds are still to come from `day` on, per zone that has any."""
    rows = WasteRound.objects.filter(municipality_nis=municipality_nis, day__gte=day)
    counted: dict[UUID, int] = {}
    for zone in rows.values_list("zone_id", flat=True):
        counted[zone] = counted.get(zone, 0) + 1
    return counted


def agenda_file(shown: Iterable[Event], *, name: str, language: str) -> bytes:
    """Return events as an iCalendar file."""
    entries = [
        Entry(
            uid=f"event-{one.pk}@klik",
            title=said(one.title, language),
            starts=one.starts_at,
            ends=one.ends_at,
            stamp=one.set_at,
            place=one.place,
            text=said(one.text, language),
        )
        for one in shown
    ]
    return calendar_file(entries, name=name, language=language)


def rounds_file(
    zone: WasteZone, day: date, words: Mapping[str, str], *, name: str, language: str
) -> bytes:
    """Return what is fetched in a zone from `day` on, a whole day each, as an iCalendar file.

    Args:
        zone: Which.
        day: The first day.
        words: What each kind is called.
        name: Of the calendar.
        language: Of the words.
    """
    entries = [
        Entry(
            uid=f"waste-{zone.pk}-{one.kind}-{one.day:%Y%m%d}@klik",
            title=words[one.kind],
            starts=one.day,
            ends=one.day + timedelta(days=1),
            stamp=zone.changed_at,
        )
        for one in rounds(zone, day, day + timedelta(days=400))
    ]
    return calendar_file(entries, name=name, language=language)


def said(text: Mapping[str, str], language: str) -> str:
    """Return a text in a language; in Dutch where it has no other."""
    return text.get(language) or text.get("nl", "")
