"""Problems print their place and sort by it."""

from klik.packages.problems import PackageRefused, Problem

LATER = Problem("package.yaml", 12, 5, "later")
EARLIER = Problem("package.yaml", 2, 7, "earlier")


def test_a_problem_prints_file_line_and_column() -> None:
    assert str(LATER) == "package.yaml:12:5: later"


def test_a_refusal_holds_its_problems_in_order() -> None:
    refused = PackageRefused([LATER, EARLIER])

    assert refused.problems == (EARLIER, LATER)
    assert str(refused) == "package.yaml:2:7: earlier\npackage.yaml:12:5: later"
