"""Amounts, days and numbers as they are read, in Dutch and in English."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from klik.packages.wording import (
    Language,
    format_date,
    format_money,
    format_number,
    format_rows,
    format_value,
)
from klik.rules.evaluator import Table
from klik.rules.types import BOOLEAN, DATE, INTEGER, MONEY, NONE, TEXT, Kind, Type


@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [
        (0, "0 euro", "0 euros"),
        (1, "0,01 euro", "0.01 euros"),
        (100, "1 euro", "1 euro"),
        (150, "1,50 euro", "1.50 euros"),
        (10_000, "100 euro", "100 euros"),
        (6_250, "62,50 euro", "62.50 euros"),
        (125_050, "1.250,50 euro", "1,250.50 euros"),
        (100_000_000, "1.000.000 euro", "1,000,000 euros"),
        (-6_205, "-62,05 euro", "-62.05 euros"),
    ],
)
def test_an_amount_is_read_in_both_languages(cents: int, dutch: str, english: str) -> None:
    assert (format_money(cents, "nl"), format_money(cents, "en")) == (dutch, english)


@pytest.mark.parametrize(
    ("day", "dutch", "english"),
    [
        (date(2026, 3, 1), "1 maart 2026", "1 March 2026"),
        (date(2024, 2, 29), "29 februari 2024", "29 February 2024"),
        (date(1999, 12, 31), "31 december 1999", "31 December 1999"),
    ],
)
def test_a_day_is_read_in_both_languages(day: date, dutch: str, english: str) -> None:
    assert (format_date(day, "nl"), format_date(day, "en")) == (dutch, english)


@pytest.mark.parametrize(
    ("number", "dutch", "english"),
    [
        (0, "0", "0"),
        (12, "12", "12"),
        (1234, "1234", "1234"),
        (12_500, "12.500", "12,500"),
        (-12_500, "-12.500", "-12,500"),
        (Decimal("1.50"), "1,5", "1.5"),
        (Decimal("1234.5"), "1234,5", "1234.5"),
        (Decimal("12345.678"), "12.345,678", "12,345.678"),
        (Decimal("3.000"), "3", "3"),
        (Decimal("-0.25"), "-0,25", "-0.25"),
        (Decimal("0.000001"), "0,000001", "0.000001"),
    ],
)
def test_a_number_is_read_in_both_languages(
    number: int | Decimal, dutch: str, english: str
) -> None:
    assert (format_number(number, "nl"), format_number(number, "en")) == (dutch, english)


@pytest.mark.parametrize(
    ("value", "given", "dutch", "english"),
    [
        (None, TEXT, "nog niet bekend", "not known yet"),
        (NONE, INTEGER, "geen", "none"),
        (True, BOOLEAN, "ja", "yes"),
        (False, BOOLEAN, "nee", "no"),
        (1, INTEGER, "1", "1"),
        (0, INTEGER, "0", "0"),
        (Decimal("62.50"), MONEY, "62,50 euro", "62.50 euros"),
        (Decimal("62.50"), None, "62,5", "62.5"),
        (date(2026, 3, 1), DATE, "1 maart 2026", "1 March 2026"),
        ("Kerkstraat", TEXT, "Kerkstraat", "Kerkstraat"),
        (frozenset({10, 9}), Type(Kind.SET, item=Kind.INTEGER), "9, 10", "9, 10"),
        (
            frozenset({date(2026, 3, 1)}), Type(Kind.SET, item=Kind.DATE),
            "1 maart 2026", "1 March 2026",
        ),
        (frozenset(), Type(Kind.SET, item=Kind.TEXT), "geen", "none"),
        (Table(rows=(((1,), Decimal("100.00")), ((3,), Decimal("62.50")))), None,
         "1, 100; 3, 62,5", "1, 100; 3, 62.5"),
        (Table(rows=()), None, "geen", "none"),
    ],
)  # fmt: skip
def test_a_value_is_read_in_both_languages(
    value: Any, given: Type | None, dutch: str, english: str
) -> None:
    assert (format_value(value, given, "nl"), format_value(value, given, "en")) == (dutch, english)


@pytest.mark.parametrize(
    ("rows", "language", "read"),
    [
        ([], "nl", "geen"),
        ([[]], "nl", "1 rij"),
        ([[], []], "nl", "2 rijen"),
        ([[], []], "en", "2 rows"),
        ([["a", "b"], ["c", "d"]], "en", "a, b; c, d"),
    ],
)
def test_rows_are_read_in_one_line(rows: list[list[str]], language: Language, read: str) -> None:
    assert format_rows(rows, language) == read
