"""What is known of a run makes its SQL narrower, and no answer another one."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

import duckdb
import pytest

from klik.rules.checker import compile_expression
from klik.rules.duckdb.lowering import Lowering
from klik.rules.duckdb.occurring import Digits, Occurring, computed, digits_in, joined, rounded
from klik.rules.scope import Scope
from klik.rules.types import BOOLEAN, DATE, DECIMAL, INTEGER, MONEY, Kind, Type

SCOPE = Scope(
    names={
        "amount": MONEY,
        "factor": DECIMAL,
        "count": INTEGER,
        "day": DATE,
        "flag": BOOLEAN,
        "limit": Type(Kind.INTEGER, may_be_none=True, whole=9),
        "word": Type(Kind.TEXT),
        "words": Type(Kind.SET, item=Kind.TEXT),
    }
)
CENT = Decimal("0.01")


def _lowered(text: str, occurring: Occurring) -> tuple[str, str]:
    lowering = Lowering(occurring=occurring)
    part = lowering.lower(compile_expression(text, SCOPE).tree)
    return part.value, lowering.steps.layered("given")


def _computed(text: str, occurring: Occurring, **values: str) -> Any:
    value, source = _lowered(text, occurring)
    columns = ", ".join(f'{sql} AS "{name}"' for name, sql in values.items())
    with duckdb.connect() as connection:
        query = f"SELECT {value} FROM {source.replace('given', f'(SELECT {columns})')}"  # noqa: S608 -- ours
        return connection.execute(query).fetchall()[0][0]


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        (0, Digits(1)),
        (-120, Digits(3)),
        (Decimal("0.00"), Digits(1)),
        (Decimal("-1.50"), Digits(1, 1)),
        (Decimal("1E+3"), Digits(4)),
        (Decimal("999.000001"), Digits(3, 6)),
    ],
)
def test_digits_in_counts_what_a_number_needs(number: int | Decimal, digits: Digits) -> None:
    assert digits_in(number) == digits


def test_digits_grow_with_what_is_computed() -> None:
    assert computed("*", Digits(5, 2), Digits(1, 6)) == Digits(6, 8)
    assert computed("-", Digits(5, 2), Digits(1, 6)) == Digits(6, 6)
    assert computed("+", Digits(5, 2), None) is None
    assert joined([Digits(5, 2), Digits(1, 6)]) == Digits(5, 6)
    assert joined([Digits(5, 2), None]) is None
    assert rounded(Digits(3, 6), 2) == Digits(4, 2)
    assert rounded(Digits(3, 1), 2) == Digits(3, 1)


def test_a_product_of_few_digits_stays_within_64_bits() -> None:
    narrow, _ = _lowered(
        "amount * factor", Occurring({"amount": Digits(5, 2), "factor": Digits(2, 6)})
    )
    wide, _ = _lowered("amount * factor", Occurring())

    assert "DECIMAL(38" not in narrow
    assert "DECIMAL(38" in wide


def test_a_narrow_product_is_rounded_as_a_wide_one(random_numbers: Random) -> None:
    for _ in range(200):
        whole, scale = random_numbers.randint(1, 8), random_numbers.randint(0, 6)
        amount = Decimal(random_numbers.randrange(10 ** (whole + 2))) * CENT
        factor = Decimal(random_numbers.randrange(10 ** (1 + scale))).scaleb(-scale)
        occurring = Occurring({"amount": Digits(whole, 2), "factor": Digits(1, scale)})
        given = {
            "amount": f"CAST('{amount}' AS DECIMAL(12, 2))",
            "factor": f"CAST('{factor}' AS DECIMAL(15, 6))",
        }

        narrow = _computed("amount * factor", occurring, **given)

        assert narrow == (amount * factor).quantize(CENT, ROUND_HALF_UP)


def test_rounding_may_need_one_digit_more() -> None:
    occurring = Occurring({"factor": Digits(1, 6)})

    assert _computed("round(factor, 0)", occurring, factor="CAST(9.5 AS DECIMAL(7, 6))") == 10
    assert _computed("round(factor, 2) * 1", occurring, factor="CAST(9.999 AS DECIMAL(7, 6))") == 10


@pytest.mark.parametrize(
    ("text", "first", "last", "tested"),
    [
        ("add_months(day, count)", date(1950, 1, 1), date(2030, 1, 1), False),
        ("add_months(day, count)", date(1950, 1, 1), date(9999, 1, 1), True),
        ("add_months(day, 0 - count)", date(5, 1, 1), date(2030, 1, 1), True),
        ("add_days(day, count)", date(1950, 1, 1), date(2030, 1, 1), False),
        ("add_days(day, count)", date(1950, 1, 1), date(9999, 12, 1), True),
        ("add_months(add_months(day, count), count)", date(1950, 1, 1), date(9990, 1, 1), True),
    ],
)
def test_the_calendar_is_tested_only_where_it_may_end(
    text: str, first: date, last: date, *, tested: bool
) -> None:
    occurring = Occurring({"count": Digits(2)}, days={"day": (first, last)})

    value, source = _lowered(text, occurring)

    assert ("BETWEEN" in value + source) is tested


def test_a_day_beyond_the_calendar_is_unknown_also_when_bounds_are_known() -> None:
    occurring = Occurring(
        {"count": Digits(2)}, days={"day": (date(9990, 1, 1), date(9999, 12, 31))}
    )
    given = {"day": "DATE '9999-12-31'", "count": "CAST(1 AS BIGINT)"}

    assert _computed("add_months(day, count)", occurring, **given) is None


@pytest.mark.parametrize(
    ("word", "answer"), [("'a'", True), ("'it''s'", False), ("'c'", False), ("NULL", None)]
)
def test_a_set_with_known_items_is_asked_column_by_column(
    word: str, *, answer: bool | None
) -> None:
    occurring = Occurring(sets={"words": ["a", "it's"]})
    columns = {"words#0": "TRUE", "words#1": "FALSE", "word": f"CAST({word} AS VARCHAR)"}

    assert _computed("word IN words", occurring, **columns) is answer


def test_a_set_without_any_item_holds_nothing() -> None:
    occurring = Occurring(sets={"words": []})

    assert _computed("word IN words", occurring, word="'a'") is False
    assert _computed("word IN words", occurring, word="CAST(NULL AS VARCHAR)") is None


@pytest.mark.parametrize(
    ("limit", "none", "answer"),
    [("NULL", "TRUE", True), ("5", "FALSE", True), ("2", "FALSE", False), ("NULL", "FALSE", None)],
)
def test_none_beside_or_is_looked_at_once(limit: str, none: str, *, answer: bool | None) -> None:
    given = {"count": "3", "limit": f"CAST({limit} AS BIGINT)", "limit?none": none}

    assert _computed("limit IS NONE OR count <= limit", Occurring(), **given) is answer
    assert _computed("NOT (limit IS NONE) AND count <= limit", Occurring(), **given) is (
        False if none == "TRUE" else answer
    )
