"""Who comes today, an appointment for somebody at the counter, and one that does not go through."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.appointments import access, operations, queries
from klik.domains.appointments.operations import COUNTER, Wish
from klik.domains.audit.operations import record_view
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, AddressWrong, Choice, address_of
from klik.faces.desk.persons import language
from klik.faces.desk.town.forms import GuestForm, WhyForm
from klik.faces.desk.town.roles import HANDLES, SEES_PEOPLE
from klik.ground.callers import Caller
from klik.ground.clock import moment_now, today
from klik.ground.keys.hashing import keyed_hash

if TYPE_CHECKING:
    from klik.domains.appointments.models import Appointment

_DAYS_SHOWN: Final = 10
_FORM: Final = "%Y%m%dT%H%MZ"


@dataclass(frozen=True, slots=True)
class Expected:
    """An appointment, and who comes."""

    appointment: Appointment
    caller: Caller = field(repr=False)


@require_safe
@desk_page(roles=SEES_PEOPLE, reads_personal=True)
def appointments(request: DeskRequest) -> HttpResponse:
    """Show who comes on a day; that somebody looked is written down."""
    day = _day(request)
    rows = list(queries.appointments_on(request.municipality.nis, day))
    for row in rows:
        _note_view(row)
    context = {
        "day": day,
        "before": (day - timedelta(days=1)).isoformat(),
        "after": (day + timedelta(days=1)).isoformat(),
        "expected": [Expected(row, queries.caller_of(row)) for row in rows],
        "may_handle": access.is_at_the_counter(request.staff),
    }
    return render(request, "desk/town/appointments.html", context)


@require_safe
@desk_page(roles=HANDLES)
def choose(request: DeskRequest) -> HttpResponse:
    """Show for what somebody can come, and when there is room."""
    kinds = queries.offered_kinds(request.municipality.nis)
    wanted = request.GET.get("waarvoor", "")
    kind = next((one for one in kinds if str(one.pk) == wanted), None)
    days: list[dict[str, Any]] = []
    if kind is not None:
        slots = queries.bookable_slots(kind, moment_now(), at_the_counter=True)
        found = groupby(slots, key=lambda one: one.starts_at.date())
        days = [
            {"day": day, "name": f"day-{day}", "times": [_time(one) for one in these]}
            for day, these in found
        ][:_DAYS_SHOWN]
    choices = [
        Choice(queries.said(one.title, language()), f"?waarvoor={one.pk}", one == kind)
        for one in kinds
    ]
    context = {"choices": choices, "kind": kind, "days": days}
    return render(request, "desk/town/choose_moment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=HANDLES)
def book(request: DeskRequest, kind: UUID, start: str) -> HttpResponse:
    """Ask who comes, and make the appointment for her."""
    wanted, starts_at = queries.kind_of(kind), _moment(start)
    form = GuestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        caller = Caller(
            typed["name"], typed["email"], typed["phone"], (typed["street"], typed["town"])
        )
        wish = Wish(str(typed["key"] or uuid4()), wanted.pk, starts_at, caller, language())
        made = operations.book(request.municipality.nis, wish, moment=moment_now())
        said = _("The appointment is made. The code for the person: %(code)s")
        messages.success(request, said % {"code": made.code} if made.code else _("It was made."))
        return _to_day(request, made.appointment.starts_at)
    status = NOT_UNDERSTOOD if form.errors else 200
    context = {"form": form, "kind": wanted, "starts_at": starts_at}
    return render(request, "desk/town/book.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=HANDLES)
def cancel(request: DeskRequest, appointment: UUID) -> HttpResponse:
    """Ask why an appointment does not take place, and cancel it."""
    found = queries.appointment_of(appointment)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        operations.cancel(found, holder=COUNTER, because=because, moment=moment_now())
        messages.success(request, _("The appointment is cancelled. The person is told."))
        return _to_day(request, found.starts_at)
    context = {"form": form, "appointment": found, "kind": found.kind}
    status = NOT_UNDERSTOOD if form.errors else 200
    return render(request, "desk/town/cancel_appointment.html", context, status=status)


def _note_view(row: Appointment) -> None:
    # Who has no log-in has a token of her appointment, so that the line has a person.
    person = bytes(row.person) if row.person else keyed_hash(f"appointment:{row.pk}")
    record_view(
        row.municipality_nis,
        person=person.hex(),
        shown=f"appointment:{row.pk}",
        purpose="appointments",
        moment=moment_now(),
    )


def _time(slot: queries.Slot) -> dict[str, object]:
    written = slot.starts_at.astimezone(UTC).strftime(_FORM)
    return {"starts_at": slot.starts_at, "written": written, "free": len(slot.free)}


def _day(request: DeskRequest) -> date:
    given = request.GET.get("dag", "")
    try:
        return date.fromisoformat(given) if given else today()
    except ValueError:
        raise AddressWrong from None


def _moment(written: str) -> datetime:
    try:
        return datetime.strptime(written, _FORM).replace(tzinfo=UTC)
    except ValueError:
        raise AddressWrong from None


def _to_day(request: DeskRequest, moment: datetime) -> HttpResponse:
    place = address_of(request, "appointments")
    day = moment.astimezone(moment_now().tzinfo).date().isoformat()
    return HttpResponse(status=303, headers={"Location": f"{place}?dag={day}"})
