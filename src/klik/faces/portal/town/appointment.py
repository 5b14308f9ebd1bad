"""An appointment of one's own: see it, put it in a calendar, move it, cancel it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.appointments import operations, queries
from klik.domains.appointments.operations import Holder
from klik.faces.portal.mine.hers import numbers_of
from klik.faces.portal.town.booking import choice_of, day_in, moment_in
from klik.faces.portal.town.entering import (
    VisitorRequest,
    held,
    hold,
    language_now,
    see_other,
    visitor_page,
)
from klik.faces.portal.town.forms import CodeForm, status_of
from klik.ground.calendars import MEDIA_TYPE
from klik.ground.clock import moment_now

if TYPE_CHECKING:
    from klik.domains.appointments.models import Appointment
    from klik.faces.portal.acting import ResidentRequest


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_page(is_personal=True)
def find(request: VisitorRequest) -> HttpResponse:
    """Ask for the code of an appointment, and lead to it."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = _with_code(request, form)
        if found is not None:
            hold(request, found.pk, bytes(found.code_hash))
            return see_other(request, "appointment", found.pk)
    status = status_of(form)
    context = {"form": form, **hers_of(request)}
    return render(request, "portal/town/find_appointment.html", context, status=status)


def hers_of(request: VisitorRequest) -> dict[str, list[Appointment]]:
    """Return the appointments of who logged in: where she is expected, and the others."""
    if request.resident is None:
        return {"coming": [], "others": []}
    known_as = numbers_of(cast("ResidentRequest", request))
    nis, now = request.municipality.nis, moment_now()
    coming = list(queries.appointments_of(nis, known_as, after=now))
    keys = {one.pk for one in coming}
    others = [one for one in queries.appointments_of(nis, known_as) if one.pk not in keys]
    return {"coming": coming, "others": others}


@require_safe
@visitor_page(is_personal=True)
def show(request: VisitorRequest, appointment: UUID) -> HttpResponse:
    """Show an appointment, with its code as long as that was not sent."""
    found = own(request, appointment)
    context = {
        "appointment": found,
        "kind": found.kind,
        "code": queries.code_of(found),
        "is_over": found.starts_at <= moment_now(),
    }
    return render(request, "portal/town/appointment.html", context)


@require_safe
@visitor_page(is_personal=True)
def calendar(request: VisitorRequest, appointment: UUID) -> HttpResponse:
    """Give an appointment as a file for a calendar."""
    found = own(request, appointment)
    file = queries.calendar_of(found, language=language_now())
    response = HttpResponse(file, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    return response


@require_safe
@visitor_page(is_personal=True)
def moments(request: VisitorRequest, appointment: UUID) -> HttpResponse:
    """Show to which days and times an appointment can move."""
    found = own(request, appointment)
    choice = choice_of(found.kind, day_in(request), without=found.pk)
    context = {"appointment": found, "kind": found.kind, "choice": choice}
    return render(request, "portal/town/move.html", context)


@require_http_methods(["POST"])
@visitor_page(is_personal=True)
def move(request: VisitorRequest, appointment: UUID) -> HttpResponse:
    """Move an appointment to the moment that was chosen."""
    found = own(request, appointment)
    starts_at = moment_in(request.POST.get("start", ""))
    operations.move(found, starts_at=starts_at, holder=_holder(request, found), moment=moment_now())
    messages.success(request, _("Your appointment is moved."))
    return see_other(request, "appointment", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_page(is_personal=True)
def cancel(request: VisitorRequest, appointment: UUID) -> HttpResponse:
    """Ask whether an appointment may be cancelled, and cancel it."""
    found = own(request, appointment)
    if request.method == "POST":
        operations.cancel(found, holder=_holder(request, found), moment=moment_now())
        messages.success(request, _("Your appointment is cancelled."))
        return see_other(request, "appointment", found.pk)
    context = {"appointment": found, "kind": found.kind}
    return render(request, "portal/town/cancel.html", context)


def _with_code(request: VisitorRequest, form: CodeForm) -> Appointment | None:
    """Return the appointment of the code in a form; None, and say so there, where it is of none."""
    try:
        return queries.appointment_with_code(request.municipality.nis, form.cleaned_data["code"])
    except queries.AppointmentNotFound:
        form.say_unknown(_("We find no appointment with this code. Check each letter and digit."))
        return None


def own(request: VisitorRequest, identifier: UUID) -> Appointment:
    """Return an appointment of who asks: by her log-in, or by the code that she gave.

    Raises:
        AppointmentNotFound: There is none of hers.
    """
    found = queries.appointment_of(identifier)
    holder = _holder(request, found)
    is_hers = holder.person is not None and holder.person == bytes(found.person or b"")
    has_code = holder.code_hash == bytes(found.code_hash)
    if found.municipality_nis != request.municipality.nis or not (is_hers or has_code):
        raise queries.AppointmentNotFound
    return found


def _holder(request: VisitorRequest, appointment: Appointment) -> Holder:
    person = getattr(request.resident, "person", None)
    return Holder(person=person, code_hash=held(request, appointment.pk))
