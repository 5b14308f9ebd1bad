"""What Klik ships is read in French to the last sentence; what is not known is read in Dutch."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from tests.packages.test_geboortepremie import package

from klik.ground.identifiers import refusal
from klik.packages.catalogue_words import LIFE_EVENTS, THEMES
from klik.packages.explanation import Explainer
from klik.packages.form import problems
from klik.packages.format.languages import texts_of
from klik.packages.french import french_of, in_language, translations
from klik.packages.records import RECORDS
from klik.packages.wording import (
    PageLanguage,
    format_date,
    format_money,
    format_number,
    page_language_of,
)
from klik.rules.decision import Verdict

_PLACE = re.compile(r"\{+[^}]*\}+")


def test_every_text_of_the_shipped_package_has_its_french() -> None:
    texts = {text["nl"] for _path, text in texts_of(package().content)}

    assert texts - translations().keys() == set()


def test_every_word_of_records_code_lists_and_refusals_has_its_french() -> None:
    columns = [one for record in RECORDS.values() for one in record.columns.values()]
    words = {
        *(record.title["nl"] for record in RECORDS.values()),
        *(one.nl for one in columns),
        *(option.nl for one in columns for option in one.options),
        *(one.nl for one in (*LIFE_EVENTS.values(), *THEMES.values())),
        *(dutch for dutch, _english in problems._TEXTS.values()),  # noqa: SLF001 -- all of them
        *(dutch for dutch, _english in refusal._TEXTS.values()),  # noqa: SLF001 -- all of them
    }

    assert words - translations().keys() == set()


def test_a_translation_keeps_every_place_of_its_sentence() -> None:
    wrong = {
        dutch: french
        for dutch, french in translations().items()
        if sorted(_PLACE.findall(dutch)) != sorted(_PLACE.findall(french))
    }

    assert wrong == {}


def test_a_text_is_read_in_french_of_its_own_then_of_ours_then_in_dutch() -> None:
    assert in_language({"nl": "Moeder", "fr": "Maman"}, "fr") == "Maman"
    assert in_language({"nl": "Moeder", "en": "Mother"}, "fr") == french_of("Moeder") == "Mère"
    assert in_language({"nl": "Iets van hier", "en": "Local"}, "fr") == "Iets van hier"
    assert in_language({"nl": "Iets van hier"}, "en") == "Iets van hier"
    assert in_language({}, "fr") == ""


@pytest.mark.parametrize(
    ("code", "language"), [("fr", "fr"), ("fr-be", "fr"), ("en", "en"), ("de", "nl"), (None, "nl")]
)
def test_a_page_of_another_language_is_read_in_dutch(
    code: str | None, language: PageLanguage
) -> None:
    assert page_language_of(code) == language


def test_amounts_days_and_numbers_are_written_as_french_writes_them() -> None:
    assert format_money(130_000, "fr") == "1.300 euros"
    assert format_money(150, "fr") == "1,50 euro"
    assert format_money(200, "fr") == "2 euros"
    assert format_date(date(2026, 5, 1), "fr") == "1er mai 2026"
    assert format_date(date(2026, 8, 20), "fr") == "20 août 2026"
    assert format_number(Decimal("1.5"), "fr") == "1,5"


def test_what_is_not_met_is_said_in_french() -> None:
    explainer = Explainer(package(), language="fr")

    [sentences] = [
        one.sentences
        for one in explainer._prepared  # noqa: SLF001 -- what it says of each verdict
        if one.condition.id == "event-counts"
    ]

    assert sentences[Verdict.UNMET].startswith("La prime ne vaut pas")
    assert sentences[Verdict.UNKNOWN].startswith("Nous ne savons pas encore : la prime vaut")
