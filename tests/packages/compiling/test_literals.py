"""DAY, MONEY and N are expressions, and a literal is one; in_territory is of facts of type nis."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.packages.printed_package import compiled, refused

from klik.packages.compiling.expressions import expression_text
from klik.packages.situations import situation_of
from klik.rules.decision import Awarded, Outcome

AMOUNT = (
    "lookup(parameters.amount_by_rank, child.rank) * CASE WHEN child.care_supplement "
    "THEN parameters.care_supplement_factor ELSE 1 END"
)
CASE = {
    "municipality": {"nis": "37021"},
    "facts": {
        "child.birth_date": "2026-02-10",
        "child.rank": 1,
        "child.municipality": "37021",
        "child.register": "bevolkingsregister",
        "child.care_supplement": False,
        "parents": [{"resident_since": "2020-01-01"}],
    },
}


@pytest.mark.parametrize(
    ("written", "text", "before"),
    [
        (True, "TRUE", 0),
        (False, "FALSE", 0),
        (60, "60", 0),
        (Decimal("62.50"), "62.50", 0),
        ("2026-01-31", "DATE '2026-01-31'", 6),
        ("child.rank", "child.rank", 0),
        ("2026-01-31 ", "2026-01-31 ", 0),
    ],
)
def test_a_literal_is_written_plainly(written: object, text: str, before: int) -> None:
    assert expression_text(written) == (text, before)


def test_a_day_and_numbers_stand_as_they_are(tmp_path: Path) -> None:
    package = compiled(
        tmp_path,
        (f'"{AMOUNT}"', "62.50"),
        (
            "    ground: amount\n",
            "    ground: amount\n    handout: {pieces: 2, valid: {from: 2026-03-01, months: 6}, "
            "collect: {by: 2026-12-31}}\n",
        ),
    )

    decision = package.decider.decide(situation_of(package, CASE, decided_on=date(2026, 3, 1)))

    assert decision.awards == (
        Awarded(
            id="premium",
            outcome=Outcome.GRANTED,
            given_as="money",
            amount=Decimal("62.50"),
            valid_until=date(2026, 9, 1),
            collect_by=date(2026, 12, 31),
            pieces=2,
        ),
    )


def test_a_condition_may_be_the_word_true(tmp_path: Path) -> None:
    package = compiled(
        tmp_path, ("when: any(parents, parents.resident_since <= resident_before)", "when: true")
    )

    assert package.expressions["conditions", 1, "when"].names == frozenset()


def test_a_day_that_does_not_exist_is_told(tmp_path: Path) -> None:
    (said,) = refused(
        tmp_path,
        ("    ground: amount\n", "    ground: amount\n    handout: {collect: {by: 2026-02-30}}\n"),
    )

    assert said.startswith("package.yaml:67:")
    assert "2026-02-30" in said


@pytest.mark.parametrize("name", ["child.rank", "payee.insz", "municipality.nis"])
def test_only_a_nis_fact_lies_in_a_territory(tmp_path: Path, name: str) -> None:
    said = refused(
        tmp_path, ("when: child.municipality.in_territory", f"when: {name}.in_territory")
    )

    assert said[0].startswith("package.yaml:49:11: ")
    assert f"{name}.in_territory" in said[0]


def test_issued_on_stands_in_a_handout(tmp_path: Path) -> None:
    package = compiled(
        tmp_path,
        (
            "    ground: amount\n",
            "    ground: amount\n    handout: {valid: {from: issued_on, months: 12}}\n",
        ),
    )
    case = {**CASE, "issued_on": "2026-03-31"}

    decision = package.decider.decide(situation_of(package, case, decided_on=date(2026, 3, 1)))

    assert decision.awards[0].valid_until == date(2027, 3, 31)
