"""Every claim of an example is computed and compared; a false one is told at its place."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.packages.printed_package import Change, compiled, told_by_check, write_printed
from tests.packages.sample_package import told

from klik.packages.examples import run_examples, with_defaults
from klik.packages.loading import load_package

CASE = """\
defaults:
  municipality: {nis: "37021"}
  facts: {child.municipality: "37021", child.register: bevolkingsregister, child.rank: 1}
cases:
  - name: Een kind
    decided_on: 2026-03-01
    facts: {child.birth_date: 2026-02-10, child.care_supplement: false, PARENTS}
    expect: EXPECTED
""".replace("PARENTS", "parents: [{resident_since: 2020-05-01}]")
HANDOUT = (
    "    ground: amount\n",
    "    ground: amount\n    handout: {pieces: 2, valid: {from: issued_on, months: 6}, collect: "
    "{by: 2026-12-31}}\n",
)
GOODS = (
    "form:\n",
    "  - {id: pakket, given_as: goods, quantity: 2, item: {nl: Pakket}, ground: amount}\nform:\n",
)


def _told(path: Path, examples: str, *changes: Change) -> list[str]:
    package = load_package(write_printed(path, *changes, examples=examples))
    return told(run_examples(package)[1])


@pytest.mark.parametrize(
    "expected",
    [
        "{outcome: granted}",
        "{amount: 100}",
        "{amount: 100.00}",
        "{unmet: [], unknown: [], missing: []}",
        "{awards: {premium: {outcome: granted, amount: 100}}}",
        "{awards: {premium: {valid_until: 2026-09-01, collect_by: 2026-12-31}}}",
        "{awards: {pakket: {outcome: granted, quantity: 2}}}",
    ],
)
def test_a_true_claim_is_silent(tmp_path: Path, expected: str) -> None:
    assert _told(tmp_path, CASE.replace("EXPECTED", expected), HANDOUT, GOODS) == []


@pytest.mark.parametrize(
    ("expected", "column", "words"),
    [
        ("{outcome: refused}", 23, 'Een kind": outcome expected refused, and it is granted'),
        ("{outcome: undecided}", 23, "outcome expected undecided, and it is granted"),
        ("{amount: 100.01}", 22, "amount expected 100.01, and it is 100.00"),
        ("{amount: 0}", 22, "amount expected 0, and it is 100.00"),
        ("{unmet: [in-time]}", 21, "unmet expected [in-time], and it is []"),
        ("{unknown: [lives-here]}", 23, "unknown expected [lives-here], and it is []"),
        ("{missing: [child.insz]}", 23, "missing expected [child.insz], and it is []"),
        ("{awards: {premium: {outcome: invited}}}", 42, "premium.outcome: expected invited, and"),
        ("{awards: {premium: {amount: 5}}}", 41, "premium.amount: expected 5, and it is 100.00"),
        (
            "{awards: {premium: {quantity: 1}}}",
            43,
            "premium.quantity: expected 1, and it is nothin",
        ),
        ("{awards: {pakket: {quantity: 1}}}", 42, "pakket.quantity: expected 1, and it is 2"),
        ("{awards: {premium: {valid_until: 2026-08-31}}}", 46, "and it is 2026-09-01"),
        ("{awards: {premium: {collect_by: 2026-12-30}}}", 45, "and it is 2026-12-31"),
        ("{point_value: 1.5}", 27, "not yet supported: point_value of an envelope"),
        ("{amounts: [5]}", 23, "not yet supported: amounts of an envelope"),
    ],
)
def test_a_false_claim_is_told_at_its_place(
    tmp_path: Path, expected: str, column: int, words: str
) -> None:
    (said,) = _told(tmp_path, CASE.replace("EXPECTED", expected), HANDOUT, GOODS)

    assert said.startswith(f"examples.yaml:8:{column}: "), said
    assert words in said


def test_why_an_outcome_differs_is_told_beside_it(tmp_path: Path) -> None:
    examples = CASE.replace("EXPECTED", "{outcome: granted}").replace("2020-05-01", "2026-05-01")

    (said,) = _told(tmp_path, examples)

    assert said.endswith("it is not_selected (unmet: parent-resident-long-enough)")


def test_what_is_unknown_and_missing_is_told_beside_it(tmp_path: Path) -> None:
    examples = CASE.replace("EXPECTED", "{amount: 100}").replace(", child.rank: 1", "")

    (said,) = _told(tmp_path, examples)

    assert said.endswith("it is undecided (unknown: premium; missing: child.rank)")


@pytest.mark.parametrize("expected", ["{amount: 0}", "{outcome: not_selected, amount: 0}"])
def test_an_amount_where_none_is_granted_is_left_out(tmp_path: Path, expected: str) -> None:
    examples = CASE.replace("EXPECTED", expected).replace("2020-05-01", "2026-05-01")

    (said,) = _told(tmp_path, examples)

    assert said.endswith(
        "amount expected 0, and it is not_selected (unmet: parent-resident-long-enough), so there "
        "is no amount; leave amount out"
    )


def test_lists_are_sets(tmp_path: Path) -> None:
    examples = (
        CASE.replace("EXPECTED", "{unknown: [premium, lives-here], missing: [CHILD]}")
        .replace("CHILD", "child.rank, child.register")
        .replace("child.register: bevolkingsregister", "child.register: null")
        .replace(", child.rank: 1", "")
    )  # fmt: skip

    assert _told(tmp_path, examples) == []


def test_an_award_of_a_decision_without_awards_is_told(tmp_path: Path) -> None:
    examples = CASE.replace("EXPECTED", "{awards: {premium: {outcome: granted}}}").replace(
        "decided_on:", "adopted: {from: 2027-01-01}\n    decided_on:"
    )

    (said,) = _told(tmp_path, examples)

    assert said.endswith("no benefit was looked at: the decision is not_selected")


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (("child.care_supplement: false", "child.care_supplement: ja"), "7:66", "is not true or f"),
        (("child.rank: 1}", "child.rank: 0}"), "3:88", "0 lies below the minimum of 1"),
        (("child.register: bevolkingsregister", "child.register: x"), "3:56", "'x' is not one of"),
        (("{resident_since: 2020-05-01}", "{resident_since: mei}"), "7:100", "'mei' is not a day"),
        (
            ("decided_on:", "parameters: {deadline_months: x}\n    decided_on:"),
            "6:35",
            "whole numb",
        ),
        (
            ("    decided_on:", "    period: 2026-01-01\n    decided_on:"),
            "6:13",
            "not yet supported",
        ),
    ],
)
def test_a_case_that_does_not_fit_is_told_where_it_says_so(
    tmp_path: Path, change: Change, place: str, words: str
) -> None:
    examples = CASE.replace("EXPECTED", "{outcome: granted}")
    assert change[0] in examples

    (said,) = _told(tmp_path, examples.replace(*change))

    assert said.startswith(f"examples.yaml:{place}: "), said
    assert words in said


def test_one_wrong_case_does_not_keep_the_others_from_running(tmp_path: Path) -> None:
    (whole,) = [CASE.replace("EXPECTED", "{outcome: granted}")]
    second = whole[whole.index("  - name") :].replace("Een kind", "Twee").replace("false", "5")

    package = load_package(write_printed(tmp_path, examples=whole + second))
    ran, problems = run_examples(package)

    assert [one.name for one in ran] == ["Een kind"]
    assert [problem.line for problem in problems] == [11]


def test_a_package_without_examples_proves_nothing(tmp_path: Path) -> None:
    folder = write_printed(tmp_path)
    (folder / "examples.yaml").unlink()

    ran, problems = run_examples(load_package(folder))

    assert ran == ()
    assert told(problems) == [
        "package.yaml:1:1: examples.yaml is missing; a package proves itself with worked cases"
    ]


def test_defaults_hold_any_key_and_facts_merge_one_by_one() -> None:
    defaults = {
        "decided_on": "2026-03-01",
        "territory": {"nis": "37018"},
        "facts": {"a": 1, "b": 2},
        "application": {"trigger": "request", "received_on": "2026-01-01"},
    }
    case = {"name": "x", "facts": {"b": 3}, "application": {"trigger": "invitation"}}

    assert with_defaults(case, defaults) == {
        "name": "x",
        "decided_on": "2026-03-01",
        "territory": {"nis": "37018"},
        "facts": {"a": 1, "b": 3},
        "application": {"trigger": "invitation"},
    }


def test_the_amount_of_a_decision_adds_up_its_awards(tmp_path: Path) -> None:
    package = compiled(
        tmp_path, ("form:\n", "  - {id: extra, given_as: voucher, amount: 25}\nform:\n")
    )

    ran, _ = run_examples(package)

    assert ran[0].decision.amount == Decimal("125.00")


def test_a_check_tells_a_false_claim_too(tmp_path: Path) -> None:
    said = told_by_check(tmp_path, examples=CASE.replace("EXPECTED", "{amount: 90}"))

    assert said == ['examples.yaml:8:22: "Een kind": amount expected 90, and it is 100.00']
