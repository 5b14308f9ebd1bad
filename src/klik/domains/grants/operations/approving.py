"""Approving a plan: a second person notes what the organ decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from klik.domains.audit.operations import record_act
from klik.domains.grants import access
from klik.domains.grants.models import UNDER_WAY, Run, RunState
from klik.domains.grants.operations.planning import digest_of_plan
from klik.domains.grants.queries import (
    RunNotFound,
    RunsNotYours,
    Shift,
    children,
    scope_of,
    shifts,
)
from klik.ground.clock import HOME
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor


class AnotherPersonNeeded(Refusal):
    """Who planned a run would approve it as well."""

    status = 403
    reason = "Somebody else than who planned this run approves it."


class PlanStale(Refusal):
    """The plan is not what would be decided now; nothing was approved."""

    reason = (
        "Since this plan was made a delivery, a note, an earlier decision or the adoption changed, "
        "or the day of the decision gives another outcome. Plan again, and approve that."
    )

    def __init__(self, changes: tuple[Shift, ...] = ()) -> None:
        """Take what is different; nothing where the adoption itself is."""
        super().__init__()
        self.changes = changes


class RunNotOpen(Refusal):
    """The run does not wait for this."""

    reason = "This run does not wait for approval any more."


class DayRefused(Refusal):
    """A day of decision before the plan was there, or after today."""

    status = 422
    reason = "The organ decided between the day of the plan and today."


def approve(run: Run, *, organ: str, decided_on: date, reference: str, moment: datetime) -> Run:
    """Note that an organ took the decision that was planned; it may be executed then.

    Everything is computed again, as of the day of the decision: what is approved is what stands
    in the list that was annexed. Approved again with the same words it stays as it is.

    Args:
        run: That is planned.
        organ: Who decided, such as `college van burgemeester en schepenen`.
        decided_on: When; decisions and letters carry this day.
        reference: Of the organ's decision.
        moment: When it is noted.

    Raises:
        RunsNotYours: Anybody but an approver of the municipality.
        AnotherPersonNeeded: Who planned it.
        PlanStale: It would give something else now.
        RunNotOpen: It is cancelled, executed, or was approved otherwise.
        DayRefused: The day lies before the plan or after today.
        RunNotFound: It is of another municipality.
    """
    actor = current_actor()
    if not access.may_approve(actor):
        raise RunsNotYours
    locked = _locked(run)
    if actor.reference == locked.planned_by:
        raise AnotherPersonNeeded
    if locked.state in UNDER_WAY and _approved_so(locked, organ, decided_on, reference):
        return locked
    if locked.state != RunState.PLANNED:
        raise RunNotOpen
    if not locked.planned_on <= decided_on <= moment.astimezone(HOME).date():
        raise DayRefused
    _refuse_stale(locked, decided_on)
    locked.organ, locked.decided_on, locked.decision_reference = organ, decided_on, reference
    locked.approved_at, locked.approved_by = moment, actor.reference
    locked.state = RunState.APPROVED
    locked.save()
    said = {"organ": organ, "decided_on": decided_on.isoformat(), "reference": reference}
    _record(locked, "grants.approve", {**said, "digest": locked.plan_digest}, moment)
    return locked


def cancel(run: Run, *, moment: datetime) -> Run:
    """Drop a plan that nobody approved; dropped again, nothing changes.

    Raises:
        RunsNotYours: Another role than clerk or approver.
        RunNotOpen: It was approved.
    """
    actor = current_actor()
    if not (access.may_plan(actor) or access.may_approve(actor)):
        raise RunsNotYours
    locked = _locked(run)
    if locked.state == RunState.CANCELLED:
        return locked
    if locked.state != RunState.PLANNED:
        raise RunNotOpen
    locked.state = RunState.CANCELLED
    locked.save(update_fields=["state"])
    _record(locked, "grants.cancel", {}, moment)
    return locked


def _locked(run: Run) -> Run:
    found = Run.objects.select_for_update().filter(pk=run.pk).first()
    if found is None:
        raise RunNotFound
    return found


def _approved_so(run: Run, organ: str, decided_on: date, reference: str) -> bool:
    return (run.organ, run.decided_on, run.decision_reference) == (organ, decided_on, reference)


def _refuse_stale(run: Run, decided_on: date) -> None:
    scope = scope_of(run, decided_on=decided_on)
    only = None if run.row_token is None else frozenset({run.row_token})
    found = list(children(scope, only=only))
    if digest_of_plan(scope, found) != run.plan_digest:
        raise PlanStale(shifts(run, found))


def _record(run: Run, act: str, payload: Mapping[str, object], moment: datetime) -> None:
    record_act(run.municipality_nis, act, subject=f"run:{run.pk}", payload=payload, moment=moment)
