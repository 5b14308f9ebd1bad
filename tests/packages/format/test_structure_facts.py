"""Facts come from somewhere, and their source has their type."""

from pathlib import Path

import pytest
from tests.packages.sample_package import folder_with, told

from klik.packages.format import structure_problems

RANK = "child.rank: {type: integer, minimum: 1, source: births.rank"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{type: insz, source: births.child_insz}", "{type: insz}", "this comes from nowhere; add"),
        ("{source: births.beneficiaries, fields", "{fields", "this comes from nowhere; add"),
        ("births.rank", "birth.rank", '"birth" is not a published record (did you mean "births"?'),
        ("births.rank", "births.rang", 'births has no column "rang" (did you mean "rank"?)'),
        ("births.rank", "births.birth_date", "integer does not fit; births.birth_date is of type "),
        ("births.rank", "births.beneficiaries", "gives several rows; declare it under `collectio"),
        ("births.beneficiaries", "births.parents", 'births has no collection "parents"'),
        ("births.beneficiaries", "nowhere.parents", '"nowhere" is not a published record'),
        ("resident_since: date", "resident_sinds: date", '(did you mean "resident_since"?)'),
        ("resident_since: date", "resident_since: text", "text does not fit; births.beneficiari"),
        (
            "{type: insz, source: application.applicant}",
            "{type: date, source: application.applicant}",
            "application.applicant is of type insz or kbo; this fact is date",
        ),
        (
            "child.register: {type: choice",
            "child.register: {type: choice, options: {x: {nl: X}}",
            '"x" is not a word of births.register; accepted: bevolkingsregister',
        ),
        ("debts.open: {type: boolean", "debts.open: {type: choice", "a choice needs `options:"),
        (
            "debts.open: {type: boolean",
            "debts.open: {type: boolean, options: {a: {nl: A}}",
            "`options` belong to the type choice",
        ),
        (
            "debts.open: {type: boolean",
            "debts.open: {type: boolean, minimum: 1",
            "`minimum` belongs to a number; this is boolean",
        ),
        (
            "minimum: 1, source",
            "minimum: 5, maximum: 2, source",
            "the minimum lies above the maxim",
        ),
        ("minimum: 1, source", "minimum: 1.5, source", "minimum: the number 1.5 does not fit"),
        (
            "debts.open: {type: boolean",
            "debts.open: {type: boolean, of: child.insz",
            "`of` says which row of a record",
        ),
        ("since: {type: date, label", "since: {type: choice, label", "a choice needs `options:"),
    ],
)
def test_a_wrong_fact_is_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    said = told(structure_problems(folder_with(tmp_path, (old, new))))

    assert any(words in line for line in said), said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("source: births.municipality_nis", "source: residents.municipality_nis"),
        ("source: births.municipality_nis", "source: residents.gemeente"),
        ("type: text, source: births.deed_number", "type: date, source: associations.name"),
        ("source: births.beneficiaries", "source: civil_status.partners"),
    ],
)
def test_a_register_that_is_not_read_yet_is_told_before_anything_about_its_columns(
    tmp_path: Path, old: str, new: str
) -> None:
    (said,) = told(structure_problems(folder_with(tmp_path, (old, new))))

    record = new.rpartition(".")[0].rpartition(" ")[2]
    assert said.endswith(
        f"not yet supported: the register {record}; let a member of staff fill this in "
        "(by: person), or ask it (ask: {label: {nl: ...}})"
    )


def test_only_registers_that_are_read_are_offered(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, ("births.rank", "rijksregister.rank"))

    (said,) = told(structure_problems(folder))

    assert said.endswith("is not a published record; accepted: births, or application.applicant")


@pytest.mark.parametrize(
    "fact",
    [
        "{type: file, ask: {label: {nl: Attest}}}",
        "{type: choice, options: {a: {nl: A}}, by: person, label: {nl: Soort}}",
        "{type: date, may_be_none: true, ask: {label: {nl: Tot wanneer}}}",
        "{type: kbo, source: application.applicant}",
        "{type: choice, source: births.register, options: {wachtregister: {nl: W}}}",
        "{type: money, minimum: 0.5, maximum: 10, by: person}",
        "{type: text, source: births.street, ask: {label: {nl: Straat}}}",
    ],
)
def test_a_right_fact_is_accepted(tmp_path: Path, fact: str) -> None:
    folder = folder_with(tmp_path, ("facts:\n", f"facts:\n  more: {fact}\n"))

    assert structure_problems(folder) == []
