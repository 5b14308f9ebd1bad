"""Dutch always; another language everywhere or nowhere."""

from pathlib import Path

import pytest
from tests.packages.sample_package import GRANTED, PACKAGE, folder_with, told

from klik.packages.format import languages_of, structure_problems

CONDITION = "text: {nl: Het kind is ingeschreven in de gemeente."


def test_title_and_summary_may_go_ahead_of_the_service(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)

    assert "en: Birth premium" in PACKAGE
    assert languages_of(folder) == ("nl",)
    assert structure_problems(folder) == []


def test_one_english_sentence_asks_for_all(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, (CONDITION, f"{CONDITION[:-1]}, en: The child lives here."))

    said = told(structure_problems(folder))

    assert languages_of(folder) == ("nl", "en")
    assert len(said) > 20
    assert said[0].startswith('package.yaml:5:10: this text lacks "en"')
    assert not any(":4:" in line.split(" ")[0] for line in said)


def test_an_english_letter_asks_for_english_sentences(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, letters={"granted.nl": GRANTED, "granted.en": "x"})

    assert any('lacks "en"' in line for line in told(structure_problems(folder)))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_letter_in_one_language_asks_for_the_other(tmp_path: Path, language: str) -> None:
    other = {"nl": "en", "en": "nl"}[language]
    folder = folder_with(
        tmp_path,
        letters={f"granted.{language}": "x", "refused.nl": "x", "refused.en": "x"},
    )

    said = told(structure_problems(folder))

    assert any(
        line.startswith(f"letters/granted.{language}.md:1:1: letters/granted.{other}.md is missing")
        for line in said
    )
