"""Problems print their place and sort by it."""

from klik.packages.problems import PackageRefused, Problem

LATER = Problem("package.yaml", 12, 5, "later")
EARLIER = Problem("package.yaml", 2, 7, "earlier")


def test_a_problem_prints_file_line_and_column() -> None:
    assert str(LATER) == "package.yaml:12:5: later"


def test_the_package_comes_before_its_examples_and_those_before_its_letters() -> None:
    names = ("README.md", "letters/granted.nl.md", "examples.yaml", "package.yaml")

    refused = PackageRefused([Problem(name, 1, 1, "wrong") for name in names])

    assert [problem.file for problem in refused.problems] == [
        *("package.yaml", "examples.yaml", "README.md", "letters/granted.nl.md")
    ]


def test_a_refusal_holds_its_problems_in_order() -> None:
    refused = PackageRefused([LATER, EARLIER])

    assert refused.problems == (EARLIER, LATER)
    assert str(refused) == "package.yaml:2:7: earlier\npackage.yaml:12:5: later"
