"""One town with a run: adoption, agreement and deliveries made as in practice; nobody is real."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from tests.factories.acting import CLERK, MANAGER, NOON, WINGENE
from tests.factories.catalogue import WINGENE_FILE, adopt, make_catalogue
from tests.factories.registers import child, deliver_rows

from klik.domains.cases import queries as case_queries
from klik.domains.cases.models import Claim, Decision
from klik.domains.catalogue import queries as catalogue
from klik.domains.documents.models import Document
from klik.domains.grants import jobs, operations, queries
from klik.domains.grants.models import Run, RunItem
from klik.domains.messages.models import OutboxMessage
from klik.domains.payments.models import Order
from klik.domains.registers import operations as registers
from klik.domains.registers.models import Agreement, Delivery
from klik.domains.tasks.models import Task
from klik.ground.deliveries.synthetic import Row
from klik.ground.tenancy import Actor, ActorKind, Role, acting_for

FINANCE_APPROVER = Actor(ActorKind.STAFF, "staff:7", frozenset({Role.APPROVER, Role.FINANCE}))
APPROVER = Actor(ActorKind.STAFF, "staff:9", frozenset({Role.APPROVER}))
BOTH = Actor(ActorKind.STAFF, "staff:1", frozenset({Role.CLERK, Role.APPROVER}))
ORGAN, REFERENCE = "college van burgemeester en schepenen", "CBS/2026/11-001"


@dataclass(frozen=True, slots=True)
class Town:
    """A town that grants births a premium."""

    nis: str
    adoption_id: UUID
    agreement: Agreement
    folder: Path

    def deliver(self, *rows: Row, name: str = "births.csv") -> Delivery:
        """Deliver these rows and check them."""
        return deliver_rows(self.agreement, self.folder, *rows, name=name)

    def plan(self, actor: Actor = CLERK, *, moment: datetime = NOON) -> Run:
        """Plan a run in a transaction of its own."""
        with acting_for([self.nis], actor):
            return operations.plan(self.nis, self.adoption_id, moment=moment)

    def approve(self, run: Run, actor: Actor = APPROVER, *, moment: datetime = NOON) -> Run:
        """Approve a run as of today."""
        with acting_for([self.nis], actor):
            return operations.approve(
                run, organ=ORGAN, decided_on=moment.date(), reference=REFERENCE, moment=moment
            )

    def execute(self, run: Run, *, chunk_size: int = 2, moment: datetime = NOON) -> Run:
        """Execute a run to its end, in small chunks and in this process."""
        jobs.execute(self.nis, run.pk, moment=moment, workers=1, chunk_size=chunk_size)
        return self.run(run.pk)

    def run_all(self, *, moment: datetime = NOON) -> Run:
        """Plan, approve and execute."""
        return self.execute(self.approve(self.plan(moment=moment), moment=moment), moment=moment)

    def run(self, run_id: UUID) -> Run:
        """Return a run as it stands now."""
        with acting_for([self.nis], CLERK):
            return queries.run_of(run_id)

    def items(self, run: Run) -> list[RunItem]:
        """Return the children of a run."""
        with acting_for([self.nis], CLERK):
            return list(queries.items_of(run))

    def assert_reproduced(self) -> None:
        """Compute every decision again; each gives outcome, amount and letter that were sent."""
        for decision in self.effects().decisions:
            with acting_for([self.nis], CLERK):
                again = case_queries.recomputed(decision.reference)
            assert again.compared().is_equal, decision.reference

    def effects(self) -> Effects:
        """Return everything that runs did in this town."""
        with acting_for([self.nis], CLERK):
            return Effects(
                decisions=list(Decision.objects.order_by("reference")),
                documents=list(Document.objects.filter(about_kind="decision").order_by("key")),
                orders=list(Order.objects.order_by("decision")),
                messages=list(OutboxMessage.objects.order_by("key")),
                tasks=list(Task.objects.order_by("key")),
                claims=Claim.objects.count(),
            )


@dataclass(frozen=True, slots=True)
class Effects:
    """What left the house, or waits to."""

    decisions: list[Decision]
    documents: list[Document]
    orders: list[Order]
    messages: list[OutboxMessage]
    tasks: list[Task]
    claims: int

    def counts(self) -> tuple[int, int, int, int]:
        """Return how many decisions, letters, orders and messages there are."""
        return (
            len(self.decisions), len(self.documents), len(self.orders), len(self.messages)
        )  # fmt: skip

    def reasons(self) -> list[str]:
        """Return why people are asked, sorted."""
        return sorted(task.reason for task in self.tasks)


def town_in(folder: Path, *, nis: str = WINGENE) -> Town:
    """Make a town with keys, an adoption and its agreement; published once per database."""
    make_catalogue(nis)
    record = adopt(WINGENE_FILE, nis=nis, each=lambda text: text.replace(WINGENE, nis))
    with acting_for([nis], MANAGER):
        adoption = catalogue.compiled(record)
        agreement = registers.record_agreement(
            nis,
            adoption.content["agreement"],
            adoption_id=record.pk,
            package_family=record.family,
            moment=NOON,
        )
    return Town(nis, record.pk, agreement, folder)


def births(count: int, **cells: str) -> Iterator[Row]:
    """Yield rows of different children of one family each, that are granted."""
    for number in range(count):
        yield child(number, **cells)
