"""What a person looks at first: not paid, and where it hurts not written to, by a machine."""

from pathlib import Path
from typing import Any

import pytest
from tests.factories.trials import Tried, adoption_in, good_row, said_in, tried_rows
from tests.packages.printed_package import UNCHECKED, Change

GOODS = ("given_as: parameters.given_as ", "given_as: goods #")
INVITED = ("parameters: {}", "parameters: {trigger: invitation}")


def _persons(result: Tried) -> list[tuple[str, str]]:
    return [(row["regel"], row["waarom"]) for row in result.table("persons")]


def _only_letter(result: Tried) -> str:
    (pdf,) = result.letters().values()
    return said_in(pdf)


@pytest.mark.parametrize(
    ("cells", "reason", "letters"),
    [
        ({"birth_type": "levenloos"}, "bereavement", 0),
        ({"birth_type": "levenloos", "register": ""}, "bereavement", 0),
        ({"register": ""}, "undecided", 0),
        ({"rank": ""}, "undecided", 0),
        ({"child_insz": "", "deed_number": ""}, "undecided", 0),
        ({"iban": "", "account_holder": ""}, "account", 1),
        ({"account_holder": "Iemand Anders"}, "holder", 1),
        ({"beneficiary1_insz": ""}, "payee", 0),
        ({"beneficiary1_name": "", "account_holder": ""}, "payee", 0),
        ({"event": "CORRECTIE"}, "event", 0),
        ({"event": "INTREKKING"}, "event", 0),
        ({"beneficiary1_name": "\u0394\u03b1", "account_holder": "\u0394\u03b1"}, "bank", 1),
    ],
)
def test_a_row_that_a_person_looks_at_is_not_paid(
    tmp_path: Path, cells: dict[str, str], reason: str, letters: int
) -> None:
    result = tried_rows(tmp_path, good_row(**cells))

    assert _persons(result) == [("2", reason)]
    assert dict(result.totals.persons) == {reason: 1}
    assert result.payment_files() == []
    assert (result.totals.payments, result.totals.paid_cents) == (0, 0)
    assert len(result.letters()) == letters


def test_a_row_beside_it_is_paid_all_the_same(tmp_path: Path) -> None:
    result = tried_rows(
        tmp_path, good_row(0, birth_type="levenloos"), good_row(1), good_row(2, iban="")
    )

    assert [row["regel"] for row in result.table("persons")] == ["2", "4"]
    assert result.totals.payments == 1


def test_what_is_missing_is_asked_in_words(tmp_path: Path) -> None:
    result = tried_rows(tmp_path, good_row(rank="", register=""))

    assert result.table("persons")[0]["uitleg"] == (
        "Er ontbreekt een gegeven; vraag het na: rang van het kind, register"
    )


@pytest.mark.parametrize(
    ("cells", "package", "said"),
    [
        ({}, [UNCHECKED], "binnen90dagenoprekeningBE10••••••••0104"),
        ({"iban": ""}, [UNCHECKED], "Wijhebbennoggeenrekeningnummervanu."),
        ({"account_holder": "Iemand Anders"}, [UNCHECKED], "Wijkijkendebetalingeerstnogna."),
        ({}, [], "Wijkijkendebetalingeerstnogna."),
        ({}, [UNCHECKED, ("pay: {days: 90,", "pay: {months: 1,")], "binnen1maandoprekening"),
        ({}, [UNCHECKED, ("  pay: {days: 90, from: decision}\n", "")], "bedragoprekeningBE10"),
        (
            {},
            [UNCHECKED, ("days: 90", "days: parameters.parent_residence_months + 7")],
            "binnen7dagenoprekening",
        ),
    ],
)
def test_a_letter_promises_no_more_than_is_known(
    tmp_path: Path, cells: dict[str, str], package: list[Change], said: str
) -> None:
    adoption = adoption_in(tmp_path, package=package)

    result = tried_rows(tmp_path, good_row(**cells), adoption=adoption)

    assert said in _only_letter(result)


def test_an_open_debt_is_looked_at_before_every_payment(tmp_path: Path) -> None:
    result = tried_rows(
        tmp_path, good_row(0), good_row(1), adoption=adoption_in(tmp_path, package=[])
    )

    assert [row["waarom"] for row in result.table("persons")] == ["before-payment"] * 2
    assert (result.totals.letters, result.totals.payments) == (2, 0)


@pytest.mark.parametrize(
    "cells",
    [{"birth_date": "2025-12-31", "child_insz": "25123190308"}, {"municipality_nis": "37022"}],
)
def test_who_is_not_selected_gets_no_letter(tmp_path: Path, cells: dict[str, str]) -> None:
    result = tried_rows(tmp_path, good_row(**cells))

    outcomes = [row["uitkomst"] for row in result.table("decisions")]
    assert outcomes in (["not_selected"], [])
    assert (result.letters(), result.payment_files(), _persons(result)) == ({}, [], [])


def test_what_a_delivery_takes_back_is_not_paid_first(tmp_path: Path) -> None:
    result = tried_rows(tmp_path, good_row(0), good_row(1), good_row(0, event="INTREKKING"))

    assert _persons(result) == [("2", "event"), ("4", "event")]
    assert result.totals.payments == 1


def _invited(path: Path, *cells: dict[str, str], package: list[Change] | None = None) -> Tried:
    adoption = adoption_in(path, INVITED, package=package or [UNCHECKED])
    rows = [good_row(number, **one) for number, one in enumerate(cells)]
    return tried_rows(path, *rows, adoption=adoption)


def test_who_may_apply_is_invited_and_nobody_else(tmp_path: Path) -> None:
    outside = {"register": "wachtregister"}
    before = {"birth_date": "2025-12-31"}

    result = _invited(tmp_path, {}, outside, before, {"rank": ""})

    assert _persons(result) == [("2", "invite"), ("5", "invite")]
    assert {row["uitkomst"] for row in result.table("decisions")} == {"not_selected"}
    assert (result.letters(), result.payment_files()) == ({}, [])


def test_a_stillborn_child_is_no_reason_for_an_invitation(tmp_path: Path) -> None:
    assert _persons(_invited(tmp_path, {"birth_type": "levenloos"})) == [("2", "bereavement")]


def test_a_benefit_of_its_own_by_invitation_is_invited_too(tmp_path: Path) -> None:
    package = [
        UNCHECKED,
        ("trigger: parameters.trigger             #", "#"),
        ("  - id: premium\n", "  - id: premium\n    trigger: parameters.trigger\n"),
    ]

    assert _persons(_invited(tmp_path, {}, package=package)) == [("2", "invite")]


def test_a_condition_that_invites_puts_the_family_on_the_list(tmp_path: Path) -> None:
    invites = (
        "    ground: residence\n  - id: parent",
        "    ground: residence\n    if_unmet: invite\n  - id: parent",
    )

    result = tried_rows(
        tmp_path, good_row(register="wachtregister"),
        adoption=adoption_in(tmp_path, package=[UNCHECKED, invites]),
    )  # fmt: skip

    assert result.table("decisions")[0]["uitkomst"] == "invited"
    assert _persons(result) == [("2", "invite")]


def test_a_value_that_the_package_does_not_know_is_asked_and_blocks_nobody(tmp_path: Path) -> None:
    package = [
        UNCHECKED,
        ("minimum: 1, source: births.rank", "minimum: 1, maximum: 20, source: births.rank"),
    ]

    result = tried_rows(
        tmp_path, good_row(0, rank="21"), good_row(1),
        adoption=adoption_in(tmp_path, package=package),
    )  # fmt: skip

    assert _persons(result) == [("2", "undecided")]
    assert result.table("decisions")[0]["ontbreekt"] == "child.rank"
    assert result.totals.payments == 1


def test_why_a_person_comes_in_is_said_in_both_languages(tmp_path: Path) -> None:
    dutch = tried_rows(tmp_path / "nl", good_row(iban=""), adoption=adoption_in(tmp_path / "nl"))
    options: dict[str, Any] = {"language": "en", "adoption": adoption_in(tmp_path / "en")}
    english = tried_rows(tmp_path / "en", good_row(iban=""), **options)

    assert dutch.table("persons")[0]["uitleg"] == (
        "Er is geen rekeningnummer; vraag het aan de ouder."
    )
    assert english.table("persons")[0]["explanation"] == (
        "There is no account number; ask the parent for it."
    )
