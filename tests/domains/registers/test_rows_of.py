"""A few rows, asked by token, are what they are among all rows."""

from collections.abc import Collection
from pathlib import Path
from random import Random
from uuid import UUID

from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.registers import (
    agreement_for,
    births,
    child,
    deliver_rows,
    sending,
    stored_rows,
)

from klik.domains.registers import jobs, queries
from klik.domains.registers.models import Agreement
from klik.domains.registers.queries import StoredRow
from klik.ground.deliveries.synthetic import generate_births
from klik.ground.tenancy import acting_for


def test_rows_of_tokens_are_those_among_all_rows(
    agreement: Agreement, tmp_path: Path, random_numbers: Random
) -> None:
    rows = list(generate_births(municipality_nis=WINGENE, year=2025, count=60))
    random_numbers.shuffle(rows)
    for number in range(3):
        deliver_rows(agreement, tmp_path, *rows[number::3], name=f"{number}.csv")
    unchecked = births(tmp_path / "unchecked.csv", child(0, event="CORRECTIE"))
    jobs.deliver(unchecked, sending(agreement), moment=NOON)
    counting = stored_rows(agreement)
    tokens = [one for row in counting for one in (row.token, *row.earlier_tokens)]

    for count in (0, 1, 7, len(tokens)):
        asked = frozenset(random_numbers.sample(tokens, count))
        assert _rows_of(agreement, asked) == [row for row in counting if row.token in asked]


def test_rows_of_tokens_never_come_from_another_agreement(
    agreement: Agreement, tmp_path: Path
) -> None:
    deliver_rows(agreement, tmp_path, child())
    [row] = stored_rows(agreement)

    assert _rows_of(agreement_for(number=2), {row.token}) == []


def _rows_of(agreement: Agreement, tokens: Collection[UUID]) -> list[StoredRow]:
    with acting_for([WINGENE], CLERK):
        return list(queries.rows_of(WINGENE, agreement.pk, tokens))
