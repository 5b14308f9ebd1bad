"""One cell at a time: what is accepted, what is rejected and why."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ground.deliveries.conftest import ReadRows

from klik.ground.deliveries import Accepted, Rejected
from klik.ground.deliveries.cells import parser_of
from klik.ground.deliveries.limits import LIMITS
from klik.ground.deliveries.synthetic import Row
from klik.ground.deliveries.synthetic.numbers import foreign_iban
from klik.ground.identifiers.payments import check_iban
from klik.ground.identifiers.persons import check_insz
from klik.ground.identifiers.refusal import IdentifierRefused
from klik.packages.records import BIRTHS

FORMULA = '=HYPERLINK("https://voorbeeld.invalid";"Noor")'
DUTCH_ACCOUNT = foreign_iban("NL", 1)


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("event", "", "value-missing"),
        ("event", "nieuw", "choice"),
        ("municipality_nis", "", "value-missing"),
        ("municipality_nis", "21004", "nis-unknown"),
        ("child_insz", "26010590399", "insz-check"),
        ("child_insz", "2601059031", "insz-form"),
        ("child_insz", "26139990314", "insz-date"),
        ("mother_insz", "91030500012", "insz-serial"),
        ("birth_date", "", "value-missing"),
        ("birth_date", "05/01/2026", "date-form"),
        ("birth_date", "20260105", "date-form"),
        ("birth_date", "2026-W01-1", "date-form"),
        ("birth_date", "2026-02-29", "date-form"),
        ("birth_date", "1826-01-05", "date-range"),
        ("domicile_since", "9999-12-31", "date-range"),
        ("birth_type", "geboren", "choice"),
        ("multiple_birth", "0", "integer"),
        ("multiple_birth", "1.0", "integer"),
        ("rank", "-1", "integer"),
        ("rank", "٣", "integer"),
        ("rank", "1" * 40, "integer"),
        ("register", "onbekend", "choice"),
        ("iban", "BE10999000100105", "iban-check"),
        ("iban", "BE109990001001", "iban-length"),
        ("iban", "onbekend", "iban-form"),
        ("sociale_toeslag", "ja", "boolean"),
        ("sociale_toeslag_month", "2026-13", "form"),
        ("beneficiary1_nis", "3701", "nis-form"),
        ("child_last_name", "Voorbeeld\x00", "control-character"),
        ("child_last_name", "Voorbeeld\x1b[31m", "control-character"),
        ("street", "s" * 4_001, "cell-too-long"),
    ],
)
def test_a_cell_is_rejected_with_its_column_and_code(
    column: str, cell: str, code: str, good_row: Row, read_rows: ReadRows
) -> None:
    (outcome,) = read_rows(good_row | {column: cell})

    assert isinstance(outcome, Rejected)
    assert (outcome.line, outcome.column, outcome.code) == (2, column, code)


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("child_insz", "26.01.05-903.14", "26010590314"),
        ("child_insz", "", None),
        ("beneficiary1_insz", "65070099135", "65070099135"),
        ("beneficiary1_insz", "85441795546", "85441795546"),
        ("iban", "BE10 9990 0010 0104", "BE10999000100104"),
        ("iban", DUTCH_ACCOUNT, DUTCH_ACCOUNT),
        ("birth_date", " 2026-01-05 ", date(2026, 1, 5)),
        ("register", "", None),
        ("zorgtoeslag", "J", True),
        ("postcode", "0000 AB", "0000 AB"),
        ("beneficiary2_nis", "21004", "21004"),
        ("beneficiary2_nis", "37012", "37021"),
        ("child_first_names", FORMULA, FORMULA),
        ("child_first_names", '#read("x")', '#read("x")'),
        ("child_first_names", "Noor\n Lou\tFinn", "Noor Lou Finn"),
        ("child_last_name", "Voorbeeld\u202edieH\u2069", "VoorbeelddieH"),
        ("child_last_name", "Zoe\u0308", "Zoë"),
        ("child_last_name", "\u202e", None),
    ],
)
def test_a_cell_is_accepted_as_its_value(
    column: str, cell: str, value: object, good_row: Row, read_rows: ReadRows
) -> None:
    (outcome,) = read_rows(good_row | {column: cell, "deed_number": "37021-1"})

    assert isinstance(outcome, Accepted)
    assert outcome.values[column] == value


@pytest.mark.parametrize("column", ["child_insz", "iban", "birth_date", "event", "rank"])
def test_a_rejection_shows_nothing_of_a_number_in_the_wrong_column(
    column: str, good_row: Row, read_rows: ReadRows
) -> None:
    number = "91030590499"

    (outcome,) = read_rows(good_row | {column: number})

    assert isinstance(outcome, Rejected)
    assert number not in repr(outcome)
    assert len(re.findall(r"\d", outcome.masked)) <= 2


def test_a_day_after_the_delivery_is_rejected_where_it_cannot_be(
    good_row: Row, read_rows: ReadRows
) -> None:
    planned = good_row | {"birth_date": "2026-02-11", "domicile_since": "2026-02-11"}
    early = good_row | {"domicile_since": "2026-02-11"}

    (late,) = read_rows(planned, received_on=date(2026, 2, 10))
    (accepted,) = read_rows(early, received_on=date(2026, 2, 10))

    assert isinstance(late, Rejected)
    assert (late.column, late.code) == ("birth_date", "date-after-delivery")
    assert isinstance(accepted, Accepted)


def test_every_text_of_a_rejection_is_there_in_both_languages(
    good_row: Row, read_rows: ReadRows
) -> None:
    (outcome,) = read_rows(good_row | {"birth_type": "geboren"})

    assert isinstance(outcome, Rejected)
    assert outcome.reason == {
        "nl": "Kolom birth_type heeft een onbekende waarde.",
        "en": "Column birth_type has an unknown value.",
    }
    assert outcome.remedy["nl"] == "Gebruik een van deze woorden: geboorte, adoptie, levenloos."


def _judgement(judge: object, cell: str) -> object:
    try:
        return judge(cell)  # type: ignore[operator]  # -- a parser or a check of identifiers
    except IdentifierRefused as refusal:
        return refusal.code


SERIALS = st.sampled_from(["000", "001", "998", "999"]) | st.from_regex("[0-9]{3}", fullmatch=True)


@settings(max_examples=30)
@given(st.from_regex("[0-9]{2}[0-7][0-9][0-3][0-9]", fullmatch=True), SERIALS)
def test_the_quick_look_at_a_register_number_judges_as_the_full_one(born: str, serial: str) -> None:
    parse = parser_of(BIRTHS.columns["child_insz"], received_on=None, limits=LIMITS)

    for check in range(100):
        number = f"{born}{serial}{check:02d}"
        assert _judgement(parse, number) == _judgement(check_insz, number)


@settings(max_examples=30)
@given(st.from_regex("[0-9]{12}", fullmatch=True))
def test_the_quick_look_at_an_account_judges_as_the_full_one(account: str) -> None:
    parse = parser_of(BIRTHS.columns["iban"], received_on=None, limits=LIMITS)

    for check in range(100):
        number = f"BE{check:02d}{account}"
        assert _judgement(parse, number) == _judgement(check_iban, number)
