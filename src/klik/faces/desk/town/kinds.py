"""What people can come for, and when somebody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.appointments import access, operations, queries
from klik.domains.appointments.operations import KindWish
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, see_other
from klik.faces.desk.town.forms import KindForm
from klik.faces.desk.town.roles import KEEPS, READS
from klik.ground.clock import moment_now
from klik.ground.hours import restored_hours, written_hours

if TYPE_CHECKING:
    from klik.domains.appointments.models import AppointmentKind

_NEW: Final = {
    "minutes": 20, "capacity": 1, "lead_hours": 24, "horizon_days": 60, "is_offered": True,
}  # fmt: skip


@require_safe
@desk_page(roles=READS)
def kinds(request: DeskRequest) -> HttpResponse:
    """Show what people can come for."""
    context = {
        "kinds": queries.kinds(request.municipality.nis),
        "may_keep": access.may_keep_kinds(request.staff),
    }
    return render(request, "desk/town/kinds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=KEEPS)
def add(request: DeskRequest) -> HttpResponse:
    """Let people come for something new."""
    return _answered(request, None, KindForm(request.POST or None, initial=_NEW))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=KEEPS)
def change(request: DeskRequest, kind: UUID) -> HttpResponse:
    """Change what people can come for, and when."""
    found = queries.kind_of(kind)
    return _answered(request, found, KindForm(request.POST or None, initial=_typed(found)))


def _answered(request: DeskRequest, kind: AppointmentKind | None, form: KindForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        wish = KindWish(
            title=form.texts("title"),
            bring=form.texts("bring"),
            minutes=typed["minutes"],
            capacity=typed["capacity"],
            lead_hours=typed["lead_hours"],
            horizon_days=typed["horizon_days"],
            is_offered=typed["is_offered"],
        )
        moment, key = moment_now(), kind.pk if kind else uuid4()
        kept = operations.set_kind(request.municipality.nis, key, wish, moment=moment)
        operations.set_openings(kept, form.hours(), moment=moment)
        messages.success(request, _("It is kept. Appointments that were made stay as they are."))
        return see_other(request, "appointment-kinds")
    status = NOT_UNDERSTOOD if form.errors else 200
    return render(request, "desk/town/kind.html", {"form": form, "kind": kind}, status=status)


def _typed(kind: AppointmentKind) -> dict[str, Any]:
    rules = queries.openings_of(kind)
    lines = []
    for one in rules:
        if one.day is not None:
            hours = written_hours(restored_hours(one.spans))
            lines.append(f"{one.day.day}/{one.day.month}/{one.day.year}: {hours}")
    days = {
        f"day_{one.weekday}": written_hours(restored_hours(one.spans))
        for one in rules
        if one.weekday is not None
    }
    return {
        "title_nl": kind.title.get("nl", ""),
        "title_en": kind.title.get("en", ""),
        "bring_nl": kind.bring.get("nl", ""),
        "bring_en": kind.bring.get("en", ""),
        "minutes": kind.minutes,
        "capacity": kind.capacity,
        "lead_hours": kind.lead_hours,
        "horizon_days": kind.horizon_days,
        "is_offered": kind.is_offered,
        "exceptions": "\n".join(lines),
        **days,
    }
