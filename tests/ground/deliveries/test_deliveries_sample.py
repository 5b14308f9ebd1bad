"""The sample of a births delivery: nine good rows, one of them with a question, three bad."""

import hashlib
from datetime import date
from pathlib import Path

from klik.ground.deliveries import Accepted, Delivery, Rejected, read_delivery
from klik.packages.records import BIRTHS


def test_the_sample_gives_nine_accepted_and_three_rejected_rows(sample: Path) -> None:
    reading = read_delivery(sample, columns_agreed=BIRTHS.columns)

    outcomes = list(reading)

    assert [type(outcome) for outcome in outcomes] == [Accepted] * 9 + [Rejected] * 3
    assert reading.summary() == Delivery(
        record="births",
        delivered=12,
        accepted=9,
        rejected=3,
        asked=1,
        complete=True,
        sha256=hashlib.sha256(sample.read_bytes()).hexdigest(),
        size=len(sample.read_bytes()),
        format="csv",
        encoding="utf-8",
        delimiter=";",
        columns=tuple(BIRTHS.required_columns),
    )


def test_each_bad_row_of_the_sample_has_a_reason_of_its_own(sample: Path) -> None:
    outcomes = read_delivery(sample, columns_agreed=BIRTHS.columns)

    rejected = [outcome for outcome in outcomes if isinstance(outcome, Rejected)]

    assert [(row.line, row.column, row.code) for row in rejected] == [
        (11, "child_insz", "insz-check"),
        (12, "iban", "iban-check"),
        (13, "birth_date", "date-form"),
    ]
    assert len({row.reason["nl"] for row in rejected}) == 3
    assert len({row.reason["en"] for row in rejected}) == 3


def test_the_missing_account_is_a_question_and_no_rejection(sample: Path) -> None:
    outcomes = read_delivery(sample, columns_agreed=BIRTHS.columns)

    asked = {
        outcome.line: [(question.code, question.column) for question in outcome.questions]
        for outcome in outcomes
        if isinstance(outcome, Accepted) and outcome.questions
    }

    assert asked == {8: [("account-missing", "iban")]}


def test_the_old_code_is_mapped_and_kept(sample: Path) -> None:
    third = list(read_delivery(sample, columns_agreed=BIRTHS.columns))[2]

    assert isinstance(third, Accepted)
    assert (third.delivered_nis, third.municipality_nis) == ("37018", "37021")
    assert third.values["municipality_nis"] == "37021"


def test_a_row_is_typed_and_what_it_does_not_tell_is_unknown(sample: Path) -> None:
    second = list(read_delivery(sample, columns_agreed=BIRTHS.columns))[1]

    assert isinstance(second, Accepted)
    assert list(second.values) == list(BIRTHS.columns)
    chosen = ("birth_date", "rank", "sociale_toeslag", "zorgtoeslag", "iban", "box", "deed_number")
    assert [second.values[column] for column in chosen] == [
        date(2026, 1, 9),
        3,
        True,
        False,
        "BE96999000100205",
        None,
        None,
    ]


def test_a_reading_can_be_repeated_and_counts_anew(sample: Path) -> None:
    reading = read_delivery(sample, columns_agreed=BIRTHS.columns)

    assert list(reading) == list(reading)
    assert reading.summary().delivered == 12


def test_a_reading_that_was_broken_off_says_so(sample: Path) -> None:
    reading = read_delivery(sample, columns_agreed=BIRTHS.columns)

    next(iter(reading))

    assert (reading.summary().delivered, reading.summary().complete) == (1, False)
