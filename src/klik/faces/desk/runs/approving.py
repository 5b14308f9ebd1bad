"""Approve a plan as the second person, or drop it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klik.domains.catalogue import queries as catalogue
from klik.domains.grants import access, operations, queries
from klik.domains.people import queries as people
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, address_of, see_other
from klik.faces.desk.runs.forms import ApproveForm
from klik.faces.desk.runs.naming import adopted, name_of_run
from klik.faces.desk.runs.roles import APPROVES, CANCELS
from klik.ground.clock import moment_now, today
from klik.ground.tenancy import Role

if TYPE_CHECKING:
    from klik.domains.grants.models import Run

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ShiftShown:
    """A child that a plan treats otherwise than one of now would: how, and what it gets."""

    reference: str
    planned: str
    planned_cents: int | None
    now: str
    now_cents: int | None


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=APPROVES)
def approve_run(request: DeskRequest, run: UUID) -> HttpResponse:
    """Note what the organ decided on a plan; who made the plan is asked to leave it to another."""
    found = queries.run_of(run)
    if found.planned_by == request.staff.reference:
        return _own_plan(request, found)
    if found.state != "planned":
        return see_other(request, "run", found.pk)
    record = catalogue.adoption_of(found.adoption_id)
    organ = catalogue.compiled(record).content["granting_body"]["deciding_organ"]
    form = ApproveForm(
        request.POST or None,
        planned_on=found.planned_on,
        today=today(),
        initial={"organ": organ, "decided_on": today()},
    )
    if request.method == "POST" and form.is_valid():
        return _approved(request, found, form.cleaned_data)
    treated = found.figures["treatments"]
    context = {
        "run": found,
        "title": name_of_run(found, adopted(record)),
        "form": form,
        "grants": treated.get("grant", 0) + treated.get("revise", 0),
        "amount_cents": found.figures["total_cents"],
        "annex": address_of(request, "run-annex", found.pk, "pdf"),
    }
    status = NOT_UNDERSTOOD if request.method == "POST" else 200
    return render(request, "desk/runs/approve.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=CANCELS)
def cancel_run(request: DeskRequest, run: UUID) -> HttpResponse:
    """Drop a plan that nobody approved, once that is confirmed."""
    found = queries.run_of(run)
    if request.method == "POST":
        operations.cancel(found, moment=moment_now())
        messages.success(request, _("The plan is dropped. Nothing was decided."))
        return see_other(request, "run", found.pk)
    if found.state != "planned":
        return see_other(request, "run", found.pk)
    context = {
        "place": "runs",
        "question": _("Drop this plan?"),
        "consequence": _("Nobody can approve it any more. You can make a new plan at any time."),
        "act": _("Drop the plan"),
        "action": address_of(request, "cancel-run", found.pk),
        "back": address_of(request, "run", found.pk),
        "is_danger": True,
    }
    return render(request, "desk/confirm.html", context)


def _approved(request: DeskRequest, run: Run, said: dict[str, Any]) -> HttpResponse:
    try:
        operations.approve(run, moment=moment_now(), **said)
    except operations.PlanStale as stale:  # a page of its own: it says what changed
        return _stale(request, run, stale)
    messages.success(request, _("The plan is approved. Nothing has left yet: execute the run."))
    return see_other(request, "run", run.pk)


def _stale(request: DeskRequest, run: Run, stale: operations.PlanStale) -> HttpResponse:
    shown = [
        ShiftShown(
            one.reference,
            one.planned.treatment if one.planned else "",
            one.planned.amount_cents if one.planned else None,
            one.now.treatment if one.now else "",
            one.now.amount_cents if one.now else None,
        )
        for one in stale.changes[:_SHOWN]
    ]
    context = {
        "run": run,
        "title": name_of_run(run, adopted(catalogue.adoption_of(run.adoption_id))),
        "changes": shown,
        "count": len(stale.changes),
        "more": len(stale.changes) - len(shown),
        "may_plan": access.may_plan(request.staff) and run.kind == "proactive",
    }
    return render(request, "desk/runs/stale.html", context, status=stale.status)


def _own_plan(request: DeskRequest, run: Run) -> HttpResponse:
    nis = request.municipality.nis
    others = [
        one.account.name
        for one in people.staff(moment=moment_now())
        if Role.APPROVER in one.roles.get(nis, frozenset())
        and one.account.reference != request.staff.reference
    ]
    context = {
        "run": run,
        "title": name_of_run(run, adopted(catalogue.adoption_of(run.adoption_id))),
        "others": others,
    }
    return render(request, "desk/runs/own_plan.html", context, status=403)
