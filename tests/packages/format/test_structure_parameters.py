"""Parameters: a default fits the type, the bounds, the options and the table."""

from pathlib import Path

import pytest
from tests.packages.sample_package import folder_with, told

from klik.packages.format import structure_problems

ROWS = "default: [{rank_from: 1, amount: 100}, {rank_from: 3, amount: 125.50}]"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("default: 0, minimum: 0", "default: 1.5, minimum: 0", "the number 1.5 does not fit; exp"),
        ("default: 0, minimum: 0", "default: 61, minimum: 0", "61 lies above the maximum of 60"),
        ("default: 0, minimum: 0", "default: -1, minimum: 0", "-1 lies below the minimum of 0"),
        ("default: 0, minimum: 0", "default: none, minimum: 0", "none is a default only with"),
        ("minimum: 0, maximum: 60", "minimum: 9, maximum: 5", "the minimum lies above the maxim"),
        ("minimum: 0, maximum: 60", "minimum: 0.5", "minimum: the number 0.5 does not fit"),
        ("default: 2026-01-01", "default: 2026-02-30", "expected a day that exists"),
        ("default: 2026-01-01", "default: true", "default: true does not fit"),
        ("default: money", "default: gold", '"gold" is not one of the options; accepted: money'),
        ("default: money", "default: none", "none is a default only with"),
        ("default: [bevolkingsregister]", "default: [wachtregisters]", '(did you mean "wachtre'),
        ("type: set, of: choice, options", "type: set, of: integer, options", "`options` stands b"),
        ("amount: 125.50}", "amount: 125.505}", "amount: the number 125.505 does not fit; expect"),
        ("amount: 125.50}", "amounts: 125}", '"amounts" is not a column (did you mean "amount"?)'),
        ("{rank_from: 3, amount: 125.50}", "{rank_from: 3, x: 1}", 'the column "amount" is missi'),
        ("{rank_from: 3, ", "{rank_from: 1, ", "row 1 has the same keys"),
        ("else: {amount: 0}", "else: {amounts: 0}", '"amounts" is not a column'),
        ("else: {amount: 0}", "else: {amount: niets}", 'the text "niets" does not fit'),
        ("value: {amount: money}", "value: {rank_from: money}", '"rank_from" is also a key'),
        ("key: {rank_from: integer}", "key: {rank_from: text}", "is a number or a date; rank_fr"),
        ("default: none,", "default: soon,", 'default: the text "soon" is not accepted'),
    ],
)
def test_a_default_that_does_not_fit_is_told(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    said = told(structure_problems(folder_with(tmp_path, (old, new))))

    assert any(words in line for line in said), said


@pytest.mark.parametrize(
    "written",
    [
        "boolean, default: true",
        "integer, default: 3",
        "decimal, default: 1.123456",
        "money, default: 9.95",
        "date, default: 2028-02-29",
        'text, default: "12"',
        'nis, default: "37021"',
        'insz, default: "85041795161"',
        'kbo, default: "0207502004"',
        "iban, default: BE49999000000171",
    ],
)
def test_a_default_of_its_type_is_accepted(tmp_path: Path, written: str) -> None:
    assert structure_problems(folder_with(tmp_path, _one_more(written))) == []


@pytest.mark.parametrize(
    "written",
    [
        'boolean, default: "true"',
        'integer, default: "3"',
        "decimal, default: 1.1234567",
        "money, default: 9.955",
        "date, default: 2027-02-29",
        "date, default: 20260101",
        'nis, default: "3702"',
        'insz, default: "8504179516"',
        'kbo, default: "9207502004"',
        'iban, default: "BE49 9990 0000 0171"',
    ],
)
def test_a_default_of_another_type_is_told(tmp_path: Path, written: str) -> None:
    assert len(structure_problems(folder_with(tmp_path, _one_more(written)))) == 1


def _one_more(written: str) -> tuple[str, str]:
    return "trigger:", f"  more: {{type: {written}, title: {{nl: Meer}}}}\ntrigger:"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (", minimum: 0, maximum: 60", ""),
        (ROWS + "\n", "default: []\n"),
        ("    " + ROWS + "\n", ""),
        ("match: step\n", "match: exact\n"),
        ("    match: step\n", ""),
        ("    else: {amount: 0}\n", ""),
        (
            "type: set, of: choice, "
            "options: {bevolkingsregister: {nl: B}, wachtregister: {nl: W}}, "
            "default: [bevolkingsregister]",
            "type: set, of: integer, default: [1, 2]",
        ),
        ("default: none, ", ""),
    ],
)
def test_what_may_be_left_out_may(tmp_path: Path, old: str, new: str) -> None:
    assert structure_problems(folder_with(tmp_path, (old, new))) == []


def test_a_table_may_have_several_keys(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path,
        ("key: {rank_from: integer}", "key: {form: choice, rank_from: integer}"),
        (
            ROWS,
            "default: [{form: money, rank_from: 1, amount: 5}, {form: x, rank_from: 1, amount: 6}]",
        ),
    )

    assert structure_problems(folder) == []
