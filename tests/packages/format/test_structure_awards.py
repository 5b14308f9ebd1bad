"""Trigger, once, given_as and what a benefit gives."""

from pathlib import Path

import pytest
from tests.packages.sample_package import folder_with, told

from klik.packages.format import structure_problems

AMOUNT = "    amount: lookup(parameters.amounts, child.rank)\n"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("trigger: parameters.start\n", "", "nothing says how this starts"),
        ("trigger: parameters.start", "trigger: parameters.begin", '"begin" is not a parameter'),
        ("trigger: parameters.start", "trigger: parameters.months", "must be a choice between a"),
        ("trigger: parameters.start", "trigger: parameters.form", '"money" cannot be chosen for'),
        ("given_as: parameters.form", "given_as: parameters.start", '"automatic" cannot be chosen'),
        (
            "type: choice, options: {money",
            "type: choice, may_be_none: true, options: {money",
            "and never none",
        ),
        ("once: ever", "once: parameters.form", '"money" cannot be chosen for once'),
        ("once: ever", "once: period", "once: period needs `period:"),
        ("once: ever", "once: {years: 0}", "years: at least 1"),
        (AMOUNT, "", 'the benefit "premium" gives nothing'),
        ("    quantity: 1\n", "", "goods have `quantity` and `item`; add `quantity: 1`"),
        ("    item: {nl: Welkomstpakket}\n", "", "add `item: {nl: Welkomstpakket}`"),
        ("    quantity: 1\n", "    quantity: 1\n    amount: 5\n", "goods have no amount"),
        ("given_as: goods", "given_as: recognition", "a recognition has no quantity"),
        ("given_as: goods", "given_as: money", 'the benefit "welcome" gives nothing'),
        ("given_as: goods", "given_as: voucher\n    amount: 5", "`quantity` belongs to goods"),
    ],
)
def test_a_wrong_award_is_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    said = told(structure_problems(folder_with(tmp_path, (old, new))))

    assert any(words in line for line in said), said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("once: ever", "once: {years: 5}"),
        ("once: ever", "once: {years: parameters.months}"),
        (", once: ever", ""),
        ("trigger: parameters.start\n", "trigger: automatic\n"),
        (AMOUNT, "    amount: 100\n"),
        (AMOUNT, "    amount: 100.50\n"),
        (
            "    quantity: 1\n    item: {nl: Welkomstpakket}\n",
            "    quantity: child.rank\n    item: {nl: X}\n",
        ),
        (
            "given_as: goods\n    quantity: 1\n    item: {nl: Welkomstpakket}",
            "given_as: recognition",
        ),
        ("reference_day:", "period: {every: year, of: child.birth_date}\nreference_day:"),
        (
            "reference_day:",
            "period: {every: quarter, starts: 07-01, of: child.birth_date}\nreference_day:",
        ),
        ("    trigger: request\n", "    trigger: request\n    once: {years: 1}\n"),
        (
            "    trigger: request\n",
            "    trigger: request\n    conditions:\n"
            "      - {id: more, when: true, text: {nl: Meer.}, ground: more}\n",
        ),
    ],
)
def test_a_right_award_is_accepted(tmp_path: Path, old: str, new: str) -> None:
    assert structure_problems(folder_with(tmp_path, (old, new))) == []
