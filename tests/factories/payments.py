"""Orders, batches and answers of the bank; names, accounts and persons are fictitious."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.factories.acting import NOON, WINGENE

from klik.domains.payments import jobs, operations, ports, queries
from klik.domains.payments.models import Batch, Order
from klik.ground.banking.orders import Debtor, PaymentOrder, end_to_end_id_of
from klik.ground.ports import Port, PortNotConnected
from klik.ground.tenancy import Actor, ActorKind, Role, acting_for
from klik.rules.decision import Awarded, Outcome

FINANCE = Actor(ActorKind.STAFF, "staff:finance", frozenset({Role.FINANCE}))
OTHER_FINANCE = Actor(ActorKind.STAFF, "staff:finance-2", frozenset({Role.FINANCE}))
APPROVER = Actor(ActorKind.STAFF, "staff:approver", frozenset({Role.APPROVER}))
AUDITOR = Actor(ActorKind.STAFF, "staff:auditor", frozenset({Role.AUDITOR}))
RUN = Actor(ActorKind.SYSTEM, "execute-run")

PAY_ON = date(2026, 12, 1)
DEBTOR = Debtor("Gemeente Voorbeeld", "BE49999000000171", enterprise_number="0999990123")
OCMW = replace(DEBTOR, name="OCMW Voorbeeld", iban="BE10999000100104")
IBAN, OTHER_IBAN = "BE96999000100205", "BE68539007547034"


@dataclass(slots=True)
class Tasks:
    """Stands where tasks are opened: keeps them, once per key."""

    opened: dict[str, dict[str, object]] = field(default_factory=dict)

    def open_task(  # noqa: PLR0913 -- the parts of a task, said by name
        self,
        municipality_nis: str,  # noqa: ARG002 -- the port's signature
        /,
        *,
        key: str,
        reason: str,
        about_kind: str,
        about: str,
        detail: Mapping[str, object],
        moment: datetime,  # noqa: ARG002 -- the port's signature
    ) -> object:
        return self.opened.setdefault(
            key, {"reason": reason, "about": (about_kind, about), "detail": dict(detail)}
        )


@dataclass(frozen=True, slots=True)
class Files:
    """Stands where files are stored: in a folder, unsealed, whole or not at all."""

    folder: Path

    def sealer_for(self, municipality_nis: str, /) -> Files:  # noqa: ARG002 -- the port's signature
        return self

    def store_bytes(self, municipality_nis: str, content: bytes, /) -> str:  # noqa: ARG002 -- the port's signature
        return self.store(content)

    def store(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        beside = self.folder / f".{digest}.{os.getpid()}"
        with beside.open("wb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        beside.replace(self.folder / digest)
        return digest

    def read_bytes(self, municipality_nis: str, digest: str, /) -> bytes:  # noqa: ARG002 -- the port's signature
        return (self.folder / digest).read_bytes()

    def stored(self) -> list[str]:
        """Return the digests of what is stored."""
        return sorted(file.name for file in self.folder.iterdir() if file.name[0] != ".")


@contextmanager
def connected(files: Files, tasks: Tasks) -> Iterator[None]:
    """Let payments use these, and afterwards what they used before."""
    with _instead(ports.files, files), _instead(ports.open_task, tasks.open_task):
        yield


@contextmanager
def _instead(port: Port[Any], service: object) -> Iterator[None]:
    before = None
    with suppress(PortNotConnected):
        before = port.service()
    port.connect(service)
    yield
    port.connect(before)


def placed(  # noqa: PLR0913 -- each test changes one of them
    number: int = 1,
    *,
    cents: int = 12_500,
    iban: str = IBAN,
    name: str = "Ouder Voorbeeld",
    debtor: Debtor = DEBTOR,
    nis: str = WINGENE,
    moment: datetime = NOON,
    person: bytes | None = None,
    is_given: bool = False,
) -> Order:
    """Place an order inside the transaction of the test."""
    decision = f"GEB-{nis}-{number}"
    return operations.place_order(
        nis,
        decision=decision,
        award="premie",
        order=PaymentOrder(
            end_to_end_id=end_to_end_id_of(f"decision/{decision}/award/premie"),
            amount_cents=cents,
            creditor_name=name,
            creditor_iban=iban,
            remittance=f"Geboortepremie {decision}",
        ),
        debtor=debtor,
        budget_key="GBB-2026-0945",
        moment=moment,
        person=person,
        is_given=is_given,
    )


def place_some(count: int, *, nis: str = WINGENE, first: int = 1, cents: int = 100) -> None:
    """Place orders of rising amounts, each to a payee of her own, in one transaction."""
    with acting_for([nis], RUN):
        for number in range(first, first + count):
            placed(number, cents=cents + number, name=f"Ouder Voorbeeld {number}", nis=nis)


def allow_alone(nis: str = WINGENE, *, cents: int = 10**9) -> None:
    """Let one person pay up to so much."""
    with acting_for([nis], FINANCE):
        operations.set_limit(nis, cents=cents, moment=NOON)


def drawn(nis: str = WINGENE, *, on: date = PAY_ON) -> list[Batch]:
    """Draw batches in a transaction of its own."""
    with acting_for([nis], FINANCE):
        return operations.draw_batches(nis, execution_on=on, moment=NOON)


def written(count: int = 2, *, nis: str = WINGENE) -> Batch:
    """Return a batch of so many orders, with its file."""
    allow_alone(nis)
    place_some(count, nis=nis)
    [batch] = drawn(nis)
    jobs.write_batches(nis, moment=NOON)
    with acting_for([nis], FINANCE):
        return queries.batch_of(nis, batch.message_id)


def states(nis: str = WINGENE) -> list[str]:
    """Return the states of all orders, in the order of their decisions."""
    with acting_for([nis], AUDITOR):
        orders = queries.orders_of(nis).order_by("placed_at", "amount_cents")
        return [order.state for order in orders]


def voucher(amount: str = "65.00", *, pieces: int = 1, award: str = "bonnen") -> Awarded:
    """Return an award that hands out vouchers, valid until the end of the year after."""
    return Awarded(
        id=award,
        outcome=Outcome.GRANTED,
        given_as="voucher",
        amount=Decimal(amount),
        pieces=pieces,
        valid_until=date(2027, 12, 31),
        collect_by=date(2027, 3, 31),
    )
