"""A file with one case is read as an example is, and every refusal names its place."""

from datetime import date
from pathlib import Path

import pytest
from tests.packages.printed_package import compiled
from tests.packages.sample_package import told

from klik.packages.case_files import read_case
from klik.packages.problems import PackageRefused
from klik.rules.situation import Situation

DAY = date(2026, 3, 2)
CASE = """\
municipality: {nis: "37021"}
parameters: {deadline_months: 3}
application: {received_on: 2026-02-20}
facts:
  child.birth_date: 2026-02-10
  child.rank: 1
"""


def _read(path: Path, facts: str, parameters: str | None = None) -> Situation:
    package = compiled(path)
    (path / "F.yaml").write_text(facts, encoding="utf-8")
    other = None
    if parameters is not None:
        other = path / "P.yaml"
        other.write_text(parameters, encoding="utf-8")
    return read_case(package, path / "F.yaml", parameters=other, decided_on=DAY)


def test_a_case_is_read_whole(tmp_path: Path) -> None:
    situation = _read(tmp_path, CASE)

    assert situation.municipality_nis == "37021"
    assert situation.facts["child.birth_date"] == date(2026, 2, 10)
    assert situation.parameters["parameters.deadline_months"] == 3
    assert situation.application is not None
    assert situation.decided_on == DAY


def test_the_day_of_the_file_goes_before_the_default(tmp_path: Path) -> None:
    assert _read(tmp_path, f"decided_on: 2026-05-01\n{CASE}").decided_on == date(2026, 5, 1)


def test_a_file_may_hold_the_facts_alone(tmp_path: Path) -> None:
    situation = _read(tmp_path, "child.birth_date: 2026-02-10\nchild.rank: 2\n")

    assert (situation.facts["child.rank"], situation.municipality_nis) == (2, "")


@pytest.mark.parametrize("text", ["deadline_months: 6\n", "parameters: {deadline_months: 6}\n"])
def test_a_file_of_parameters_goes_before_those_of_the_case(tmp_path: Path, text: str) -> None:
    assert _read(tmp_path, CASE, text).parameters["parameters.deadline_months"] == 6


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (CASE.replace("child.rank: 1", "child.rnk: 1"), "F.yaml:6:14: this fact is not declared"),
        (CASE.replace("child.rank: 1", "child.rank: x"), "F.yaml:6:15: 'x' is not a whole number"),
        ("child.birth_date: 2026-02-10\nchild.rank: x\n", "F.yaml:2:13: 'x' is not a whole number"),
        (CASE.replace("facts:", "fact:"), 'F.yaml:4:1: "fact" is not a key here'),
        (CASE.replace('"37021"', "37021"), "F.yaml:1:21: nis: the number 37021 is not accepted"),
        (CASE.replace("deadline_months: 3", "deadline: 3"), "F.yaml:2:24: deadline is not a param"),
        (CASE.replace("2026-02-20", "gisteren"), "F.yaml:3:28: received_on: "),
        ("facts: [1, 2]\n", "F.yaml:1:8: facts: a list is not accepted"),
        ("- a\n", "F.yaml:1:1: "),
        ("facts: {a: 1, a: 2}\n", "F.yaml:1:15: "),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(tmp_path: Path, facts: str, said: str) -> None:
    with pytest.raises(PackageRefused) as refused:
        _read(tmp_path, facts)

    assert any(line.startswith(said) for line in told(list(refused.value.problems))), refused.value


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ("deadline_months: x\n", "P.yaml:1:18: deadline_months: 'x' is not a whole number"),
        ("parameters:\n  deadline: 3\n", "P.yaml:2:13: deadline is not a parameter"),
        ("parameters: 5\n", "P.yaml:1:13: expected parameters: {NAME: VALUE}"),
    ],
)
def test_a_wrong_parameter_is_told_in_its_own_file(
    tmp_path: Path, parameters: str, said: str
) -> None:
    with pytest.raises(PackageRefused) as refused:
        _read(tmp_path, CASE, parameters)

    assert str(refused.value).startswith(said)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackageRefused, match=r"F\.yaml:1:1: there is no such file"):
        read_case(compiled(tmp_path), tmp_path / "F.yaml", decided_on=DAY)
