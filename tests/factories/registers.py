"""Agreements and deliveries for tests; every child in them is fictitious."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from tests.factories.acting import CLERK, MANAGER, NOON, WINGENE
from tests.factories.trials import good_row

from klik.domains.registers import jobs, operations, queries
from klik.domains.registers.models import Agreement, Delivery
from klik.domains.registers.queries import Channel, StoredRow
from klik.ground.deliveries.synthetic import Row, write_births
from klik.ground.tenancy import Actor, acting_for
from klik.packages.records import BIRTHS

ADOPTION = UUID("3f2c1e7a-0000-4000-8000-000000000001")
FAMILY = "geboorte"
SECTION: dict[str, Any] = {
    "title": {"nl": "Protocol geboorten (voorbeeld)", "en": "Births protocol (example)"},
    "provider": "VUTG (voorbeeld)",
    "purpose": {"nl": "De premie toekennen.", "en": "To grant the premium."},
    "record": "births",
    "columns": list(BIRTHS.columns),
    "from": "2026-01-01",
    "until": "none",
}
# A bis number and the register number that replaced it; both fictitious.
BIS, NUMBER = "26210590357", "26010590314"


def section(**changes: Any) -> dict[str, Any]:
    """Return the section `agreement` of an adoption."""
    return SECTION | changes


def agreement_for(nis: str = WINGENE, *, number: int = 1, **changes: Any) -> Agreement:
    """Record an agreement in a transaction of its own; `number` tells two of them apart."""
    with acting_for([nis], MANAGER):
        return operations.record_agreement(
            nis,
            section(**changes),
            adoption_id=uuid5(ADOPTION, f"{nis}/{number}"),
            package_family=FAMILY,
            moment=NOON,
        )


def births(path: Path, *rows: Row, columns: Iterable[str] = tuple(BIRTHS.columns)) -> Path:
    """Write rows as a delivery of births."""
    write_births(path, rows, columns=list(columns))
    return path


def child(number: int = 0, **cells: str) -> Row:
    """Return a good row of one child, with the number of a deed of its own."""
    return good_row(number, **({"deed_number": f"37021-2026-{number:06d}"} | cells))


def sending(
    agreement: Agreement, *, actor: Actor = CLERK, name: str = "births.csv"
) -> jobs.Sending:
    """Return who sends, to whom."""
    return jobs.Sending(agreement.municipality_nis, agreement.pk, actor, name, Channel.DESK)


def deliver(agreement: Agreement, path: Path, *, moment: Any = NOON) -> Delivery:
    """Deliver a file and check it to its end."""
    delivery = jobs.deliver(path, sending(agreement, name=path.name), moment=moment)
    return check(delivery)


def check(delivery: Delivery) -> Delivery:
    """Check a delivery to its end, as a worker does."""
    return jobs.check_delivery(delivery.municipality_nis, delivery.pk, moment=NOON)


def deliver_rows(
    agreement: Agreement, folder: Path, *rows: Row, name: str = "births.csv"
) -> Delivery:
    """Deliver rows as a file and check it to its end."""
    folder.mkdir(parents=True, exist_ok=True)
    return deliver(agreement, births(folder / name, *rows))


def stored_rows(agreement: Agreement, actor: Actor = CLERK) -> list[StoredRow]:
    """Return the rows that count."""
    nis = agreement.municipality_nis
    with acting_for([nis], actor):
        return list(queries.current_rows(nis, agreement.pk))


def reject_codes(delivery: Delivery) -> list[tuple[int, str]]:
    """Return line and code of each rejected row."""
    with acting_for([delivery.municipality_nis], CLERK):
        return [(row.line, row.code) for row in queries.rejected_rows(delivery)]


def damages(nis: str = WINGENE) -> list[str]:
    """Return what verification names."""
    with acting_for([nis], CLERK):
        return [f"{one.name}: {one.what}" for one in queries.verify(nis)]
