"""Money, days, accounts and long words are written as people read them, in both languages."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from klik.faces.ui import words

DAY = date(2026, 3, 20)
MOMENT = datetime(2026, 3, 3, 7, 4, tzinfo=UTC)  # 8.04 in Brussels


@pytest.mark.parametrize(
    ("cents", "exact", "dutch", "english"),
    [
        (10000, False, "100 euro", "100 euros"),
        (130000, False, "1.300 euro", "1,300 euros"),
        (6250, False, "62,50 euro", "62.50 euros"),
        (100, False, "1 euro", "1 euro"),
        (0, True, "0,00 euro", "0.00 euros"),
        (-10005, False, "\N{MINUS SIGN}100,05 euro", "\N{MINUS SIGN}100.05 euros"),
        (123456789, True, "1.234.567,89 euro", "1,234,567.89 euros"),
    ],
)
def test_money_is_written_in_whole_euros_where_it_can(
    cents: int,
    exact: bool,  # noqa: FBT001 -- an example
    dutch: str,
    english: str,
) -> None:
    assert _in("nl", words.money_written, cents, exact=exact) == dutch
    assert _in("en", words.money_written, cents, exact=exact) == english


@pytest.mark.parametrize(
    ("written", "value", "options", "dutch", "english"),
    [
        (words.day_written, DAY, {}, "20 maart 2026", "20 March 2026"),
        (words.day_written, DAY, {"short": True}, "20 maart", "20 March"),
        (words.day_written, MOMENT, {}, "3 maart 2026", "3 March 2026"),
        (words.moment_written, MOMENT, {}, "3 maart 2026, 8.04 uur", "3 March 2026, 08:04"),
        (words.month_written, DAY, {}, "maart 2026", "March 2026"),
        (words.month_written, DAY, {"short": True}, "mrt", "Mar"),
        (words.number_written, 1300, {}, "1.300", "1,300"),
        (words.difference_written, 2, {}, "+2", "+2"),
        (words.difference_written, -1, {}, "\N{MINUS SIGN}1", "\N{MINUS SIGN}1"),
        (words.difference_written, 0, {}, "0", "0"),
    ],
)
def test_days_and_numbers_follow_the_language(
    written: Callable[..., str], value: Any, options: dict[str, bool], dutch: str, english: str
) -> None:
    assert _in("nl", written, value, **options) == dutch
    assert _in("en", written, value, **options) == english


def test_a_moment_past_midnight_is_of_the_next_day_in_brussels() -> None:
    late = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)

    assert _in("nl", words.day_written, late) == "4 maart 2026"


@pytest.mark.parametrize(
    ("account", "masked"),
    [
        ("BE49001234560171", "BE49 •••• •••• 0171"),
        ("BE49 0012 3456 0171", "BE49 •••• •••• 0171"),
        ("LU280019400644750000", "LU28 •••• •••• 0000"),
        ("12345678", "••••"),
    ],
)
def test_an_account_hides_its_middle(account: str, masked: str) -> None:
    assert _plain(words.account_masked(account)) == masked


def test_a_register_number_shows_a_birth_date_at_most() -> None:
    assert words.register_number_masked("26020800102") == "26.02.08-•••.••"
    assert words.register_number_masked("26.02.08-001.02") == "26.02.08-•••.••"
    assert words.register_number_masked("2602") == "••.••.••-•••.••"


@pytest.mark.parametrize(
    ("text", "softened"),
    [
        ("Uw geboortepremie", "Uw geboorte|premie"),
        ("GEBOORTEPREMIE", "GEBOORTE|PREMIE"),
        ("drie rekeningnummers.", "drie rekening|nummers."),
        ("rijksregisternummer", "rijksregister|nummer"),
        ("olifantenparade", "olifantenparade"),
    ],
)
def test_long_words_break_at_their_seams(text: str, softened: str) -> None:
    assert _in("nl", words.softened, text).replace("\N{SOFT HYPHEN}", "|") == softened
    assert _in("en", words.softened, text) == text


def test_the_list_of_long_words_is_in_order_and_without_doubles() -> None:
    lines = words.compounds()

    assert lines == sorted(set(lines))
    assert all("-" in line and line == line.lower() for line in lines)


def test_no_filter_lets_markup_through() -> None:
    shown = Template(
        "{{ name|soft }} {{ name|unbroken }} {{ name|account }}",
    ).render(Context({"name": "<b>geboortepremie & co</b>"}))

    assert "<b>" not in shown
    assert "&lt;b&gt;" in shown


def test_nothing_is_written_as_nothing() -> None:
    shown = Template(
        "{{ a|money }}{{ a|day }}{{ a|moment }}{{ a|month }}{{ a|number }}{{ a|difference }}"
        "{{ a|account }}{{ a|register_number }}"
    ).render(Context({"a": None}))

    assert shown == ""


def _in(language: str, written: Callable[..., str], *given: Any, **options: Any) -> str:
    with translation.override(language):
        return _plain(written(*given, **options))


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")
