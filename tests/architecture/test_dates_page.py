"""The cases of docs/concepts/dates.md are what the rule language answers."""

import re
from datetime import date

import pytest
from tests.architecture.repository import ROOT

from klik.rules import functions

CASE = re.compile(
    r"^\| (\d+) \| `(\w+)\(DATE '(.{10})', (.+)\)` \| (\S+) \| \S.* \|$", re.MULTILINE
)
CASES = CASE.findall((ROOT / "docs/concepts/dates.md").read_text(encoding="utf-8"))


def test_the_page_numbers_24_cases() -> None:
    assert [int(number) for number, *_ in CASES] == list(range(1, 25))


@pytest.mark.parametrize(("number", "name", "first", "second", "answer"), CASES)
def test_a_case_of_the_page_holds(
    number: str, name: str, first: str, second: str, answer: str
) -> None:
    function = getattr(functions, name)

    computed = function(date.fromisoformat(first), _argument(second))

    assert str(computed) == answer, f"case {number}"


def _argument(text: str) -> date | int:
    if text.startswith("DATE"):
        return date.fromisoformat(text[6:-1])
    return -int(text.removeprefix("0 - ")) if text.startswith("0 - ") else int(text)
