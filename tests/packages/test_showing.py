"""Labels, words of a choice and rows of a collection, as people read them."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.packages.printed_package import compiled

from klik.packages.showing import Showing
from klik.packages.wording import Language

ROWS = [
    {"insz": "91030590405", "resident_since": date(2020, 1, 1)},
    {"insz": None, "resident_since": None},
]


@pytest.mark.parametrize(
    ("name", "dutch", "english"),
    [
        ("child.rank", "rang van het kind", "rank of the child"),
        ("payee.iban", "rekeningnummer", "account number"),
        ("debts.open", "Is er een openstaande schuld bij de gemeente?", None),
        ("application.received_on", "dag van de aanvraag", "day of the application"),
        (
            "parents.resident_since",
            "inwoner sinds (eerste begunstigde) of inwoner sinds (tweede begunstigde)",
            "resident since (first beneficiary) or resident since (second beneficiary)",
        ),
        ("no.such.name", "no.such.name", None),
    ],
)
def test_a_name_has_a_label(tmp_path: Path, name: str, dutch: str, english: str | None) -> None:
    package = compiled(tmp_path)

    assert Showing(package, "nl").label(name) == dutch
    assert Showing(package, "en").label(name) == (english or dutch)


def test_own_labels_go_before_those_of_the_record(tmp_path: Path) -> None:
    package = compiled(
        tmp_path,
        ("  child.rank: {type: integer,", "  child.rank: {type: integer, label: {nl: Rang},"),
        (
            "fields: {insz: insz, resident_since: date}",
            "fields: {insz: insz, resident_since: {type: date, label: {nl: Sinds, en: Since}}}",
        ),
    )

    assert Showing(package, "nl").label("child.rank") == "Rang"
    assert Showing(package, "en").label("parents.resident_since") == "Since"


def test_a_question_is_the_label_of_what_only_a_resident_tells(tmp_path: Path) -> None:
    package = compiled(
        tmp_path,
        ("  payee.insz:", "  size: {type: integer, ask: {label: {nl: Hoe?}}}\n  payee.insz:"),
    )

    assert Showing(package, "nl").label("size") == "Hoe?"


@pytest.mark.parametrize(
    ("condition", "rows", "shown"),
    [
        ("any(parents, parents.resident_since < today)", ROWS, "1 januari 2020; nog niet bekend"),
        ("any(parents, parents.insz = child.insz)", ROWS, "••••05; nog niet bekend"),
        ("COUNT(parents) = 2", ROWS, "2 rijen"),
        ("COUNT(parents) = 2", [], "geen"),
    ],
)
def test_of_a_row_only_what_the_package_reads_is_shown(
    tmp_path: Path, condition: str, rows: list[dict[str, Any]], shown: str
) -> None:
    package = compiled(
        tmp_path, ("any(parents, parents.resident_since <= resident_before)", condition)
    )

    assert Showing(package, "nl").shown("parents", rows) == shown


def test_earlier_awards_are_shown_by_what_is_read(tmp_path: Path) -> None:
    package = compiled(tmp_path, ("any(parents,", "SUM(earlier.amount) < 500 AND any(parents,"))

    rows = [{"amount": Decimal("40.00"), "decided_on": date(2020, 1, 1), "key": "91030590405"}]

    assert Showing(package, "nl").shown("earlier", rows) == "40 euro"


@pytest.mark.parametrize(("language", "shown"), [("nl", "Geld"), ("en", "Money")])
def test_a_word_is_shown_by_its_label_and_tested_by_itself(
    tmp_path: Path, language: Language, shown: str
) -> None:
    package = compiled(tmp_path, ("money: {nl: Geld}", "money: {nl: Geld, en: Money}"))

    found = Showing(package, language).placeholder("parameters.given_as", "money")

    assert (found, found.__liquid__()) == (shown, "money")


def test_a_word_without_label_is_shown_as_it_is(tmp_path: Path) -> None:
    assert Showing(compiled(tmp_path), "nl").shown("parameters.given_as", "gift") == "gift"
