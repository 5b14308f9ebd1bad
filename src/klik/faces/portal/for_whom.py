"""For whom somebody arranges something: herself, or a resident who gave her a mandate."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from klik.domains.cases.queries import applications
from klik.domains.people import operations, queries
from klik.faces.portal.acting import ResidentRequest, resident_page
from klik.faces.ui.apply.hers import see_other, title_of
from klik.ground.clock import moment_now


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody for whom she may act.

    Attributes:
        mandate: Its key.
        name: Of who gave it.
        scope: For what; empty for everything.
        is_chosen: Whether she acts for her now.
    """

    mandate: UUID
    name: str
    scope: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Running:
    """An application of who gave the mandate, as far as the mandate goes."""

    title: str
    reference: str


@require_safe
@resident_page()
def for_whom(request: ResidentRequest) -> HttpResponse:
    """Show for whom she may act, and what runs of who she acts for now."""
    held = request.acts_for
    mandates = queries.mandates_shown(request.resident.id, moment=moment_now())
    found = applications.applications_of_person(held.giver.person) if held else []
    context = {
        "taken": [
            Whom(one.id, one.giver.name, one.scope, held is not None and held.mandate == one.id)
            for one in mandates
            if one.taker.id == request.resident.id
        ],
        "running": [
            Running(title_of(one.adoption_id), one.reference)
            for one in found
            if held and one.is_running and held.covers(one.family)
        ],
    }
    return render(request, "portal/for_whom.html", context)


@require_POST
@resident_page()
def act_for(request: ResidentRequest, mandate: UUID) -> HttpResponse:
    """Act for somebody from now on, in what the mandate names."""
    operations.act_for(request.session_of_resident.id, mandate, moment=moment_now())
    return see_other(reverse("portal:for-whom", args=[request.municipality_slug]))


@require_POST
@resident_page()
def act_for_myself(request: ResidentRequest) -> HttpResponse:
    """Act for herself again."""
    operations.act_for(request.session_of_resident.id, None, moment=moment_now())
    return see_other(reverse("portal:for-whom", args=[request.municipality_slug]))
