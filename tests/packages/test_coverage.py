"""Rule coverage names what no example goes through, and is silent when all of it is."""

from pathlib import Path

import pytest
from tests.packages.printed_package import COMPLETION, EXAMPLES, PACKAGE, Change, told_by_check
from tests.packages.sample_package import replaced

CASES = EXAMPLES + COMPLETION
UNKNOWN_REGISTER = "We weten niet in welk register het kind staat"
VALUE = PACKAGE[PACKAGE.index("values: ") : PACKAGE.index("  resident_before:")]
TABLE = "default: [{rank_from: 1, amount: 100}]"
FACTS = (
    'child.municipality: "37021", child.register: bevolkingsregister, '
    "child.birth_date: 2026-02-10, "
    "child.care_supplement: false, parents: [{resident_since: 2020-05-01}]"
)


def case(number: int, *, facts: str = "child.rank: 1", more: str = "", expect: str = "") -> str:
    """Return an example with facts of its own; by default it claims nothing but an outcome."""
    return (
        f"  - name: Meer {number}\n    decided_on: 2026-03-01\n{more}"
        f"    facts: {{{FACTS}, {facts}}}\n    expect: {{{expect or 'outcome: granted'}}}\n"
    )


def _without(name: str) -> str:
    """Return the examples without the one of this name."""
    before, _, after = CASES.partition(f"  - name: {name}\n")
    return before + "".join(after.partition("  - name:")[1:])


def _told(path: Path, *changes: Change, more: str = "") -> list[str]:
    said = told_by_check(path, *changes, examples=CASES + more)
    return [line.partition(": ")[2] for line in said]


@pytest.mark.parametrize(
    ("name", "gap"),
    [
        ("Het kind woont in een andere gemeente", "no example fails the condition lives-here"),
        (
            UNKNOWN_REGISTER,
            "no example leaves unknown the condition lives-here",
        ),
        (
            "De ouders kwamen hier pas na de geboorte wonen",
            "no example fails the condition parent-resident-long-enough",
        ),
        (
            "Op tijd aangevraagd, op de laatste dag",
            "no example meets the condition in-time",
        ),
        ("Te laat aangevraagd", "no example fails the condition in-time"),
        (
            "We weten niet sinds wanneer de ouders hier wonen",
            "no example leaves unknown the condition parent-resident-long-enough",
        ),
        (
            "Een kind met zorgtoeslag krijgt het dubbele",
            "no example takes the branch WHEN number 1 of this CASE",
        ),
    ],
)
def test_each_example_that_is_left_out_leaves_its_gap(tmp_path: Path, name: str, gap: str) -> None:
    said = told_by_check(tmp_path, examples=_without(name))

    assert [line.partition(": ")[2] for line in said] == [f"{gap}; add one"]


def test_a_gap_is_told_at_the_condition_and_at_the_branch(tmp_path: Path) -> None:
    assert [line.rsplit(":", 1)[0] for line in told_by_check(tmp_path, examples=EXAMPLES)] == [
        "package.yaml:48:5",
        "package.yaml:48:5",
        "package.yaml:52:5",
        "package.yaml:56:5",
        "package.yaml:65:72",
    ]


def test_a_condition_on_filled_columns_cannot_be_unknown(tmp_path: Path) -> None:
    change = ("AND child.register IN parameters.registers", "AND child.birth_date < today")

    said = told_by_check(tmp_path, change, examples=_without(UNKNOWN_REGISTER))

    assert said == []


def test_an_unknown_applies_must_be_proven_too(tmp_path: Path) -> None:
    change = ("applies: application.trigger = 'request'",
              "applies: application.trigger = 'request' AND child.rank < 9")  # fmt: skip

    assert _told(tmp_path, change) == ["no example leaves unknown the condition in-time; add one"]


NESTED = (
    "CASE WHEN child.rank = 1 THEN CASE WHEN child.care_supplement THEN 2 ELSE 1 END "
    "WHEN child.rank = 2 THEN 3 ELSE 4 END"
)
AMOUNT = "CASE WHEN child.care_supplement THEN parameters.care_supplement_factor ELSE 1 END"


def test_every_branch_of_a_nested_case_is_asked_for(tmp_path: Path) -> None:
    said = told_by_check(
        tmp_path, (AMOUNT, NESTED), examples=CASES.replace("amount: 200.00", "amount: 200")
    )

    assert [line.partition(":65:")[2] for line in said] == [
        "72: no example takes the branch ELSE of this CASE; add one",
        "147: no example takes the branch WHEN number 2 of this CASE; add one",
    ]


def test_a_nested_case_is_covered_branch_by_branch(tmp_path: Path) -> None:
    more = case(1, facts="child.rank: 2") + case(2, facts="child.rank: 3")

    assert _told(tmp_path, (AMOUNT, NESTED), more=more) == []


def test_a_branch_that_an_undecided_when_hides_is_not_taken(tmp_path: Path) -> None:
    more = case(1, facts="child.rank: null", expect="outcome: undecided")

    assert len(_told(tmp_path, (AMOUNT, NESTED), more=more)) == 2


@pytest.mark.parametrize("used_in", ["amount", "reference_day", "wait", "handout", "terms", "form"])
def test_a_case_within_a_value_is_followed_from_wherever_it_is_used(
    tmp_path: Path, used_in: str
) -> None:
    day = "CASE WHEN child.rank > 1 THEN child.birth_date ELSE add_days(child.birth_date, 0) END"
    value = (VALUE, f'{VALUE}  day: {{type: date, is: "{day}"}}\n')
    used = {
        "amount": (AMOUNT, "CASE WHEN child.care_supplement THEN 2 ELSE age_on(day, day) + 1 END"),
        "reference_day": ("reference_day: child.birth_date", "reference_day: day"),
        "wait": ("op tijd aan.}\n", "op tijd aan.}\n    if_unmet: {wait: {until: day}}\n"),
        "handout": ("ground: amount\n", "ground: amount\n    handout: {collect: {by: day}}\n"),
        "terms": ("from: decision", "from: day"),
        "form": ("asks: [payee.iban]}", "asks: [payee.iban], shown_when: day < today}"),
    }  # fmt: skip
    gap = "no example takes the branch WHEN number 1 of this CASE; add one"
    waits = (
        "    parameters: {deadline_months: 0, trigger: request}\n"
        "    application: {received_on: 2026-03-01}\n"
    )
    more = case(1, facts="child.rank: 2") + (
        case(2, facts="child.rank: 2", more=waits, expect="outcome: refused")
    )

    assert _told(tmp_path, value, used[used_in])[:1] == [gap]
    assert _told(tmp_path / "more", value, used[used_in], more=more) == []


def test_a_value_that_only_the_payment_reads_is_followed(tmp_path: Path) -> None:
    paid = "CASE WHEN child.rank > 1 THEN payee.insz ELSE payee.insz END"
    changes = (
        (VALUE, f'{VALUE}  paid.to: {{type: insz, is: "{paid}"}}\n'),
        ("to: [application.applicant, payee.insz]", "to: [paid.to]"),
    )

    assert len(_told(tmp_path, *changes)) == 1
    assert _told(tmp_path / "more", *changes, more=case(1, facts="child.rank: 2")) == []


def test_a_case_within_a_collection_is_taken_by_a_row(tmp_path: Path) -> None:
    change = (
        "any(parents, parents.resident_since <= resident_before)",
        "any(parents, parents.resident_since <= CASE WHEN child.rank > 1 THEN resident_before "
        "ELSE add_days(resident_before, 0) END)",
    )

    assert len(_told(tmp_path, change)) == 1
    assert _told(tmp_path / "more", change, more=case(1, facts="child.rank: 2")) == []


def test_a_condition_that_does_not_apply_takes_no_branch(tmp_path: Path) -> None:
    change = (
        "when: parameters.deadline_months IS NONE OR application.received_on <= add_months("
        "child.birth_date, parameters.deadline_months)",
        'when: "CASE WHEN child.rank > 1 THEN TRUE ELSE parameters.deadline_months IS NONE OR '
        'application.received_on <= add_months(child.birth_date, 3) END"',
    )
    gap = "no example takes the branch WHEN number 1 of this CASE; add one"
    unknown = "no example leaves unknown the condition in-time; add one"

    # Rank 2 in an automatic run: the condition was never looked at.
    assert _told(tmp_path, change, more=case(1, facts="child.rank: 2")) == [unknown, gap]


def test_a_package_without_conditions_has_its_branches_proven(tmp_path: Path) -> None:
    conditions = PACKAGE[PACKAGE.index("conditions:  ") : PACKAGE.index("benefits:  ")]
    examples = (
        "cases:\n"
        + case(1, more='    municipality: {nis: "37021"}\n')
        + case(2, more='    municipality: {nis: "37021"}\n').replace(
            "child.care_supplement: false", "child.care_supplement: true"
        )
    )

    assert told_by_check(tmp_path, (conditions, ""), examples=examples) == []
    one = examples[: examples.index("  - name: Meer 2")]
    assert len(told_by_check(tmp_path / "one", (conditions, ""), examples=one)) == 1


def _rows(count: int) -> Change:
    rows = ", ".join(f"{{rank_from: {rank}, amount: {99 + rank}}}" for rank in range(1, count + 1))
    return (TABLE, f"default: [{rows}]")


@pytest.mark.parametrize(
    ("rows", "proven", "gaps"),
    [
        (2, [], ["2"]),
        (3, [], ["2", "3"]),
        (3, [2], ["3"]),
        (3, [2, 3], []),
        (5, [], ["5", "2"]),
        (5, [5], ["2"]),
        (5, [4], ["5"]),
        (5, [3, 9], []),
    ],
)
def test_of_a_table_the_first_the_last_and_another_row_are_proven(
    tmp_path: Path, rows: int, proven: list[int], gaps: list[str]
) -> None:
    more = "".join(case(rank, facts=f"child.rank: {rank}") for rank in proven)

    said = _told(tmp_path, _rows(rows), more=more)

    assert sorted(said) == sorted(
        f"no example finds the row {gap} of the table amount_by_rank; add one" for gap in gaps
    )


def test_a_row_of_a_table_that_an_example_brings_itself_proves_no_default(tmp_path: Path) -> None:
    own = "    parameters: {amount_by_rank: [{rank_from: 2, amount: 5}]}\n"

    said = _told(tmp_path, _rows(2), more=case(1, facts="child.rank: 2", more=own))

    assert said == ["no example finds the row 2 of the table amount_by_rank; add one"]


def test_a_table_without_default_is_proven_by_the_longest_that_is_given(tmp_path: Path) -> None:
    given = "amount_by_rank: [{rank_from: 1, amount: 100}, {rank_from: 2, amount: 101}]"
    examples = replaced(CASES, ("defaults: {", f"defaults: {{parameters: {{{given}}}, "))

    change = (f"    {TABLE}\n", "")

    said = told_by_check(tmp_path, change, examples=examples)
    assert [line.partition(": ")[2] for line in said] == [
        "no example finds the row 2 of the table amount_by_rank; add one"
    ]
    more = case(1, facts="child.rank: 2")
    assert told_by_check(tmp_path / "more", change, examples=examples + more) == []
