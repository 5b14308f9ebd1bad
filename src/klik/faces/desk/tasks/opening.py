"""What is at hand about one task: its child and row, what the rules say, what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404

from klik.domains.audit.operations import record_view
from klik.domains.cases import access as case_access
from klik.domains.cases import queries as cases
from klik.domains.grants import queries as grants
from klik.domains.payments import queries as payments
from klik.domains.registers import access as register_access
from klik.domains.registers import queries as registers
from klik.domains.tasks import access, queries
from klik.faces.desk.acting import DeskRequest
from klik.faces.desk.persons import HANDLING, language
from klik.faces.desk.protecting import Said, covered, persons_in, sees_address
from klik.faces.desk.reasons import FactShown, ReasonShown, facts_shown, reasons_shown
from klik.ground.clock import HOME, moment_now

if TYPE_CHECKING:
    from klik.domains.cases.models import Decision
    from klik.domains.grants.models import Run
    from klik.domains.grants.queries import ItemExplained
    from klik.domains.payments.models import Order
    from klik.domains.registers.queries import StoredRow
    from klik.domains.tasks.models import Task
    from klik.packages.explanation import Explained


@dataclass(frozen=True, slots=True)
class Opened:
    """A task that somebody looks at, with what is known; personal data only for who may read it.

    Attributes:
        task: Which.
        decision: What was decided about the child and stands, or is asked about; None for nothing.
        item: The child as a run would treat it today; None where its row is gone.
        run: The run that asked; None where a payment or the post did.
        row: The row of the child that counts; None likewise.
        orders: The payments of the decision.
        reasons: What the rules say, condition by condition.
        facts: What these rest on.
        hides_address: Whether somebody in it has an address that is protected.
    """

    task: Task
    decision: Decision | None
    item: ItemExplained | None
    run: Run | None
    row: StoredRow | None
    orders: Sequence[Order]
    reasons: Sequence[ReasonShown]
    facts: Sequence[FactShown]
    hides_address: bool = False

    @property
    def values(self) -> Mapping[str, Any]:
        """Return the row by column; empty where there is none."""
        return self.row.accepted.values if self.row else {}


def task_of(request: DeskRequest, key: UUID) -> Task:
    """Return a task that who looks may read.

    Raises:
        TaskNotFound: There is none.
        Http404: It is not for her role.
    """
    found = queries.task_of(key)
    if found.reason not in access.readable_reasons(request.staff):
        raise Http404
    return found


def open_task(request: DeskRequest, key: UUID) -> Opened:
    """Return a task to show it, of which a view is noted where it shows personal data."""
    task = task_of(request, key)
    decision = _decision(task)
    orders = list(payments.orders_about(decision.reference)) if decision else []
    if not register_access.may_read_persons(request.staff):
        return Opened(task, decision, None, None, None, orders, (), ())
    run, item = _item(task)
    row = item.child.row if item else _row(request, task)
    reasons: Sequence[Explained] = ()
    shown: Sequence[Sequence[Said]] = ()
    if item is not None:
        _note_view(request, task, item.child.subject.hex())
        reasons, shown = item.reasons, item.shown
    elif decision is not None and case_access.may_read_cases(request.staff):
        _note_view(request, task, bytes(decision.case.subject).hex())
        explained = cases.explained(decision.reference, language=language())
        reasons, shown = explained.reasons, explained.shown
    hides = not sees_address(request, _persons(request, item, row, decision))
    if hides:
        reasons, shown = covered(reasons, shown)
    token = row.token if row else (decision.row_token if decision else None)
    delivery = registers.delivery_of_row(request.municipality.nis, token) if token else None
    facts = facts_shown(reasons, shown, delivery)
    listed = reasons_shown(reasons, shown)
    return Opened(task, decision, item, run, row, orders, listed, facts, hides)


def _persons(
    request: DeskRequest,
    item: ItemExplained | None,
    row: StoredRow | None,
    decision: Decision | None,
) -> frozenset[bytes]:
    """Return everybody whom a task is about, by keyed hash."""
    found = persons_in(row.accepted.values) if row else frozenset()
    if item is not None:
        found |= {item.child.subject}
    if decision is not None and case_access.may_read_cases(request.staff):
        found |= {bytes(decision.case.subject)} | persons_in(cases.grounds_of(decision))
    return found


def _decision(task: Task) -> Decision | None:
    if task.about_kind == "case" and not task.detail.get("run"):  # somebody wrote, or objects
        return _latest_decision(task.about)
    reference = task.about if task.about_kind == "decision" else task.detail.get("stands", "")
    try:
        return cases.decision_of(reference) if reference else None
    except cases.DecisionNotFound:
        return None


def _latest_decision(reference: str) -> Decision | None:
    try:
        return cases.decisions_of_case(cases.case_of(reference)).last()
    except cases.DecisionNotFound:
        return None


def _item(task: Task) -> tuple[Run | None, ItemExplained | None]:
    """Return the run that asked, and its child as it would be treated today."""
    if not task.detail.get("run") or task.about_kind == "decision":
        return None, None
    run = grants.run_of(UUID(task.detail["run"]))
    row = UUID(task.detail["row"])
    try:
        item = grants.item_explained(run, row)
        if task.reason != "bereavement":
            return run, item
        # The letter as if it were read today; the reasons as they are, for nobody read it yet.
        today = moment_now().astimezone(HOME).date()
        read = grants.item_explained(run, row, read_on=today)
    except grants.RunNotFound:
        return run, None
    return run, replace(read, reasons=item.reasons, shown=item.shown)


def _row(request: DeskRequest, task: Task) -> StoredRow | None:
    """Return the row of a child that no run sees any more: withdrawn, or corrected since."""
    if not task.detail.get("row"):
        return None
    try:
        return registers.row_of(request.municipality.nis, UUID(task.detail["row"]))
    except registers.RegisterNotFound:
        return None


def _note_view(request: DeskRequest, task: Task, person: str) -> None:
    record_view(
        request.municipality.nis,
        person=person,
        shown=f"task:{task.about}"[:100],
        purpose=HANDLING,
        moment=moment_now(),
    )
