from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klik.ground.letters.letter_text import plain_in_markdown, plain_text, read_letter_text
from klik.ground.letters.refusals import LetterTextRefused


def test_a_text_becomes_paragraphs_with_bold_and_italic() -> None:
    assert read_letter_text("Dag **Lies** en *Jo*\nsamen  \nThuis", name="Text") == [
        {
            "kind": "paragraph",
            "parts": [
                _text("Dag "),
                {"kind": "strong", "parts": [_text("Lies")]},
                _text(" en "),
                {"kind": "emphasis", "parts": [_text("Jo")]},
                _text(" "),
                _text("samen"),
                {"kind": "break"},
                _text("Thuis"),
            ],
        }
    ]


def test_a_text_may_have_headings_and_lists() -> None:
    blocks = read_letter_text("## Wat\n\n### Hoe\n\n- een\n\n3. drie\n", name="Text")

    assert [block["kind"] for block in blocks] == ["heading", "heading", "bullets", "numbers"]
    assert [block.get("level") for block in blocks[:2]] == [2, 3]
    assert blocks[2]["parts"] == [
        {"kind": "item", "parts": [{"kind": "paragraph", "parts": [_text("een")]}]}
    ]
    assert blocks[3]["start"] == 3


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("[onze site](https://voorbeeld.example)", "onze site (https://voorbeeld.example)"),
        ("<https://voorbeeld.example>", "https://voorbeeld.example"),
        ("<info@voorbeeld.example>", "info@voorbeeld.example"),
        pytest.param("[x](javascript:alert)", "[x](javascript:alert)", id="no-link-at-all"),
    ],
)
def test_a_link_becomes_words_and_its_address(markdown: str, words: str) -> None:
    assert _words(read_letter_text(markdown, name="Text")) == words


@pytest.mark.parametrize(
    ("markdown", "line", "what"),
    [
        ("Dag\n\n> citaat", 3, "quotation"),
        ("Dag\n\n    vier spaties", 3, "four spaces"),
        ("```\ncode\n```", 1, "block of code"),
        ("Dag\n\ndit is `code`", 3, "backticks"),
        ("Dag\n\n---", 3, "rule"),
        ("- een\n- ![foto](foto.png)", 2, "image"),
        ("# Groot", 1, "level 1"),
        ("Dag\n\n### Diep", 3, "level 3"),
        ("## Een\n\n#### Vier", 3, "level 4"),
    ],
)
def test_what_cannot_stand_in_a_letter_is_refused(markdown: str, line: int, what: str) -> None:
    with pytest.raises(LetterTextRefused) as refused:
        read_letter_text(markdown, name="The message")

    assert refused.value.reason.startswith(f"The message, line {line}: ")
    assert what in refused.value.reason
    assert "Accepted" in refused.value.reason


@pytest.mark.parametrize("level", [2, 4])
def test_a_notice_stands_below_a_heading_of_the_form(level: int) -> None:
    heading = "#" * level + " Kop"

    with pytest.raises(LetterTextRefused, match=r"Accepted: 3\."):
        read_letter_text(heading, name="The notice", levels=(3,))


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("  twee \t woorden\n", "twee woorden"),
        pytest.param("A\u202etxt\u200b\u0000", "Atxt", id="turned-around-and-unseen"),
        pytest.param("e\u0301", "é", id="composed"),
        pytest.param("geboorte\u00adpremie", "geboorte\u00adpremie", id="soft-hyphen-stays"),
        pytest.param("rekening BE49 •••• •••• 0171.", "rekening BE49_••••_••••_0171.", id="iban"),
        pytest.param("BE68 5390 0754 7034 nu", "BE68_5390_0754_7034 nu", id="whole-iban"),
        pytest.param("1.250,50 euro", "1.250,50_euro", id="amount"),
    ],
)
def test_plain_text(value: str, plain: str) -> None:
    assert plain_text(value) == plain.replace("_", "\u00a0")


@given(st.text())
def test_a_value_comes_out_of_a_text_as_it_went_in(value: str) -> None:
    blocks = read_letter_text(f"Dag {plain_in_markdown(value)}.", name="Text")

    assert _words(blocks) == plain_text(f"Dag {plain_text(value)}.")
    assert _kinds(blocks) <= {"paragraph", "text"}


@given(st.text())
def test_a_value_at_the_start_of_a_line_starts_nothing(value: str) -> None:
    blocks = read_letter_text(plain_in_markdown(value), name="Text")

    assert _words(blocks) == plain_text(value)
    assert _kinds(blocks) <= {"paragraph", "text"}


def _text(words: str) -> dict[str, str]:
    return {"kind": "text", "text": words}


def _words(nodes: list[Any]) -> str:
    return "".join(node.get("text", "") + _words(node.get("parts", [])) for node in nodes)


def _kinds(nodes: list[Any]) -> set[str]:
    return {node["kind"] for node in nodes}.union(
        *(_kinds(node.get("parts", [])) for node in nodes)
    )
