"""Both engines give the answers that are written down, case by case."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.rules.fixed import cases, numbers
from tests.rules.fixed.cases import PARAMETERS, Case
from tests.rules.generating import engines
from tests.rules.generating.loading import load
from tests.rules.generating.subjects import COLLECTIONS, FACTS, SCOPE, Subject

from klik.rules.checker import Expression, compile_expression

PAGE = Path(__file__).resolve().parents[2] / "docs/concepts/dates.md"
ROW = re.compile(r"^\| \d+ \| `([^`]+)` \| (\S+) \|", re.MULTILINE)
UNKNOWN_EVERYTHING = dict.fromkeys([*FACTS, *COLLECTIONS])


def _answer(written: str) -> date | int:
    return int(written) if written.lstrip("-").isdigit() else date.fromisoformat(written)


OF_THE_PAGE: tuple[Case, ...] = tuple(
    (text, {}, _answer(answer)) for text, answer in ROW.findall(PAGE.read_text(encoding="utf-8"))
)
ALL = (*cases.CASES, *numbers.CASES, *OF_THE_PAGE)
NUMBERED = list(enumerate(ALL))
IDS = [f"{place}: {text}" for place, (text, _, _) in NUMBERED]


@pytest.fixture(scope="module")
def subjects() -> Sequence[Subject]:
    return [Subject({**UNKNOWN_EVERYTHING, **facts, **PARAMETERS}) for _, facts, _ in ALL]


@pytest.fixture(scope="module")
def expressions() -> Sequence[Expression]:
    return [compile_expression(text, SCOPE) for text, _, _ in ALL]


@pytest.fixture(scope="module")
def by_duckdb(subjects: Sequence[Subject], expressions: Sequence[Expression]) -> list[list[Any]]:
    with engines.connect() as connection:
        load(connection, subjects)
        return engines.by_duckdb(connection, expressions)


def test_the_dates_page_gives_cases() -> None:
    assert len(OF_THE_PAGE) == 24


@pytest.mark.parametrize(("place", "case"), NUMBERED, ids=IDS)
def test_python_answers(
    expressions: Sequence[Expression], subjects: Sequence[Subject], place: int, case: Case
) -> None:
    _, _, expected = case

    [[answer]] = engines.by_python([expressions[place]], [subjects[place]])

    assert answer == expected
    assert type(answer) is type(expected)


@pytest.mark.parametrize(("place", "case"), NUMBERED, ids=IDS)
def test_duckdb_answers(by_duckdb: list[list[Any]], place: int, case: Case) -> None:
    _, _, expected = case

    answer = by_duckdb[place][place]

    assert answer == expected
    assert type(answer) is type(expected)


def test_amounts_are_written_with_two_decimals() -> None:
    texts = ("100", "CASE WHEN TRUE THEN 5 ELSE 2.5 END", "SUM(parents.paid)", "price * 2")
    known = {"parents": [], "price": Decimal("1.50"), **PARAMETERS}
    amounts = [
        compile_expression(text, SCOPE, wanted=FACTS["price"].with_none(may_be_none=False))
        for text in texts
    ]

    [answers] = engines.by_python(amounts, [Subject(known)])

    assert [str(answer) for answer in answers] == ["100.00", "5.00", "0.00", "3.00"]
