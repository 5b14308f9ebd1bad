"""What the platform cannot do yet is named with its place, and never passed over."""

from pathlib import Path

import pytest
from tests.packages.sample_package import folder_with, folder_with_examples, told

from klik.packages.folder import PackageFolder
from klik.packages.format import structure_problems, unsupported_problems

AMOUNT = "    amount: lookup(parameters.amounts, child.rank)\n"
PERIOD = "period: {every: year, of: child.birth_date}\nreference_day:"
ENVELOPE = """\
    envelope:
      points: child.rank
      total: 1000
      minimum_points: 2
      cap: 500
      capped_rest: stays
      point_value: {digits: 4, round: down}
      amount_round: half_up
      remainder: largest
      closes_on: {month: 2, day: 1}
"""
CHANGES = [
    (
        (
            AMOUNT,
            f"{AMOUNT}    recurs: {{until: none, renew: {{every: period, asks: [child.rank]}}}}\n",
        ),
        "recurs",
    ),
    (
        (
            AMOUNT,
            f"{AMOUNT}    budget: {{ceiling: 1000, order: application.complete_on, tie: reference, "
            "when_spent: person, last: full}\n",
        ),
        "budget",
    ),
    ((AMOUNT, f"{AMOUNT}    limit: {{per: child.insz, maximum: 10}}\n"), "limit"),
    ((AMOUNT, ENVELOPE), "envelope"),
    (
        (AMOUNT, f"{AMOUNT}    period: {{every: year, of: child.birth_date}}\n"),
        "a period within a benefit",
    ),
    (
        (
            "given_as: parameters.form",
            "given_as: {from: parameters.registers, split_step: 25, default_when_automatic: money, "
            "change_until: {days: 30, from: decision}}",
        ),
        "given_as: {from: ...}",
    ),
    (("source: births.rank,", "source: births.rank, as_of: child.birth_date,"), "as_of"),
    (
        ("source: births.beneficiaries,", "source: births.beneficiaries, as_of: child.birth_date,"),
        "as_of",
    ),
    (("{pieces: 4,", "{use: parts,"), "handout.use"),
    (("{pieces: 4,", "{shop_paid: face,"), "handout.shop_paid"),
    (
        ("{pieces: 4,", "{shop_claims: {from: today, months: 3, text: {nl: Bonnen}},"),
        "handout.shop_claims",
    ),
    (("child.deed], once", "[child.deed, child.birth_date]], once"), "a joint key, [[a, b]]"),
    (("    ground: residence\n", "    ground: residence\n    recheck: issue\n"), "recheck: issue"),
    (
        (
            "amount: lookup(parameters.amounts, child.rank)",
            "amount: 5 * lookup(series.health_index, child.birth_date)",
        ),
        "series.*",
    ),
]


@pytest.mark.parametrize(("change", "words"), CHANGES, ids=[words for _change, words in CHANGES])
def test_what_is_not_supported_is_named(
    tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    folder = folder_with(tmp_path, change)

    assert structure_problems(folder) == []
    assert [problem.message for problem in unsupported_problems(folder)] == [
        f"not yet supported: {words}; leave it out, or wait for a platform that knows it"
    ]


def test_once_a_period_is_named(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, ("once: ever", "once: period"), ("reference_day:", PERIOD))

    assert structure_problems(folder) == []
    assert "not yet supported: once: period" in told(unsupported_problems(folder))[0]


def test_an_example_of_an_envelope_is_named(tmp_path: Path) -> None:
    run = "    run: [{facts: {child.rank: 1}}]\n    expect: {point_value: 1.5, amounts: [10, 0]}"
    folder = folder_with_examples(
        tmp_path,
        (
            "    expect: {outcome: granted, amount: 100.00, awards: {premium: {amount: 100.00}}}",
            run,
        ),
    )

    assert structure_problems(folder) == []
    assert told(unsupported_problems(folder)) == [
        "examples.yaml:6:5: not yet supported: an example of an envelope (run); leave it out, or "
        "wait for a platform that knows it"
    ]


def test_the_place_is_that_of_the_word(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, CHANGES[-1][0])

    assert _word_at_problem(folder).startswith("series.health_index")


def _word_at_problem(folder: PackageFolder) -> str:
    (problem,) = unsupported_problems(folder)
    return folder.package.source.splitlines()[problem.line - 1][problem.column - 1 :]
