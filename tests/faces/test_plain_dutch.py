"""Residents read plain Dutch: in letters, packages and on every page."""

from pathlib import Path

import polib
import pytest
from tests.architecture.repository import ROOT
from tests.plain_dutch import faults_of, heavy_words, measured, syllables

CATALOGUES = sorted((ROOT / "src").rglob("django.po"))
LETTERS = sorted((ROOT / "src").rglob("*.nl.md"))
PACKAGES = sorted((ROOT / "src/klik/packages").rglob("package.yaml"))


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("kind", 1), ("premie", 2), ("gemeente", 3), ("aanvraag", 2), ("rekening", 3),
        ("geboortepremie", 5), ("huis", 1), ("eeuw", 1), ("mooie", 2), ("financieel", 4), ("u", 1),
        ("OCMW", 1),
    ],
)  # fmt: skip
def test_a_word_has_its_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_plain_text_scores_more_than_a_heavy_one() -> None:
    plain = "U krijgt 100 euro van de gemeente. Wij betalen binnen een maand."
    heavy = (
        "Betreffende de toekenning van bovenvermelde geboortepremie dienen begunstigden tevens "
        "voorafgaandelijk bevoegdheidsrechtelijke verantwoordingsstukken over te maken, indien het "
        "gemeentebestuur zulks noodzakelijk acht teneinde onregelmatigheden te vermijden."
    )

    assert measured(plain).words == 11  # a number is no word
    assert faults_of([plain]) == []
    assert heavy_words(heavy) == ["betreffende", "tevens", "indien", "teneinde"]
    assert len(faults_of([heavy])) == 6


@pytest.mark.parametrize("file", CATALOGUES, ids=[file.parts[-5] for file in CATALOGUES])
def test_no_text_of_an_interface_holds_a_heavy_word(file: Path) -> None:
    texts = [text for entry in polib.pofile(str(file)) for text in (entry.msgstr, *_plurals(entry))]

    assert [text for text in texts if heavy_words(text)] == []


@pytest.mark.parametrize("file", LETTERS, ids=[f"{file.parts[-3]}-{file.name}" for file in LETTERS])
def test_a_letter_is_plain(file: Path) -> None:
    assert faults_of([file.read_text(encoding="utf-8")]) == []


@pytest.mark.parametrize("file", PACKAGES, ids=[file.parts[-2] for file in PACKAGES])
def test_no_package_holds_a_heavy_word(file: Path) -> None:
    assert heavy_words(file.read_text(encoding="utf-8")) == []


def _plurals(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values())
