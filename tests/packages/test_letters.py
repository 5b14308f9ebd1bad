"""Letters and sentences name what is declared and hold what can be set on paper."""

from pathlib import Path

import pytest
from tests.packages.sample_package import folder_with, told

from klik.packages.letters import letter_problems, sentence_problems

DECLARED = {"payee.name", "amount", "parameters.deadline"}
LETTER = """\
Beste {{ payee.name }}

U krijgt **{{ amount }}**, en dat is *zeker*.

## Wat nu?

1. Wacht.
2. Wacht nog.

### En dan?

- U krijgt het{% if amount %}
- U krijgt het echt{% endif %}
"""


def _problems(path: Path, text: str) -> list[str]:
    folder = folder_with(path, letters={"granted.nl": text})
    return told(letter_problems(folder, names_declared=DECLARED))


def test_a_right_letter_has_no_problem(tmp_path: Path) -> None:
    assert _problems(tmp_path, LETTER) == []


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("Beste\n{{ payee.nam }}", "2:4", '"payee.nam" is not declared (did you mean "payee.name'),
        ("Mail loket@voorbeeld.be", "1:10", "an e-mail address is not accepted"),
        ("{% if absent %}x{% endif %}", "1:7", '"absent" is not declared; accepted: amount'),
        ("x {% for a in b %}", "1:3", "for is not accepted"),
        ("", "1:1", "the letter is empty; remove the file"),
        ("# Kop", "1:1", "this heading has no place here; expected ##"),
        ("### Kop", "1:1", "this heading has no place here; expected ##"),
        ("## Kop\n\n#### Kop", "3:1", "this heading has no place here; expected ## or ###"),
        ("a\nb\n<b>c</b>", "3:1", "HTML cannot stand in a letter; accepted are paragraphs"),
        ("a\n\n<div>\n", "3:1", "HTML cannot stand in a letter"),
        ("a\n\n<!-- b -->", "3:1", "HTML cannot stand in a letter"),
        ("a <{% if amount %}b{% endif %}>", "1:1", "HTML cannot stand in a letter"),
        ("![x](y)", "1:1", "an image cannot stand in a letter"),
        ("[x](y)", "1:1", "a link cannot stand in a letter"),
        ("[x]\n\n[x]: y", "3:1", "a link cannot stand in a letter"),
        ("a\n\n[x]: y", "3:1", "a link cannot stand in a letter"),
        ("> x", "1:1", "a quotation cannot stand in a letter"),
        ("    x", "1:1", "code (a paragraph that begins with four spaces)"),
        ("```\nx\n```", "1:1", "a block of code cannot stand in a letter"),
        ("a `b`", "1:1", "code between backticks cannot stand in a letter"),
        ("a\n\n---\n", "3:1", "a rule cannot stand in a letter"),
        ("Kijk\nop wingene.be", "2:4", "a host name is not accepted in a package"),
        ("https://x", "1:1", "a web address is not accepted in a package"),
        ("x" * 20_001, "1:1", "a letter of 20,001 characters; at most 20,000 fit"),
    ],
)
def test_a_letter_that_cannot_be_sent_is_told(
    tmp_path: Path, text: str, place: str, words: str
) -> None:
    said = _problems(tmp_path, text)

    assert any(
        line.startswith(f"letters/granted.nl.md:{place}: ") and words in line for line in said
    ), said


@pytest.mark.parametrize(
    "unit", ["[", "![", "*a ", "`", "<", "*_", "[](", "[a]: b\n", "<!--", "- ", "{{", "&", "a."]
)
def test_a_strange_letter_is_checked_within_a_second(tmp_path: Path, unit: str) -> None:
    assert len(_problems(tmp_path, unit * (20_000 // len(unit)))) <= 52


def test_sentences_of_the_package_are_looked_at(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path,
        ("{nl: Te laat.}", '{nl: "Te laat: {{ parameters.deadlin }} {% for %}"}'),
        ("{nl: Het kind is ingeschreven in de gemeente.}", '{nl: "Het kind {{ child.name }}."}'),
    )

    said = told(sentence_problems(folder, names_declared=DECLARED))

    assert [line.split(";")[0] for line in said] == [
        'package.yaml:45:29: "child.name" is not declared',
        "package.yaml:50:107: for is not accepted",
    ]


def test_a_right_package_has_right_sentences(tmp_path: Path) -> None:
    assert sentence_problems(folder_with(tmp_path), names_declared=DECLARED) == []
