"""Address and opening hours, as staff keep them."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.appointments import queries as appointments
from klik.domains.municipalities import access, operations, queries
from klik.domains.municipalities.queries import Contacted
from klik.domains.reports import queries as reports
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, see_other
from klik.faces.desk.town.forms import ContactForm
from klik.faces.desk.town.roles import READS
from klik.ground.clock import moment_now, today
from klik.ground.hours import written_hours

_ENDED: Final = reports.ENDED_STATES


@require_safe
@desk_page(roles=READS)
def town(request: DeskRequest) -> HttpResponse:
    """Show what there is to keep, and what waits."""
    nis = request.municipality.nis
    counted = reports.counts(nis)
    context = {
        "expected": appointments.appointments_on(nis, today()).filter(state="booked").count(),
        "open": sum(count for state, count in counted.items() if state not in _ENDED),
        "received": counted.get("received", 0),
        "has_contact": queries.contact_of(nis) is not None,
    }
    return render(request, "desk/town/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=READS)
def contact(request: DeskRequest) -> HttpResponse:
    """Show address and hours, and keep others."""
    now = queries.contact_of(request.municipality.nis)
    form = ContactForm(request.POST or None, initial=_typed(now))
    if request.method == "POST" and form.is_valid():
        operations.set_contact(request.municipality.nis, _contacted(form), moment=moment_now())
        messages.success(request, _("Address and hours are kept. Pages follow within a minute."))
        return see_other(request, "contact")
    context = {"form": form, "may_keep": access.may_set_contact(request.staff)}
    status = NOT_UNDERSTOOD if form.errors else 200
    return render(request, "desk/town/contact.html", context, status=status)


def _contacted(form: ContactForm) -> Contacted:
    typed = form.cleaned_data
    return Contacted(
        place=typed["place"],
        address_lines=(typed["street"], typed["town"]),
        phone=typed["phone"],
        email=typed["email"],
        website=typed["website"].removeprefix("https://"),
        week=form.week(),
        exceptions=tuple(sorted(typed["exceptions"], key=lambda one: one.first_on)),
    )


def _typed(contact: Contacted | None) -> dict[str, Any]:
    if contact is None:
        return {}
    street, town, *_rest = (*contact.address_lines, "", "")
    days = {f"day_{at}": written_hours(spans) for at, spans in enumerate(contact.week)}
    lines = []
    for one in contact.exceptions:
        first, last = (f"{day.day}/{day.month}/{day.year}" for day in (one.first_on, one.last_on))
        said = written_hours(one.spans) or one.why
        lines.append(f"{first}-{last}: {said}" if first != last else f"{first}: {said}")
    return {
        "place": contact.place,
        "street": street,
        "town": town,
        "phone": contact.phone,
        "email": contact.email,
        "website": contact.website,
        "exceptions": "\n".join(lines),
        **days,
    }
