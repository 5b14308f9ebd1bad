"""A package's own letter goes before the platform's, which names what the platform fills in."""

from pathlib import Path

import pytest
from tests.packages.printed_package import write_printed

from klik.packages.folder import read_folder
from klik.packages.letters import letter_problems
from klik.packages.platform_letters import LETTER_NAMES, letter_text
from klik.packages.texts import placeholders
from klik.packages.wording import Language


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_platforms_letter_names_only_what_it_fills_in(
    language: Language, tmp_path: Path
) -> None:
    text = letter_text(read_folder(write_printed(tmp_path)), "granted", language)

    assert {one.name for one in placeholders(text)} <= set(LETTER_NAMES)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_platforms_letter_holds_as_a_packages_letter_must(
    language: Language, tmp_path: Path
) -> None:
    folder = write_printed(tmp_path)
    text = letter_text(read_folder(folder), "granted", language)
    (folder / "letters").mkdir()
    (folder / "letters" / f"granted.{language}.md").write_text(text, encoding="utf-8")

    assert letter_problems(read_folder(folder), names_declared=LETTER_NAMES) == []


def test_a_packages_own_letter_goes_first_in_its_language(tmp_path: Path) -> None:
    folder = write_printed(tmp_path)
    (folder / "letters").mkdir()
    (folder / "letters" / "granted.nl.md").write_text("Dag!\n", encoding="utf-8")

    read = read_folder(folder)

    assert letter_text(read, "granted", "nl") == "Dag!\n"
    assert letter_text(read, "granted", "en").startswith("Dear ")
