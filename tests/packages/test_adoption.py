"""An adoption is read with every refusal at its place, and its own examples run under it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.packages.printed_package import Change, adopted, adoption_refused, compiled
from tests.packages.sample_package import told

from klik.packages.adoption import MAXIMUM_BYTES, adoption_examples, read_adoption
from klik.packages.problems import PackageRefused
from klik.rules.types import NONE

PARAMETERS = "parameters: {}"
EXAMPLE = """
examples:
  - name: Een kind
    decided_on: 2026-03-02
    facts: {child.birth_date: BORN, child.rank: 1, child.municipality: "37021", REST
    expect: EXPECTED
"""
REST = (
    "child.register: bevolkingsregister, child.care_supplement: false, "
    "parents: [{resident_since: 2020-05-01}]}"
)


def _with_example(expected: str, *, born: str = "2026-02-10", parameters: str = "{}") -> Change:
    text = EXAMPLE.replace("EXPECTED", expected).replace("BORN", born).replace("REST", REST)
    return (PARAMETERS, f"parameters: {parameters}{text}")


def test_an_adoption_gives_what_it_says(tmp_path: Path) -> None:
    adoption = adopted(
        tmp_path,
        (PARAMETERS, "parameters: {deadline_months: 12}"),
        ('municipality: {nis: "37021"}', 'municipality: {nis: "37021"}\nterritory: {nis: "37018"}'),
        ("until: none}", "until: 2026-12-31}"),
    )

    assert adoption.municipality_nis == "37021"
    assert adoption.territory == {"nis": "37018"}
    assert adoption.period == (date(2026, 1, 1), date(2026, 12, 31))
    assert adoption.columns[:3] == ("run_id", "event", "municipality_nis")
    assert adoption.parameters["parameters.deadline_months"] == 12
    assert adoption.parameters["parameters.given_as"] == "money"


def test_a_period_until_none_has_no_end(tmp_path: Path) -> None:
    adoption = adopted(tmp_path)

    assert adoption.period == (date(2026, 1, 1), None)
    assert adoption.territory == {}
    assert adoption.parameters["parameters.deadline_months"] is NONE


def test_every_ground_has_its_article_and_others_have_none(tmp_path: Path) -> None:
    adoption = adopted(tmp_path)

    assert adoption.article("residence") == "artikel 3"
    assert adoption.article("weather") == ""


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (("format: klik-adoption/1", "format: klik-adoption/2"), "1:9", "klik-adoption/1"),
        (("release: 1.0.0", "release: 1.0.1"), "4:10", "adopts 1.0.1, and the package has the ver"),
        (("package: geboortepremie", "package: andere"), "3:10", "adopts andere, and the package"),
        (("residence: artikel 3, ", ""), "8:11", "the ground residence has no article; add"),
        (("residence: artikel 3", "residents: artikel 3"), "8:12", "residents is no ground"),
        (('{nis: "37021"}', "{nis: 37021}"), "5:21", "five digits"),
        (("from: 2026-01-01, until: none", "from: 2026-01-32, until: none"), "6:16", "2026-01-32"),
        (("2026-01-01, until: none", "2026-02-01, until: 2026-01-31"), "6:35", "before"),
        (("  until: none\n", "  until: 2024-01-01\n"), "29:10", "the last day lies before"),
        (("kind: gemeente", "kind: provincie"), "10:9", "ocmw"),
        (("columns: [run_id, event,", "columns: [run_id, evnt,"), "27:21", "evnt is not a column"),
        (("columns: [run_id, event,", "columns: [run_id,"), "27:12", "event is missing; with"),
        (("columns: [run_id, event,", "columns: [event, event,"), "27:12", "twice"),
        (("record: births", "record: deaths"), "26:11", "births"),
        ((PARAMETERS, "parameters: {deadline: 3}"), "21:24", "deadline is not a parameter"),
        ((PARAMETERS, "parameters: {deadline_months: x}"), "21:31", "'x' is not a whole number"),
        ((PARAMETERS, "parameters: {parent_residence_months: -1}"), "21:39", "below the minimum"),
        ((PARAMETERS, "parameters: {given_as: cheque}"), "21:24", "'cheque' is not one of credit"),
        ((PARAMETERS, "parametrs: {}"), "21:1", 'did you mean "parameters"?'),
        (("signatories: [", "signatories: [] #"), "16:16", "at least 1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(
    tmp_path: Path, change: Change, place: str, words: str
) -> None:
    said = adoption_refused(tmp_path, change)

    assert any(line.startswith(f"adoption.yaml:{place}: ") and words in line for line in said), said


def test_every_problem_is_told_together(tmp_path: Path) -> None:
    said = adoption_refused(
        tmp_path, ("release: 1.0.0", "release: 2.0.0"), ("term: artikel 4, ", ""),
        (PARAMETERS, "parameters: {given_as: x, trigger: y}"),
    )  # fmt: skip

    assert [line.split(":")[1] for line in said] == ["4", "8", "21", "21"]


def test_a_parameter_that_nobody_gives_is_told(tmp_path: Path) -> None:
    package = compiled(tmp_path, ("{type: decimal, default: 1,", "{type: decimal,"))

    with pytest.raises(PackageRefused) as refused:
        adopted(tmp_path, package=package)

    assert told(list(refused.value.problems)) == [
        "adoption.yaml:21:13: parameters.care_supplement_factor has no default; the adopter gives "
        "it a value"
    ]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackageRefused, match=r"none\.yaml:1:1: there is no such file"):
        read_adoption(tmp_path / "none.yaml", compiled(tmp_path))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * (MAXIMUM_BYTES + 1))

    with pytest.raises(PackageRefused, match="at most 1,000,000 bytes"):
        read_adoption(large, compiled(tmp_path))


@pytest.mark.parametrize("text", ["- a\n", "5\n", "", "a: &a [*a]\n", "\x00"])
def test_what_is_no_adoption_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "adoption.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(PackageRefused) as refused:
        read_adoption(file, compiled(tmp_path))

    assert str(refused.value).startswith("adoption.yaml:1:")


def test_its_examples_run_with_its_parameters(tmp_path: Path) -> None:
    table = "{amount_by_rank: [{rank_from: 1, amount: 80}]}"

    ran, problems = adoption_examples(
        adopted(tmp_path, _with_example("{outcome: granted, amount: 80}", parameters=table))
    )

    assert problems == []
    assert ran[0].decision.amount == Decimal("80.00")


@pytest.mark.parametrize(
    ("born", "outcome"), [("2025-12-31", "not_selected"), ("2026-01-01", "granted")]
)
def test_its_examples_run_within_its_period(tmp_path: Path, born: str, outcome: str) -> None:
    _, problems = adoption_examples(
        adopted(tmp_path, _with_example(f"{{outcome: {outcome}}}", born=born))
    )

    assert problems == []


def test_its_examples_run_on_its_territory(tmp_path: Path) -> None:
    part = ('nis: "37021"}\n', 'nis: "37021"}\nterritory: {streets: [Kerkstraat]}\n')

    _, problems = adoption_examples(
        adopted(tmp_path, _with_example("{outcome: undecided, unknown: [lives-here]}"), part)
    )

    assert problems == []


def test_a_false_claim_of_an_adoption_is_told_at_its_place(tmp_path: Path) -> None:
    _, problems = adoption_examples(adopted(tmp_path, _with_example("{amount: 5}")))

    assert told(problems) == [
        'adoption.yaml:26:22: "Een kind": amount expected 5, and it is 100.00'
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("child.rank: 1", "child.rnk: 1"), "this fact is not declared"),
        (("parents: [{resident_since: 2020-05-01}]", "parents: 5"), "a list of rows"),
        (("    decided_on: 2026-03-02\n", ""), "give the day of the decision: decided_on"),
        (("child.rank: 1", "child.rank: 0"), "0 lies below the minimum of 1"),
    ],
)
def test_a_case_of_an_adoption_that_does_not_fit_is_told(
    tmp_path: Path, change: Change, words: str
) -> None:
    old, new = _with_example("{outcome: granted}")
    assert change[0] in new

    _, (problem,) = adoption_examples(adopted(tmp_path, (old, new.replace(*change))))

    assert words in problem.message
    assert 23 <= problem.line <= 26


@pytest.mark.parametrize("days", ["0", "3651", "1.5", '"90"'])
def test_how_long_data_are_kept_is_a_number_of_days(tmp_path: Path, days: str) -> None:
    (told,) = adoption_refused(
        tmp_path, ("  record: births\n", f"  keep_days: {days}\n  record: births\n")
    )

    assert "keep_days" in told or "how many days" in told


def test_data_may_be_kept_shorter(tmp_path: Path) -> None:
    found = adopted(tmp_path, ("  record: births\n", "  keep_days: 90\n  record: births\n"))

    assert found.content["agreement"]["keep_days"] == 90
