"""The page of a run: its plan, who approves it, how far it is, and what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from klik.domains.catalogue import queries as catalogue
from klik.domains.grants import access, queries
from klik.domains.people import queries as people
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import address_of
from klik.faces.desk.runs import sums
from klik.faces.desk.runs.executing import is_followed, job_state
from klik.faces.desk.runs.naming import READING, adopted, name_of_reading, name_of_run
from klik.faces.desk.runs.reasons import Reasons
from klik.faces.desk.runs.results import results
from klik.faces.desk.runs.roles import READS
from klik.faces.ui.words import money_written, number_written

if TYPE_CHECKING:
    from klik.domains.grants.models import Run

EXCEPTIONS_SHOWN: Final = 10
LETTERS_READ: Final = 3
_STEP: Final = {"planned": 3, "approved": 4, "executing": 4, "done": 5, "stale": 4, "cancelled": 2}


@require_safe
@desk_page(roles=READS)
def run(request: DeskRequest, run: UUID) -> HttpResponse:
    """Show one run."""
    found = queries.run_of(run)
    followed = is_followed(found)
    far = queries.progress(found)
    record = catalogue.adoption_of(found.adoption_id)
    adoption = adopted(record)
    context = {
        "run": found,
        "title": name_of_run(found, adoption),
        "steps": [_("Delivery"), _("Plan"), _("Approval"), _("Execution")],
        "step": _STEP[found.state],
        "names": people.names_of([one for one in (found.planned_by, found.approved_by) if one]),
        "is_followed": followed,
        "done": far.done,
        "total": far.total,
        "annex": address_of(request, "run-annex", found.pk, "pdf"),
        **_letters_to_read(request, found),
        "annex_table": address_of(request, "run-annex", found.pk, "csv"),
        **_said(found, followed=followed),
        **_numbers(found),
        **_left_out(request, found, Reasons(record)),
        **_may(request, found, followed=followed),
    }
    if found.state in ("executing", "done"):
        context["results"] = list(results(request, found))
    return render(request, "desk/runs/detail.html", context)


def _said(run: Run, *, followed: bool) -> dict[str, str]:
    """Return the title of the page and the sentence under it, as the state has it."""
    total = sums.granted(run)
    counted = number_written(total)
    amount = money_written(run.figures["total_cents"])
    plan = ngettext("Plan for {total} grant", "Plan for {total} grants", total)
    if run.kind == READING:
        plan = name_of_reading(run)
    grants = ngettext("{total} grant approved", "{total} grants approved", total)
    made = ngettext("{total} grant executed", "{total} grants executed", total)
    if run.state == "planned" and run.kind == READING:
        lead = _(
            "A colleague read this letter and let it come to you. Read it too before you approve."
        )
    elif run.state == "planned":
        lead = _(
            "Nothing has been decided or paid yet. After the approval and the execution the "
            "letters and payments leave."
        )
    elif followed:
        lead = _("Decisions, letters and payments are being made.")
    elif run.state == "approved":
        lead = _("Nothing has left yet. Execute the run to make the letters and payments.")
    elif run.state == "executing":
        lead = _("The execution stopped halfway. Go on: what is done stays, nothing is done twice.")
    elif run.state == "done":
        lead = _("Together {amount}. Every child has one decision, one letter and one payment.")
    else:
        lead = _("Nothing was decided with this plan, and nobody can approve it any more.")
    chosen = {"approved": grants, "executing": grants, "done": made}.get(run.state, plan)
    return {"heading": chosen.format(total=counted), "lead": lead.format(amount=amount)}


def _numbers(run: Run) -> dict[str, Any]:
    groups = dict(queries.group_counts(run))
    difference = queries.difference_with_last(run)
    return {
        "figures": list(sums.key_figures(run, groups)),
        "awards": list(sums.award_sums(run)),
        "budget_keys": [
            {"key": key, "cents": cents} for key, cents in run.figures["budget_keys"].items()
        ],
        "amounts": [
            {"cents": cents, "count": count} for cents, count in queries.amounts(run).items()
        ],
        "shares": sums.shares(groups, run),
        "months": sums.runs_over_time(run),
        "difference": sums.compared(run, difference),
    }


def _letters_to_read(request: DeskRequest, run: Run) -> dict[str, Any]:
    """Return where an approver reads letters: the one of a bereaved family, else some by chance."""
    if run.kind == READING:
        return {"the_letter": address_of(request, "run-letter", run.pk, run.row_token)}
    return {"letters_to_read": min(LETTERS_READ, sums.granted(run))}


def _left_out(request: DeskRequest, run: Run, reasons: Reasons) -> dict[str, Any]:
    """Return for whom a person must look, and whom the rules do not select."""
    rows = address_of(request, "run-rows", run.pk)
    found = queries.exceptions(run)
    is_executed = run.state in ("executing", "done")
    settled = queries.settled_of(run) if is_executed else frozenset()
    return {
        "exceptions": [
            reasons.exception(
                one, is_settled=not settled.isdisjoint({str(one.row_token), one.reference})
            )
            for one in found[:EXCEPTIONS_SHOWN]
        ],
        "exceptions_count": found.count(),
        "not_selected": [
            {**reasons.condition(name), "count": count, "href": f"{rows}?voorwaarde={name}"}
            for name, count in queries.not_selected_counts(run).items()
        ],
    }


def _may(request: DeskRequest, run: Run, *, followed: bool) -> dict[str, Any]:
    staff = request.staff
    is_planned, is_own = run.state == "planned", run.planned_by == staff.reference
    ends = run.state in ("approved", "executing") and not followed
    return {
        "is_own_plan": is_own,
        "may_approve": is_planned and access.may_approve(staff) and not is_own,
        "may_cancel": is_planned and (access.may_plan(staff) or access.may_approve(staff)),
        "may_execute": ends and access.may_execute(staff),
        "may_plan_again": is_planned and access.may_plan(staff) and run.kind == "proactive",
        "may_read_letters": access.may_read_letters(staff),
        "has_failed": ends and job_state(run) == "failed",
    }
