"""Whole rows: keys, questions, repeats, events and rows that are no rows."""

import pytest
from tests.ground.deliveries.conftest import ReadRows

from klik.ground.deliveries import Accepted, Rejected
from klik.ground.deliveries.synthetic import Row
from klik.packages.records import BIRTHS

OTHER_CHILD = {"child_insz": "26010990586"}


def _codes(outcomes: list[Accepted | Rejected]) -> list[str]:
    return [outcome.code if isinstance(outcome, Rejected) else "" for outcome in outcomes]


def _questions(outcome: Accepted | Rejected) -> list[str]:
    assert isinstance(outcome, Accepted)
    return [question.code for question in outcome.questions]


def test_an_equal_second_row_is_a_duplicate_that_names_the_first(
    good_row: Row, read_rows: ReadRows
) -> None:
    outcomes = read_rows(good_row, good_row | OTHER_CHILD, good_row)

    assert _codes(outcomes) == ["", "", "duplicate"]
    assert isinstance(outcomes[2], Rejected)
    assert "regel 2" in outcomes[2].reason["nl"]
    assert "line 2" in outcomes[2].reason["en"]


def test_a_different_second_row_contradicts_the_first(good_row: Row, read_rows: ReadRows) -> None:
    outcomes = read_rows(good_row, good_row | {"rank": "2"})

    assert _codes(outcomes) == ["", "contradiction"]
    assert isinstance(outcomes[1], Rejected)
    assert "regel 2" in outcomes[1].reason["nl"]


def test_one_deed_is_one_child_also_once_its_number_changes(
    good_row: Row, read_rows: ReadRows
) -> None:
    unnumbered = good_row | {"child_insz": "", "deed_number": "37021-1"}
    bis = good_row | {"child_insz": "85441795546", "deed_number": "37021-1"}

    assert _codes(read_rows(unnumbered, bis)) == ["", "contradiction"]


def test_a_rejected_first_row_does_not_stand_in_the_way_of_a_good_one(
    good_row: Row, read_rows: ReadRows
) -> None:
    assert _codes(read_rows(good_row | {"rank": "0"}, good_row)) == ["integer", ""]


@pytest.mark.parametrize("event", ["CORRECTIE", "INTREKKING"])
def test_a_correction_or_withdrawal_of_a_new_row_is_accepted_with_its_event(
    event: str, good_row: Row, read_rows: ReadRows
) -> None:
    first, second = read_rows(good_row, good_row | {"event": event, "birth_date": "2026-01-04"})

    assert isinstance(first, Accepted)
    assert isinstance(second, Accepted)
    assert second.values["event"] == event


def test_a_second_correction_may_differ_but_not_repeat_the_first(
    good_row: Row, read_rows: ReadRows
) -> None:
    correction = good_row | {"event": "CORRECTIE"}

    outcomes = read_rows(correction, correction | {"rank": "2"}, correction)

    assert _codes(outcomes) == ["", "", "duplicate"]


def test_two_children_without_any_key_are_both_asked_about(
    good_row: Row, read_rows: ReadRows
) -> None:
    stillborn = good_row | {"birth_type": "levenloos", "child_insz": ""}

    outcomes = read_rows(stillborn, stillborn)

    assert [_questions(outcome) for outcome in outcomes] == [["key-missing"], ["key-missing"]]


def test_a_stillborn_child_with_a_deed_has_a_key(good_row: Row, read_rows: ReadRows) -> None:
    stillborn = good_row | {"birth_type": "levenloos", "child_insz": "", "deed_number": "37021-1"}

    assert _questions(read_rows(stillborn)[0]) == []


@pytest.mark.parametrize(
    ("holder", "questions"),
    [
        ("Ouder1A Voorbeeld", []),
        ("VOORBEELD OUDER1B", []),
        ("Voorbeeld", []),
        ("", []),
        ("Oma Voorbeeld", ["account-holder-differs"]),
    ],
)
def test_an_account_of_someone_else_is_a_question(
    holder: str, questions: list[str], good_row: Row, read_rows: ReadRows
) -> None:
    assert _questions(read_rows(good_row | {"account_holder": holder})[0]) == questions


def test_a_withdrawal_without_account_asks_nothing(good_row: Row, read_rows: ReadRows) -> None:
    withdrawn = good_row | {"event": "INTREKKING", "iban": "", "account_holder": ""}

    assert _questions(read_rows(withdrawn)[0]) == []


def test_an_account_that_was_not_agreed_is_not_asked(good_row: Row, read_rows: ReadRows) -> None:
    agreed = [name for name in BIRTHS.columns if name not in ("iban", "account_holder")]

    (outcome,) = read_rows(good_row, columns=agreed)

    assert _questions(outcome) == []
    assert isinstance(outcome, Accepted)
    assert outcome.values["iban"] is None


def test_a_municipality_outside_the_agreement_is_rejected(
    good_row: Row, read_rows: ReadRows
) -> None:
    outcomes = read_rows(
        good_row | {"municipality_nis": "37012"},
        good_row | OTHER_CHILD | {"municipality_nis": "11002"},
        municipalities=["37021"],
    )

    assert _codes(outcomes) == ["", "municipality-not-agreed"]
