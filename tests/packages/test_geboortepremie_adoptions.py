"""Every shipped adoption reads, proves itself, and says that it is an example."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from stdnum import iban
from stdnum.be import vat
from tests.packages.shipped_package import FILES, adoption, package, told

from klik.packages.adoption import adoption_examples
from klik.packages.records import BIRTHS

# The numbered rows of the matrix of birth premiums, and the pattern of a period of validity.
ROWS = ("01", "02", "03", "04", "05", "09", "10", "11", "13", "16", "19", "ranst")
FICTITIOUS_BANK = "999"
TRIGGER = "parameters.trigger"


def test_every_row_has_an_adoption() -> None:
    assert [row for row in ROWS if not any(file.startswith(row) for file in FILES)] == []


@pytest.mark.parametrize("file", FILES)
def test_every_example_of_an_adoption_holds(file: str) -> None:
    ran, problems = adoption_examples(adoption(file))

    assert told(problems) == []
    assert len(ran) == len(adoption(file).content["examples"])


@pytest.mark.parametrize("file", FILES)
def test_the_examples_show_who_gets_it_who_does_not_and_what_is_not_known(file: str) -> None:
    outcomes = {case["expect"]["outcome"] for case in adoption(file).content["examples"]}

    assert {"granted", "undecided"} <= outcomes
    assert {"refused", "not_selected"} & outcomes


@pytest.mark.parametrize("file", FILES)
def test_every_example_has_a_name_of_its_own(file: str) -> None:
    names = [case["name"] for case in adoption(file).content["examples"]]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("file", FILES)
def test_nothing_in_an_adoption_can_be_taken_for_real(file: str) -> None:
    content = adoption(file).content
    body = content["granting_body"]

    assert "Voorbeeld" in content["label"]["nl"]
    assert "Example" in content["label"]["en"]
    assert all(one["name"].startswith("Voorbeeld ") for one in body["signatories"])
    assert "(voorbeeld)" in body["name"]
    assert body["enterprise_number"].startswith("099999")
    assert vat.is_valid(body["enterprise_number"])
    assert body["debtor"]["iban"][4:7] == FICTITIOUS_BANK
    assert iban.is_valid(body["debtor"]["iban"], check_country=False)


@pytest.mark.parametrize("file", FILES)
def test_an_adoption_says_where_to_appeal(file: str) -> None:
    body = adoption(file).content["granting_body"]
    court, term = (
        ("arbeidsrechtbank", "drie maanden")
        if body["kind"] == "ocmw"
        else ("Raad van State", "60 dagen")
    )

    assert court in body["appeal"]["nl"]
    assert term in body["appeal"]["nl"]
    assert set(body["appeal"]) == set(body["data_protection"]) == {"nl", "en"}


AUTOMATIC = [file for file in FILES if adoption(file).parameters[TRIGGER] == "automatic"]


@pytest.mark.parametrize("file", AUTOMATIC)
def test_an_automatic_example_uses_only_agreed_columns(file: str) -> None:
    content = adoption(file).content
    agreed = set(content["agreement"]["columns"])

    unagreed = {
        column
        for case in content["examples"]
        if "application" not in case
        for column in _columns_used(case["facts"])
    }

    assert unagreed - agreed == set()


@pytest.mark.parametrize("file", FILES)
def test_an_agreement_takes_every_column_that_a_delivery_must_fill(file: str) -> None:
    agreed = adoption(file).content["agreement"]["columns"]

    assert set(BIRTHS.filled_columns) <= set(agreed)


def test_only_the_demonstration_takes_every_column() -> None:
    whole = [file for file in FILES if set(adoption(file).columns) == set(BIRTHS.columns)]

    assert whole == ["00-wingene.yaml"]


def test_two_adoptions_of_one_place_follow_each_other() -> None:
    # The demonstration stands apart: it shows Wingene with one regulation for all of it.
    beside = [adoption(file) for file in FILES if not file.startswith("00")]

    clashes = [
        (one.document.file, other.document.file)
        for one, other in combinations(beside, 2)
        if one.municipality_nis == other.municipality_nis
        and one.territory == other.territory
        and _overlap(one.period, other.period)
    ]

    assert clashes == []


def test_the_two_regulations_of_rijkevorsel_leave_no_day_between_them() -> None:
    (_, last), (first, _) = (
        adoption("09-rijkevorsel-tot-2023.yaml").period,
        adoption("10-rijkevorsel-vanaf-2024.yaml").period,
    )

    assert last is not None
    assert first == last + timedelta(days=1)


def _overlap(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    (first, last), (start, end) = one, other
    return first <= (end or date.max) and start <= (last or date.max)


def _columns_used(facts: Mapping[str, Any]) -> Iterator[str]:
    declared = package().content["facts"]
    for name, value in facts.items():
        if name == "parents":
            for row, cells in zip(BIRTHS.collections["beneficiaries"].rows, value, strict=False):
                yield from (row[field] for field, cell in cells.items() if cell is not None)
        elif name in declared and value is not None:
            record, _, column = declared[name].get("source", "").partition(".")
            if record == BIRTHS.name:
                yield column
