"""Names: declared once, not reserved, and declared where they are used."""

from pathlib import Path

import pytest
from tests.packages.sample_package import folder_with, told

from klik.packages.format import ground_words, structure_problems

PAYEE = "  payee.iban: {type: iban"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("  parents: {source", "  debts.open: {source", "fact_name"),
        ("resident_before: {", "child.rank: {", '"child.rank" is also declared in facts'),
        ("  debts.open: {", "  application.debts: {", '"application" is a word of the rule langu'),
        ("  applicant: {", "  any: {", '"any" is a word of the rule language'),
        ("  parents: {source", "  lookup: {source", '"lookup" is a word of the rule language'),
        ("  parents: {source", "  child: {source", '"child" is a collection, so "child.insz" wou'),
        ("  debts.open: {", "  x.in_territory: {", ".in_territory by itself"),
        ("- id: in-time", "- id: lives-here", 'the id "lives-here" already stands on line'),
        ("- id: welcome", "- id: in-time", 'the id "in-time" already stands on line'),
        ("- id: in-time", "- id: once", '"once" has a meaning of its own'),
        ("page: rekening", "page: kind", 'the page "kind" stands twice'),
        ("asks: [payee.iban]", "asks: [payee.ibam]", '(did you mean "payee.iban"?)'),
        ("asks: [payee.iban]", "asks: [child.register]", '"child.register" has no question'),
        ("asks: [payee.iban]", "asks: [child.rank]", '"child.rank" is already asked on page kind'),
        ("keys: [child.insz, child.deed]", "keys: [child.inzs]", '"child.inzs" is not a fact or '),
        ("account: payee.iban", "account: payee.insz", "is of type insz; here iban is expected"),
        ("to: [application.applicant", "to: [child.rank", "is of type integer; here insz or kbo"),
        ("fact: debts.open", "fact: debts.closed", '"debts.closed" is not a fact or value'),
        ("source: births.rank,", "source: births.rank, of: nobody,", '"nobody" is not a fact'),
    ],
)
def test_a_wrong_name_is_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    said = told(structure_problems(folder_with(tmp_path, (old, new))))

    if words == "fact_name":
        words = "a name of lowercase letters, digits and underscores"
    assert any(words in line for line in said), said


def test_a_reference_is_told_at_its_own_place(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, ("asks: [payee.iban]", "asks: [payee.ibam]"))

    (problem,) = structure_problems(folder)

    assert folder.package.source.splitlines()[problem.line - 1][problem.column - 1 :].startswith(
        "payee.ibam"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("to: [application.applicant, payee.insz]", "to: [applicant]"),
        (
            "subject: {family: geboorte, keys: [child.insz, child.deed], once: ever}",
            "subject: {family: geboorte, keys: [resident_before]}",
        ),
        ("source: births.rank,", "source: births.rank, of: child.insz,"),
    ],
)
def test_a_right_reference_is_accepted(tmp_path: Path, old: str, new: str) -> None:
    assert structure_problems(folder_with(tmp_path, (old, new))) == []


def test_ground_words_are_listed_once_in_order(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)

    assert ground_words(folder.package.content) == ("procedure", "residence", "term", "amount")


def test_a_value_named_as_a_field_gets_another_name_proposed(tmp_path: Path) -> None:
    value = 'values:\n  parents.total: {type: integer, is: "COUNT(parents)"}\n'

    (said,) = told(structure_problems(folder_with(tmp_path, ("values:\n", value))))

    assert said.endswith(
        '"parents" is a collection, so "parents.total" would be a field of it; give it another '
        "first word, such as parents_total"
    )


def test_who_gets_the_nearest_name_does_not_get_all_of_them(tmp_path: Path) -> None:
    near = told(structure_problems(folder_with(tmp_path / "near", ("payee.iban]", "payee.ibn]"))))
    far = told(structure_problems(folder_with(tmp_path / "far", ("payee.iban]", "rekening]"))))

    assert near[0].endswith('is not a fact or collection (did you mean "payee.iban"?)')
    assert "; declared: child.insz, child.deed, " in far[0]
