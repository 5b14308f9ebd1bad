"""The worked cases name what the package declares."""

from pathlib import Path

import pytest
from tests.packages.sample_package import folder_with_examples, told

from klik.packages.format import structure_problems


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("name: We weten het niet", "name: Eerste kind", "case 1 has the same name"),
        (" decided_on: 2026-03-01,", "", "the case lacks `decided_on`, and `defaults` does not"),
        ('municipality: {nis: "37021"}, ', "", "the case lacks `municipality`"),
        ("{deadline: none, ", "{deadlines: 3, ", '"deadlines" is not a parameter (did you mean "'),
        ("child.rank: 1", "child.rang: 1", '"child.rang" is not a fact or collection (did you me'),
        ("{resident_since: 2020", "{since: 2020", '"since" is not a field'),
        ("parents: null", "parents: none", "a collection is a list of rows"),
        ("child.rank: 1", "child.rank: [{a: 1}]", '"child.rank" is one fact and no collection'),
        ("unknown: [premium]", "unknown: [premie]", '"premie" is not a condition or benefit'),
        ("unmet: [once]", "unmet: [twice]", '"twice" is not a condition or benefit'),
        ("missing: [child.rank", "missing: [child.rang", '"child.rang" is not a fact'),
        ("awards: {premium", "awards: {premie", '"premie" is not a benefit'),
        ("keys: {child.insz", "keys: {child.isnz", '"child.isnz" is not a fact'),
    ],
)
def test_a_case_that_names_what_is_not_declared_is_told(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    said = told(structure_problems(folder_with_examples(tmp_path, (old, new))))

    assert any(line.startswith("examples.yaml:") and words in line for line in said), said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "missing: [child.rank,",
            "missing: [application.received_on, child.municipality.in_territory,",
        ),
        ("missing: [child.rank, parents.resident_since]", "missing: [parents]"),
        ("child.rank: 1,", "child.rank: none,"),
        (
            "    facts: {child.birth_date: 2026-02-10, child.rank: 1",
            "    territory: {streets: [Kerkstraat]}\n    adopted: {from: 2026-01-01, until: none}\n"
            "    period: 2026-05-01\n    issued_on: 2026-03-02\n"
            "    facts: {child.birth_date: 2026-02-10, child.rank: 1",
        ),
    ],
)
def test_a_right_case_is_accepted(tmp_path: Path, old: str, new: str) -> None:
    assert structure_problems(folder_with_examples(tmp_path, (old, new))) == []


def test_defaults_are_looked_at_as_well(tmp_path: Path) -> None:
    folder = folder_with_examples(tmp_path, ("payee.iban: BE", "payee.ibam: BE"))

    (problem,) = structure_problems(folder)

    assert str(problem).startswith('examples.yaml:1:74: "payee.ibam" is not a fact')


@pytest.mark.parametrize("day", ["10/03/2026", "2026-02-30", "morgen"])
def test_a_wrong_day_is_told_once(tmp_path: Path, day: str) -> None:
    folder = folder_with_examples(tmp_path, ("decided_on: 2026-03-01", f"decided_on: {day}"))

    (said,) = told(structure_problems(folder))

    assert said.startswith("examples.yaml:1:54: decided_on: ")
    assert said.endswith("expected a day as 2026-03-01")
