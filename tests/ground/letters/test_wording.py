from datetime import date

import pytest

from klik.ground.letters.letter import Language
from klik.ground.letters.wording import fixed_words
from klik.packages.wording import format_date, format_money


@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [
        (10_000, "100 euro", "100 euros"),
        (6_250, "62,50 euro", "62.50 euros"),
        (125_050, "1.250,50 euro", "1,250.50 euros"),
        (130_000, "1.300 euro", "1,300 euros"),
        (123_456_789, "1.234.567,89 euro", "1,234,567.89 euros"),
        (100, "1 euro", "1 euro"),
        (1, "0,01 euro", "0.01 euros"),
        (0, "0 euro", "0 euros"),
        (-6_250, "-62,50 euro", "-62.50 euros"),
    ],
)
def test_format_money(cents: int, dutch: str, english: str) -> None:
    assert format_money(cents, "nl") == dutch
    assert format_money(cents, "en") == english


@pytest.mark.parametrize(
    ("day", "dutch", "english"),
    [
        (date(2026, 3, 20), "20 maart 2026", "20 March 2026"),
        (date(2026, 1, 1), "1 januari 2026", "1 January 2026"),
        (date(2025, 12, 31), "31 december 2025", "31 December 2025"),
    ],
)
def test_format_date(day: date, dutch: str, english: str) -> None:
    assert format_date(day, "nl") == dutch
    assert format_date(day, "en") == english


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_fixed_word_exists_in_both_languages(language: Language) -> None:
    words = fixed_words(language)

    assert words.keys() == fixed_words("nl").keys()
    assert all(words.values())
