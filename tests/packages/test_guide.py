"""The package in docs/guides/write-a-package.md holds, and what the page says of Klik is so."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from tests.packages.sample_package import replaced

from klik.packages.case_files import read_case
from klik.packages.checking import check_folder
from klik.packages.folder_files import LETTER_KINDS
from klik.packages.format.schema import schema
from klik.packages.loading import load_package
from klik.packages.platform_letters import LETTER_NAMES
from klik.packages.problems import PackageRefused
from klik.packages.records import RECORDS
from klik.packages.template import new_package
from klik.packages.texts.blocks import BLOCK_WORDS
from klik.rules.decision import Outcome
from klik.rules.functions import AGGREGATES, FUNCTIONS

GUIDE = Path(__file__).parents[2] / "docs/guides/write-a-package.md"
LETTER = "letters/granted.nl.md"
_UNKNOWN = """\
  - name: Nog niet nagekeken of het koppel samenwoont
    facts: {couple.together: null}
    expect: {outcome: undecided, unknown: [lives-together], missing: [couple.together]}
"""
# Mistakes of which the page shows the message, word for word.
MISTAKES = {
    "package.yaml": (
        ("age_on(couple.married_on,", "age_on(couple.maried_on,"),
        ("least(divide(party_paid * parameters.party_share, 100, 2)", "least(party_paid / 2"),
        ("  - {page: feest, asks: [invoices]}\n", ""),
        ("source: application.applicant", "source: residents.insz"),
    ),
    "examples.yaml": (
        ("facts: {couple.together: null}", "facts: {couple.together: nee}"),
        ("amount: 80.00}]\n\ncases", "amount: 80,00}]\n\ncases"),
        ("{outcome: refused, unmet: [lives-together]", "{outcome: refused, amount: 0"),
        (_UNKNOWN, ""),
    ),
}
CHANGED = [(name, change) for name, changes in MISTAKES.items() for change in changes]


def test_the_package_of_the_guide_holds(tmp_path: Path) -> None:
    checked = check_folder(_package(tmp_path))

    assert checked.problems == ()
    assert checked.ran


def test_the_family_of_the_guide_is_granted(tmp_path: Path) -> None:
    package = load_package(_package(tmp_path))
    family = tmp_path / "family.yaml"
    family.write_text(_pieces("family.yaml"), encoding="utf-8")

    situation = read_case(package, family, decided_on=date(2026, 3, 10))

    assert package.decider.decide(situation).outcome == Outcome.GRANTED


@pytest.mark.parametrize(("name", "change"), CHANGED, ids=range(len(CHANGED)))
def test_a_mistake_gives_the_message_that_the_guide_shows(
    tmp_path: Path, name: str, change: tuple[str, str]
) -> None:
    folder = _package(tmp_path)
    file = folder / name
    file.write_text(replaced(file.read_text(encoding="utf-8"), change), encoding="utf-8")

    said = _told(folder)

    assert [f"jubileum/{line}" in _guide().splitlines() for line in said] == [True], said


def test_every_message_that_the_guide_shows_comes_of_a_mistake() -> None:
    (shown,) = re.findall(r"^```text\n(.*?)^```$", _guide(), re.MULTILINE | re.DOTALL)

    assert len(shown.splitlines()) == len(CHANGED)


def test_every_column_of_the_registers_that_are_read_is_listed() -> None:
    readable = [record for record in RECORDS.values() if record.supported]

    assert [record.name for record in readable] == ["births"]
    assert _unnamed(readable[0].columns) == []
    assert _unnamed(RECORDS) == []


def test_every_word_of_formulas_letters_and_catalogue_is_listed() -> None:
    catalogue = schema()["$defs"]["catalogue"]["properties"]
    lists = [catalogue[key]["items"]["enum"] for key in ("audience", "themes", "life_events")]

    assert _unnamed([*catalogue, *catalogue["kind"]["enum"], *chain.from_iterable(lists)]) == []
    assert _unnamed([*LETTER_NAMES, *LETTER_KINDS]) == []
    assert [word for word in BLOCK_WORDS if f"{{% {word} " not in _guide()] == []
    assert [name for name in FUNCTIONS if f"{name}(" not in _guide().lower()] == []
    assert [name for name in AGGREGATES if f"{name}(" not in _guide().lower()] == []


@cache
def _guide() -> str:
    return GUIDE.read_text(encoding="utf-8")


def _package(path: Path) -> Path:
    """Return the folder of a new package in which everything of the guide has been pasted."""
    folder = path / "jubileum"
    new_package(folder, package_id="jubileumpremie", title="Jubileumpremie")
    for name in MISTAKES:
        (folder / name).write_text(_pieces(name), encoding="utf-8")
    (folder / LETTER).parent.mkdir()
    (letter,) = re.findall(r"^```markdown\n(.*?)^```$", _guide(), re.MULTILINE | re.DOTALL)
    (folder / LETTER).write_text(letter, encoding="utf-8")
    return folder


def _pieces(name: str) -> str:
    """Return the pieces of one file in the order of the page, an empty line between them."""
    first = rf"^```yaml\n# {re.escape(name)}\n(.*?)^```$"
    pieces = re.findall(first, _guide(), re.MULTILINE | re.DOTALL)
    assert pieces, name
    return "\n".join(pieces)


def _told(folder: Path) -> list[str]:
    try:
        return [str(problem) for problem in check_folder(folder).problems]
    except PackageRefused as refused:
        return str(refused).splitlines()


def _unnamed(words: Iterable[str]) -> list[str]:
    return [word for word in words if f"`{word}`" not in _guide()]
