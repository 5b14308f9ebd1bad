"""The applications of a town: to decide, waiting, decided; what is late comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klik.domains.cases.queries import applications as queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import Choice, address_of, chosen, page_of, page_showing
from klik.faces.desk.applications.roles import READS
from klik.faces.desk.cases.finding import title_of
from klik.faces.desk.tasks.note_forms import today

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from klik.domains.cases.models import Application

LATE, WAITING, DECIDED, WITHDRAWN = "te-laat", "wacht", "beslist", "ingetrokken"
_STATES: Final = {
    "": ("submitted",),
    LATE: ("submitted",),
    WAITING: ("waiting", "cosign"),
    DECIDED: ("decided",),
    WITHDRAWN: ("withdrawn",),
}


@dataclass(frozen=True, slots=True)
class ApplicationListed:
    """An application as the list shows it; nobody is named."""

    application: Application
    title: str
    href: str
    is_late: bool


@require_safe
@desk_page(roles=READS)
def applications(request: DeskRequest) -> HttpResponse:
    """List applications by state, what is to be decided first first."""
    show = chosen(request, "toon", [one for one in _STATES if one])
    day = today()
    handed_in = queries.applications_handed_in(request.municipality.nis)
    page = page_of(request, _narrowed(handed_in, show, day))
    titles = {one: title_of(one) for one in {row.adoption_id for row in page.object_list}}
    listed = [
        ApplicationListed(
            application=one,
            title=titles[one.adoption_id],
            href=address_of(request, "application", one.reference),
            is_late=is_late(one, day),
        )
        for one in page.object_list
    ]
    context = {
        "applications": page_showing(page, listed),
        "show": show,
        "choices": _choices(request, show),
        "late": _narrowed(handed_in, LATE, day).count(),
    }
    return render(request, "desk/applications/list.html", context)


def is_late(application: Application, day: date) -> bool:
    """Say whether an application should have been decided before `day`."""
    due = application.decide_by
    return application.state == "submitted" and due is not None and due < day


def _narrowed(handed_in: QuerySet[Application], show: str, day: date) -> QuerySet[Application]:
    found = handed_in.filter(state__in=_STATES[show])
    return found.filter(decide_by__lt=day) if show == LATE else found


def _choices(request: DeskRequest, show: str) -> list[Choice]:
    words = (
        ("", _("To decide")), (LATE, _("Late")), (WAITING, _("Waits for the applicant")),
        (DECIDED, _("Decided")), (WITHDRAWN, _("Withdrawn")),
    )  # fmt: skip
    address = address_of(request, "applications")
    return [
        Choice(word, f"{address}?toon={code}" if code else address, show == code)
        for code, word in words
    ]
