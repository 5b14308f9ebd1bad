"""The report on rejected rows: complete, masked, and nothing that a spreadsheet would compute."""

import csv
from pathlib import Path

import pytest

from klik.ground.deliveries import Rejected, neutralise, read_delivery, write_reject_report
from klik.ground.deliveries.cells import masked_cell
from klik.ground.deliveries.refused import refusal_codes
from klik.ground.deliveries.texts import reason_codes
from klik.packages.records import BIRTHS


def _rejected(sample: Path) -> list[Rejected]:
    outcomes = read_delivery(sample, columns_agreed=BIRTHS.columns)
    return [outcome for outcome in outcomes if isinstance(outcome, Rejected)]


def _lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


@pytest.mark.parametrize(
    ("language", "header", "reason"),
    [
        ("nl", "regel", "Kolom birth_date is geen bestaande datum."),
        ("en", "line", "Column birth_date is not a date that exists."),
    ],
)
def test_the_report_has_a_line_per_rejected_row_in_the_language_asked(
    language: str, header: str, reason: str, sample: Path, tmp_path: Path
) -> None:
    report = tmp_path / "rejected.csv"

    written = write_reject_report(report, _rejected(sample), language=language)

    lines = _lines(report)
    assert written == 3
    assert [line[0] for line in lines] == [header, "11", "12", "13"]
    assert lines[3][1:5] == ["birth_date", "2026-••-••", "date-form", reason]


def test_the_report_holds_no_delivered_value(sample: Path, tmp_path: Path) -> None:
    report = tmp_path / "rejected.csv"

    write_reject_report(report, _rejected(sample))

    text = report.read_text(encoding="utf-8")
    for value in ("26010590199", "BE00123412341234", "2026-13-40", "Voorbeeld"):
        assert value not in text


def test_the_report_neutralises_what_would_be_a_formula(tmp_path: Path) -> None:
    texts = {"nl": "+reden", "en": "+reason"}
    report = tmp_path / "rejected.csv"

    write_reject_report(report, [Rejected(2, "rank", "integer", "=••••1", texts, texts)])

    assert _lines(report)[1] == ["2", "rank", "'=••••1", "integer", "'+reden", "'+reden"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\n=1", "\uff1d1"])
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Noor", "2026-01-05", "a=1", "'=1", "Ouder1A Voorbeeld"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert neutralise(text) == text


def test_no_two_reasons_share_a_code() -> None:
    codes = (*reason_codes(), *refusal_codes())

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("column", "cell", "shown"),
    [
        ("municipality_nis", "99999", "99999"),
        ("birth_type", "GEBOORTEN", "GEBOORTEN"),
        ("rank", "twee", "twee"),
        ("birth_date", "2026-02-31", "2026-••-••"),
        ("rank", "26010590199", "2••••9"),
        ("birth_type", "An Voorbeeld", "A••••d"),
        ("child_last_name", "Voorbeeld", "V••••d"),
    ],
)
def test_a_code_shows_and_what_may_name_somebody_does_not(
    column: str, cell: str, shown: str
) -> None:
    assert masked_cell(BIRTHS.columns[column], cell, code="any") == shown
