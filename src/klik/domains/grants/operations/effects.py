"""What follows from the children of one chunk, in the transaction that settles it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from klik.domains.cases import operations as cases
from klik.domains.cases.models import Decision
from klik.domains.cases.operations import Consequences, Rendered, Taken
from klik.domains.grants.models import Closing, Run, RunItem
from klik.domains.grants.queries import Child, Scope
from klik.domains.payments import operations as payments
from klik.domains.payments import queries as payment_queries
from klik.domains.tasks import operations as tasks
from klik.domains.tasks import queries as task_queries
from klik.ground.canonical import digest_of
from klik.ground.granting.grounds import grounds_of, told_by
from klik.ground.granting.planning import Treatment
from klik.ground.refusals import Refusal

ASKED_BY_PAYMENTS: Final = frozenset({"account", "bank"})
"""Reasons of which the held order itself asks a person."""


class MandateMissing(Refusal):
    """A run that nobody approved."""


@dataclass(slots=True)
class Settled:
    """What became of the children of a chunk, by the token of their row."""

    closings: dict[UUID, Closing] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)


class Effects:
    """Everything that one chunk does, with what is the same for each of its children."""

    def __init__(
        self,
        run: Run,
        scope: Scope,
        rendered: Mapping[str, Rendered | None],
        moment: datetime,
    ) -> None:
        """Take a run that was approved.

        Raises:
            MandateMissing: It was not.
        """
        if run.decided_on is None:
            raise MandateMissing
        record = scope.record
        self.run, self.scope, self.rendered, self.moment = run, scope, rendered, moment
        self.nis = run.municipality_nis
        self.binding = cases.Binding(
            adoption_id=record.pk,
            package=record.package,
            family=record.family,
            release_digest=record.release.digest,
            adoption_digest=record.digest,
            parameters_digest=record.parameters_digest,
        )
        self.mandate = cases.Mandate(
            organ=run.organ,
            decided_on=run.decided_on,
            reference=run.decision_reference,
            run_id=run.pk,
        )

    def settle(self, items: Sequence[RunItem], unchanged: Mapping[UUID, Child]) -> Settled:
        """Do what was approved for each of these children that is still the same."""
        settled = Settled()
        granted: list[Child] = []
        for item in items:
            child = unchanged.get(item.row_token)
            if child is None:
                settled.closings[item.row_token] = Closing.CHANGED
            elif child.planned.treatment in (Treatment.GRANT, Treatment.REVISE):
                self._sort_out(child, granted, settled)
            elif child.planned.treatment == Treatment.PERSON:
                self._ask(child, child.planned.reason)
                settled.closings[item.row_token] = Closing.TASK
            else:
                settled.closings[item.row_token] = Closing.NOTHING
        self._claim_new_keys(unchanged)
        self._grant(granted, settled)
        return settled

    def _sort_out(self, child: Child, granted: list[Child], settled: Settled) -> None:
        """A letter that could not be set makes the child one for a person."""
        reference, token = child.planned.reference, child.row.token
        if reference not in self.rendered:
            settled.closings[token] = Closing.CHANGED  # it was not granted when letters were set
        elif self.rendered[reference] is None:
            self._ask(child, "letter")
            settled.closings[token] = Closing.TASK
        else:
            granted.append(child)

    def _claim_new_keys(self, unchanged: Mapping[UUID, Child]) -> None:
        """A child that was decided before may have got a number since."""
        wanted = {
            child.case_id: child.keys
            for child in unchanged.values()
            if child.case_id is not None and child.planned.reason == "decided"
        }
        if wanted:
            cases.claim_more(self.scope.record.family, wanted, taken_on=self.mandate.decided_on)

    def _grant(self, granted: Sequence[Child], settled: Settled) -> None:
        proposals = {child.planned.reference: self._proposal(child) for child in granted}
        decided = cases.decide(
            self.nis,
            list(proposals.values()),
            binding=self.binding,
            mandate=self.mandate,
            moment=self.moment,
        )
        settled.decisions.extend(decided.decisions)
        won = [child for child in granted if child.planned.reference not in decided.lost]
        consequences = Consequences(
            self.nis, self.scope.adoption, language=self.scope.language, moment=self.moment
        )
        consequences.follow(
            [self._taken(child, proposals[child.planned.reference]) for child in won]
        )
        for child in granted:
            lost = child.planned.reference in decided.lost
            settled.closings[child.row.token] = Closing.CLAIMED if lost else Closing.DECIDED
        for child in won:
            self._settle_tasks(child)

    def _taken(self, child: Child, proposal: cases.Proposal) -> Taken:
        revises = child.planned.treatment == Treatment.REVISE and child.before is not None
        return Taken(
            proposal,
            child.planned.ruling,
            child.planned.ruling.payee,
            self._letter(child),
            replaces=child.before.reference if revises and child.before else "",
        )

    def _proposal(self, child: Child) -> cases.Proposal:
        adoption, planned = self.scope.adoption, child.planned
        return cases.Proposal(
            case_reference=child.case_reference,
            reference=planned.reference,
            number=child.number,
            subject=child.subject,
            keys=child.keys,
            grounds=grounds_of(adoption, planned.ruling, language=self.scope.language),
            told_by=told_by(adoption, child.row.accepted),
            row_token=child.row.token,
            letter_digest=self._letter(child).digest,
        )

    def _letter(self, child: Child) -> Rendered:
        stored = self.rendered[child.planned.reference]
        if stored is None:
            raise LookupError(child.planned.reference)
        return stored

    def _settle_tasks(self, child: Child) -> None:
        """Close what was asked about the child before, and open what is asked now."""
        for task in task_queries.tasks_about("case", child.case_reference):
            if task.state == "open":
                tasks.finish_task(task, outcome="handled", note="", moment=self.moment)
        if child.planned.reason and child.planned.reason not in ASKED_BY_PAYMENTS:
            self._ask(child, child.planned.reason, about_decision=True)

    def _ask(self, child: Child, reason: str, *, about_decision: bool = False) -> None:
        planned = child.planned
        missing = list(planned.ruling.decision.missing)
        # Asked once for the same row and the same gaps; another gap is another question.
        word = digest_of([str(child.row.token), missing]).hex()[:12]
        about = planned.reference if about_decision else child.case_reference
        tasks.open_task(
            self.nis,
            key=f"{reason}:{child.case_reference}:{word}",
            reason=reason,
            about_kind="decision" if about_decision else "case",
            about=about,
            detail={
                "run": str(self.run.pk),
                "row": str(child.row.token),
                "missing": missing,
                "proposal": str(planned.ruling.decision.outcome),
                "amount_cents": planned.ruling.amount_cents,
                "stands": child.before.reference if child.before else "",
            },
            moment=self.moment,
        )
        if reason == "event" and child.before is not None and child.before.reference:
            for order in payment_queries.orders_about(child.before.reference):
                if order.state == "ready":
                    payments.stop_order(order, because=reason, moment=self.moment)
