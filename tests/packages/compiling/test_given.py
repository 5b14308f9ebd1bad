"""Given values, in the spellings of YAML, JSON and CSV, as values of the rule language."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from klik.packages.compiling import GivenRefused, given_parameter, given_value
from klik.packages.compiling.given import given_table
from klik.rules.evaluator import Table
from klik.rules.scope import TableType
from klik.rules.types import BOOLEAN, DATE, DECIMAL, INTEGER, MONEY, NONE, TEXT, Kind, Type

FORM = Type(Kind.CHOICE, options=frozenset({"money", "voucher"}))
FORMS = Type(Kind.SET, item=Kind.CHOICE, options=frozenset({"money", "voucher"}))
COUNTS = Type(Kind.SET, item=Kind.INTEGER)
BY_RANK = TableType(keys=(("rank_from", INTEGER),), value=MONEY, steps=True)


@pytest.mark.parametrize(
    ("value", "given", "found"),
    [
        (True, BOOLEAN, True),
        ("true", BOOLEAN, True),
        ("false", BOOLEAN, False),
        ("J", BOOLEAN, True),
        ("N", BOOLEAN, False),
        (12, INTEGER, 12),
        ("-12", INTEGER, -12),
        (Decimal("12.0"), INTEGER, 12),
        (12.0, INTEGER, 12),
        (1.5, DECIMAL, Decimal("1.5")),
        ("0.000001", DECIMAL, Decimal("0.000001")),
        (100, MONEY, Decimal("100.00")),
        ("62.5", MONEY, Decimal("62.50")),
        (1e2, MONEY, Decimal("100.00")),
        ("2026-01-31", DATE, date(2026, 1, 31)),
        (date(2024, 2, 29), DATE, date(2024, 2, 29)),
        ("text", TEXT, "text"),
        ("none", TEXT, "none"),
        ("voucher", FORM, "voucher"),
        ("BE49999000000171", Type(Kind.IBAN), "BE49999000000171"),
        ("37021", Type(Kind.NIS), "37021"),
        ("given", Type(Kind.FILE, may_be_none=True), "given"),
        ("none", Type(Kind.FILE, may_be_none=True), NONE),
        ("none", DATE.with_none(may_be_none=True), NONE),
        (["money"], FORMS, frozenset({"money"})),
        ([], FORMS, frozenset()),
        ([1, "2", Decimal(3)], COUNTS, frozenset({1, 2, 3})),
    ],
)
def test_a_value_that_fits_is_read(value: Any, given: Type, found: Any) -> None:
    read = given_value(value, given)

    assert (read, type(read)) == (found, type(found))


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in {"rows", "null", "table"}])
@pytest.mark.parametrize("value", [None, ""])
def test_nothing_is_unknown_for_every_type(kind: Kind, value: Any) -> None:
    assert given_value(value, Type(kind)) is None


@pytest.mark.parametrize(
    ("value", "given", "words"),
    [
        (1, BOOLEAN, "1 is not true or false"),
        ("ja", BOOLEAN, "'ja' is not true or false"),
        ([], BOOLEAN, "[] is not true or false"),
        ({}, BOOLEAN, "{} is not true or false"),
        (True, INTEGER, "True is not a whole number"),
        (1.5, INTEGER, "1.5 is not a whole number"),
        ("1_000", INTEGER, "is not a whole number"),
        ("\u0661", INTEGER, "is not a whole number"),
        (" 1", INTEGER, "is not a whole number"),
        ("1,5", DECIMAL, "is not a number with at most six decimals"),
        ("1e5", DECIMAL, "is not a number"),
        ("0.0000001", DECIMAL, "is not a number with at most six decimals"),
        (float("nan"), DECIMAL, "nan is not a number"),
        (Decimal("Infinity"), MONEY, "Infinity is not an amount"),
        (Decimal("1e999999"), INTEGER, "is not a whole number"),
        (Decimal("1e999999"), MONEY, "is not an amount"),
        ("0.005", MONEY, "is not an amount with at most two decimals"),
        (10**9, INTEGER, "has more than 9 digits before the point"),
        (10**10, MONEY, "has more than 10 digits before the point"),
        ("20260131", DATE, "is not a day such as 2026-01-31"),
        ("2026-W05-1", DATE, "is not a day such as 2026-01-31"),
        ("2026-02-30", DATE, "is not a day such as 2026-01-31"),
        ("2026-01-31\n", DATE, "is not a day such as 2026-01-31"),
        (datetime(2026, 1, 31, 9, tzinfo=UTC), DATE, "is not a day such as 2026-01-31"),
        (37021, Type(Kind.NIS), "37021 is not a text; write it between quotes"),
        ("goods", FORM, "'goods' is not one of money, voucher"),
        (
            "bewijs.pdf",
            Type(Kind.FILE, may_be_none=True),
            "'bewijs.pdf' is not how a document is given; write given (it is there), none (it is",
        ),
        ("1.250,50", MONEY, "decimals; a number has a point, not a comma: 1250.50"),
        ("nee", BOOLEAN, "'nee' is not true or false; write true (ja) or false (nee)"),
        ("none", DATE, "none is no value here: it is not declared with `may_be_none: true`"),
        ("money", FORMS, "a set is a list, such as [one, two]"),
        (["goods"], FORMS, "'goods' is not one of money, voucher"),
        (["money", None], FORMS, "a set holds no unknown"),
        ("x" * 500, DATE, "..."),
    ],
)
def test_a_value_that_does_not_fit_is_refused(value: Any, given: Type, words: str) -> None:
    with pytest.raises(GivenRefused) as refused:
        given_value(value, given)

    assert words in str(refused.value)
    assert len(str(refused.value)) < 200


@generated(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.decimals(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
    ),
    given=st.sampled_from([BOOLEAN, INTEGER, DECIMAL, MONEY, DATE, TEXT, FORM, FORMS, COUNTS]),
)
def test_whatever_is_given_is_read_or_refused(value: Any, given: Type) -> None:
    try:
        found = given_value(value, given)
    except GivenRefused:
        return

    assert given_value(found, given) == found


def test_a_parameter_is_never_unknown() -> None:
    with pytest.raises(GivenRefused, match="a parameter is never unknown; give a value"):
        given_parameter(None, INTEGER)


def test_a_table_is_read_by_the_declared_names() -> None:
    rows = [{"rank_from": 1, "amount": 100}, {"amount": "125.50", "rank_from": "3"}]

    table = given_table(rows, BY_RANK, value_name="amount", otherwise=Decimal("0.00"))

    assert table == Table(
        rows=(((1,), Decimal("100.00")), ((3,), Decimal("125.50"))),
        steps=True,
        otherwise=Decimal("0.00"),
    )


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"rank_from": 1, "amount": 100}, "a table is a list of rows"),
        ("1: 100", "a table is a list of rows"),
        ([5], "row 1 gives rank_from, amount, and nothing else"),
        ([{"rank_from": 1}], "row 1 gives rank_from, amount, and nothing else"),
        ([{"rank_from": 1, "amuont": 100}], "row 1 gives rank_from, amount, and nothing else"),
        ([{"rank_from": 1, "amount": 1, "more": 2}], "row 1 gives rank_from, amount"),
        ([{"rank_from": None, "amount": 1}], "row 1, rank_from: a table holds no unknown"),
        ([{"rank_from": 1, "amount": None}], "row 1, amount: a table holds no unknown"),
        ([{"rank_from": 1, "amount": "x"}], "row 1, amount: 'x' is not an amount"),
        ([{"rank_from": 1, "amount": 1}] * 2, "row 2 has the same keys as a row before it"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(rows: Any, words: str) -> None:
    with pytest.raises(GivenRefused) as refused:
        given_table(rows, BY_RANK, value_name="amount", otherwise=None)

    assert words in str(refused.value)
