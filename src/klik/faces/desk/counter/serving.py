"""What a clerk can do for a resident: begin an application, go on with one, print a form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.domains.cases.queries.applications import Channel
from klik.domains.catalogue import queries as catalogue
from klik.domains.people import queries as people
from klik.domains.people.queries.residents import opened, row_with
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD
from klik.faces.desk.counter.helping import helped
from klik.faces.desk.counter.objecting import decided_for
from klik.faces.desk.counter.opening import way_of
from klik.faces.desk.counter.protecting import protection_shown
from klik.faces.desk.counter.roles import HELPS
from klik.faces.desk.persons import language
from klik.faces.ui.answers import shown_pdf
from klik.faces.ui.apply.hers import see_other, title_of
from klik.faces.ui.apply.overview import after_start
from klik.faces.ui.forms import DateField
from klik.ground.clock import moment_now, today
from klik.ground.tenancy import acting_for


@dataclass(frozen=True, slots=True)
class Asked:
    """An application of hers that still goes on."""

    reference: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A service for which she can apply: one line per adoption."""

    id: UUID
    package: str
    title: str
    where: str


class ReceivedForm(forms.Form):
    """When a form on paper came in."""

    received_on = DateField(
        label=gettext_lazy("On which day did the form come in?"),
        help_text=gettext_lazy("By post: the day of the postmark. The term begins on it."),
    )

    def clean_received_on(self) -> date:
        """Return the day.

        Raises:
            ValidationError: It is still to come.
        """
        day: date = self.cleaned_data["received_on"]
        if day > today():
            raise forms.ValidationError(_("This day is still to come."))
        return day


@require_safe
@desk_page(roles=HELPS, reads_personal=True)
def resident(request: DeskRequest, resident: UUID, channel: str) -> HttpResponse:
    """Show what runs of a resident, and what she can apply for."""
    found = helped(request, resident, channel)
    return render(request, "desk/counter/resident.html", _context(request, found, channel))


@require_POST
@desk_page(roles=HELPS)
def start(request: DeskRequest, resident: UUID, channel: str, adoption: UUID) -> HttpResponse:
    """Begin an application for a resident, or go on with what she began."""
    found = helped(request, resident, channel)
    received = ReceivedForm(request.POST) if channel == Channel.PAPER else None
    if received is not None and not received.is_valid():
        context = _context(request, found, channel) | {"received": received, "form": received}
        return render(request, "desk/counter/resident.html", context, status=NOT_UNDERSTOOD)
    row = row_with(found.person, request.municipality.nis)
    if row is None:
        raise people.ResidentNotFound
    moment = moment_now()
    application = applying.start(
        request.municipality.nis,
        adoption,
        applicant=applications.Applicant(opened(row).register_number, found.name),
        channel=Channel(channel),
        language=language(),
        moment=moment,
    )
    if received is not None and application.channel == Channel.PAPER:
        day = received.cleaned_data["received_on"]
        applying.note_received_on(application, day, moment=moment)
    here: Any = request
    here.actor, here.way = request.staff, way_of(application)
    return see_other(after_start(here, application.reference))


@require_safe
@desk_page(roles=HELPS, acts_itself=True)
def paper_form(request: DeskRequest, adoption: UUID) -> HttpResponse:
    """Give the blank form of a service, to print and hand over."""
    with acting_for([request.municipality.nis], request.staff, only_reading=True):
        form = catalogue.blank_form(adoption, language=language())
    return shown_pdf(form.pdf(), form.name)


def _context(request: DeskRequest, found: people.ResidentShown, channel: str) -> dict[str, Any]:
    return {
        **protection_shown(found),
        "resident": found,
        "channel": channel,
        "is_paper": channel == Channel.PAPER,
        "received": ReceivedForm(initial={"received_on": today()}),
        "asked": [
            Asked(one.reference, title_of(one.adoption_id), one.state)
            for one in applications.applications_of_person(found.person)
            if one.is_running
        ],
        "to_sign": [
            Asked(str(one.pk), title_of(one.application.adoption_id), one.application.reference)
            for one in applications.signatures_waiting(found.person)
        ],
        "decided": decided_for(found, channel),
        "offered": _offered(request.municipality.nis),
    }


def _offered(municipality_nis: str) -> list[Offered]:
    every = catalogue.services(municipality_nis, today(), language=language())
    return [
        Offered(part.adoption.id, service.package, service.title, part.adoption.territory)
        for service in every
        for part in service.parts
        if part.has_form
    ]
