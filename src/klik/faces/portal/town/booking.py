"""Make an appointment: what for, on which day, at what time, and who comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.appointments import operations, queries
from klik.domains.appointments.operations import Wish
from klik.faces.portal.mine.hers import numbers_of
from klik.faces.portal.town.entering import (
    VisitorRequest,
    hold,
    language_now,
    see_other,
    visitor_page,
)
from klik.faces.portal.town.forms import BookingForm
from klik.ground.clock import moment_now

if TYPE_CHECKING:
    from klik.domains.appointments.models import Appointment, AppointmentKind
    from klik.faces.portal.acting import ResidentRequest

FORM_OF_MOMENT: Final = "%Y%m%dT%H%MZ"
_DAYS_SHOWN: Final = 12
_NOT_UNDERSTOOD: Final = 422


@dataclass(frozen=True, slots=True)
class DayOfSlots:
    """A day on which one can come.

    Attributes:
        day: Which.
        free: How many moments have a place left.
        is_chosen: Whether its times are shown.
    """

    day: date
    free: int
    is_chosen: bool

    @property
    def written(self) -> str:
        """How an address names it."""
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class Time:
    """A moment that is free, and how its address writes it."""

    starts_at: datetime
    written: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The days and times among which one chooses; `later_on` is the first day that is not shown."""

    days: tuple[DayOfSlots, ...]
    day: date | None
    times: tuple[Time, ...]
    later_on: date | None

    @property
    def later_written(self) -> str:
        """How an address names the first day that is not shown."""
        return self.later_on.isoformat() if self.later_on else ""


@require_safe
@visitor_page()
def kinds(request: VisitorRequest) -> HttpResponse:
    """Show what one can come for."""
    offered = queries.offered_kinds(request.municipality.nis)
    context = {"kinds": offered, "coming": _coming(request)}
    return render(request, "portal/town/appointments.html", context)


@require_safe
@visitor_page()
def moments(request: VisitorRequest, kind: UUID) -> HttpResponse:
    """Show the days that have a place left, and the times of one of them."""
    wanted = offered_kind(request, kind)
    choice = choice_of(wanted, day_in(request))
    return render(request, "portal/town/moments.html", {"kind": wanted, "choice": choice})


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_page(is_personal=True)
def book(request: VisitorRequest, kind: UUID, start: str) -> HttpResponse:
    """Ask who comes, and make the appointment."""
    wanted, starts_at = offered_kind(request, kind), moment_in(start)
    known = {"key": uuid4(), "name": getattr(request.resident, "name", "")}
    form = BookingForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        made = operations.book(
            request.municipality.nis,
            Wish(
                key=str(form.cleaned_data["key"]),
                kind=wanted.pk,
                starts_at=starts_at,
                caller=form.caller(),
                language=language_now(),
                person=getattr(request.resident, "person", None),
            ),
            moment=moment_now(),
        )
        hold(request, made.appointment.pk, bytes(made.appointment.code_hash))
        return see_other(request, "appointment", made.appointment.pk)
    status = _NOT_UNDERSTOOD if request.method == "POST" else 200
    context: dict[str, Any] = {"kind": wanted, "starts_at": starts_at, "form": form}
    return render(request, "portal/town/book.html", context, status=status)


def _coming(request: VisitorRequest) -> list[Appointment]:
    """Return where who logged in is expected; nothing of a visitor."""
    if request.resident is None:
        return []
    known_as = numbers_of(cast("ResidentRequest", request))
    found = queries.appointments_of(request.municipality.nis, known_as, after=moment_now())
    return list(found)


def offered_kind(request: VisitorRequest, identifier: UUID) -> AppointmentKind:
    """Return something that one can come for now.

    Raises:
        KindNotFound: There is none.
    """
    found = queries.kind_of(identifier)
    if not found.is_offered or found.municipality_nis != request.municipality.nis:
        raise queries.KindNotFound
    return found


def choice_of(kind: AppointmentKind, wanted: date | None, *, without: UUID | None = None) -> Choice:
    """Return the days and times from a day on; without one, from the first that is free."""
    slots = queries.bookable_slots(kind, moment_now(), without=without)
    by_day = {
        day: tuple(Time(one.starts_at, written_moment(one.starts_at)) for one in found)
        for day, found in groupby(slots, key=lambda one: one.starts_at.date())
    }
    days = sorted(by_day)
    if not days:
        return Choice((), None, (), None)
    chosen = next((day for day in days if wanted and day >= wanted), days[0])
    first = days.index(chosen) // _DAYS_SHOWN * _DAYS_SHOWN
    shown = days[first : first + _DAYS_SHOWN]
    rest = days[first + _DAYS_SHOWN :]
    return Choice(
        days=tuple(DayOfSlots(day, len(by_day[day]), day == chosen) for day in shown),
        day=chosen,
        times=by_day[chosen],
        later_on=rest[0] if rest else None,
    )


def day_in(request: VisitorRequest) -> date | None:
    """Return the day that an address names; None where it names none.

    Raises:
        Http404: It is no day.
    """
    given = request.GET.get("dag", "")
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Http404 from None


def moment_in(written: str) -> datetime:
    """Return the moment that an address names.

    Raises:
        Http404: It is no moment.
    """
    try:
        return datetime.strptime(written, FORM_OF_MOMENT).replace(tzinfo=UTC)
    except ValueError:
        raise Http404 from None


def written_moment(moment: datetime) -> str:
    """Return how an address names a moment."""
    return moment.astimezone(UTC).strftime(FORM_OF_MOMENT)
