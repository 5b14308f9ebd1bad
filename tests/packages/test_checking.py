"""The package printed in the description of the format holds, once its examples are completed."""

from pathlib import Path

import pytest
from tests.packages.printed_package import EXAMPLES, compiled, told_by_check, write_printed
from tests.packages.sample_package import replaced, told

from klik.packages.checking import check_folder
from klik.packages.loading import load_package
from klik.packages.problems import PackageRefused


def test_the_printed_package_holds_with_completed_examples(tmp_path: Path) -> None:
    checked = check_folder(write_printed(tmp_path))

    assert told(list(checked.problems)) == []
    assert len(checked.ran) == 8


def test_the_printed_package_alone_lacks_examples_only(tmp_path: Path) -> None:
    assert told_by_check(tmp_path, examples=EXAMPLES) == [
        "package.yaml:48:5: no example fails the condition lives-here; add one",
        "package.yaml:48:5: no example leaves unknown the condition lives-here; add one",
        "package.yaml:52:5: no example fails the condition parent-resident-long-enough; add one",
        "package.yaml:56:5: no example meets the condition in-time; add one",
        "package.yaml:65:72: no example takes the branch WHEN number 1 of this CASE; add one",
    ]


def test_a_wrong_shape_is_told_before_the_expressions(tmp_path: Path) -> None:
    said = told_by_check(tmp_path, ("reference_day:", "reference_dag:"))

    assert len(said) == 2
    assert all("reference_day" in line for line in said)


def test_a_wrong_expression_keeps_the_examples_from_running(tmp_path: Path) -> None:
    checked = check_folder(write_printed(tmp_path, ("child.rank) *", "child.rnk) *")))

    assert (checked.package, checked.ran) == (None, ())
    assert [problem.line for problem in checked.problems] == [65]


def test_a_failing_example_keeps_the_coverage_from_being_told(tmp_path: Path) -> None:
    said = told_by_check(tmp_path, examples=replaced(EXAMPLES, ("100.00", "90.00")))

    assert len(said) == 1
    assert "amount expected 90.00, and it is 100" in said[0]


def test_an_undeclared_placeholder_is_told_at_its_place(tmp_path: Path) -> None:
    said = told_by_check(tmp_path, ("{{ parameters.parent_residence_months }}", "{{ parants }}"))

    assert said[0].startswith('package.yaml:54:48: "parants" is not declared')


def test_load_package_tells_each_problem_once(tmp_path: Path) -> None:
    change = ("terms:\n", "period: {every: year, of: child.birth_dat}\nterms:\n")

    with pytest.raises(PackageRefused) as raised:
        compiled(tmp_path, change)

    assert len(raised.value.problems) == 1


def test_load_package_does_not_run_the_examples(tmp_path: Path) -> None:
    wrong = replaced(EXAMPLES, ("100.00", "90.00"))

    assert load_package(write_printed(tmp_path, examples=wrong)).content["id"] == "geboortepremie"
