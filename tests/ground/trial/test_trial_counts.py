"""No row disappears: accepted plus rejected is delivered, and each accepted row is somewhere."""

from pathlib import Path

import pytest
from tests.factories.trials import DAY, Tried, adoption_in, tried
from tests.packages.printed_package import ADOPTION, Change

from klik.ground.deliveries.synthetic import (
    EDGE_CASES,
    edge_case_rows,
    generate_births,
    write_births,
)
from klik.ground.trial import Trial, run_trial
from klik.packages.records import BIRTHS

_COLUMNS = ADOPTION[ADOPTION.index("  columns: [") : ADOPTION.index("\n  from: ")]
EVERY_COLUMN: Change = (_COLUMNS, f"  columns: [{', '.join(BIRTHS.columns)}]")
PERIOD: Change = ("from: 2026-01-01", "from: 2024-01-01")


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_every_row_of_a_year_with_every_edge_case_is_somewhere(tmp_path: Path, ending: str) -> None:
    adoption = adoption_in(tmp_path, EVERY_COLUMN, PERIOD)
    delivery = tmp_path / f"births.{ending}"
    births = generate_births(municipality_nis="37021", year=2025, count=60)
    written = write_births(delivery, births)

    result = tried(adoption, delivery, tmp_path / "out")

    totals = result.totals
    rejected, decisions, persons = (
        result.table(kind) for kind in ("rejects", "decisions", "persons")
    )
    assert written >= 60
    assert totals.delivered == totals.accepted + totals.rejected == written
    assert len(rejected) == totals.rejected
    assert sum(totals.persons.values()) == len(persons)
    undecided_lines = {row["regel"] for row in persons if row["waarom"] == "event"}
    lines = {row["regel"] for row in decisions}
    assert not lines & undecided_lines
    assert len(lines) + len(undecided_lines) == totals.accepted
    assert sum(totals.outcomes.values()) == len(decisions)
    assert not {row["regel"] for row in rejected} & (lines | undecided_lines)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_who_is_granted_is_written_to_and_paid_or_on_the_list(tmp_path: Path, ending: str) -> None:
    adoption = adoption_in(tmp_path, EVERY_COLUMN, PERIOD)
    delivery = tmp_path / f"births.{ending}"
    write_births(delivery, generate_births(municipality_nis="37021", year=2025, count=60))

    result = tried(adoption, delivery, tmp_path / "out")

    decisions = result.table("decisions")
    granted = {row["kenmerk"] for row in decisions if row["uitkomst"] == "granted"}
    stopped = {row["kenmerk"]: row["waarom"] for row in result.table("persons")}
    unwritten = {one for one in granted if stopped.get(one) in {"bereavement", "payee", "letter"}}
    assert set(result.letters()) == granted - unwritten
    assert result.totals.payments == len(granted - set(stopped))
    assert result.totals.paid_cents == 10_000 * result.totals.payments
    assert len(decisions) == len({row["kenmerk"] for row in decisions})


def test_both_formats_end_in_the_same_decisions(tmp_path: Path) -> None:
    adoption = adoption_in(tmp_path, EVERY_COLUMN, PERIOD)
    results = []
    for ending in ("csv", "parquet"):
        delivery = tmp_path / f"births.{ending}"
        write_births(delivery, generate_births(municipality_nis="37021", year=2025, count=40))
        results.append(tried(adoption, delivery, tmp_path / ending))

    # References are named after the file, so that they cannot be tried back to a child.
    one, other = results
    assert _decided(one) == _decided(other)
    assert len(one.letters()) == len(other.letters())
    assert one.totals.paid_cents == other.totals.paid_cents


def _decided(result: Tried) -> list[dict[str, str]]:
    """Return the decisions but for what comes from the file: the line and the reference."""
    return [{**row, "regel": "", "kenmerk": ""} for row in result.table("decisions")]


@pytest.mark.parametrize("name", sorted(EDGE_CASES))
def test_each_edge_case_ends_well_by_itself(tmp_path: Path, name: str) -> None:
    rows = edge_case_rows(municipality_nis="37021", year=2025).get(name, ())
    adoption = adoption_in(tmp_path, EVERY_COLUMN, PERIOD)
    delivery = tmp_path / "births.csv"
    write_births(delivery, rows)

    result = tried(adoption, delivery, tmp_path / "out")

    totals = result.totals
    assert totals.delivered == totals.accepted + totals.rejected == len(rows)
    assert totals.payments <= totals.outcomes["granted"]


def test_progress_counts_every_row(tmp_path: Path) -> None:
    adoption = adoption_in(tmp_path, EVERY_COLUMN, PERIOD)
    delivery = tmp_path / "births.csv"
    written = write_births(delivery, generate_births(municipality_nis="37021", year=2025, count=30))
    seen: list[int] = []

    run_trial(Trial(adoption, delivery, DAY), tmp_path / "out", workers=1, progress=seen.append)

    assert seen == list(range(1, written + 1))
