"""Every value and key knows its line and column, words inside a text too."""

import pytest

from klik.packages.reading import Place, read_document

TEXT = """\
title: {nl: Één premie, en: "A \\"new\\" premium"}
list:
  - name: first
  - name: 'it''s second'
block: |2-  # kept
    een twee
    drie
folded: >
  een
  twee

  drie
plain: een twee
  drie
"""
DOCUMENT = read_document(TEXT.encode(), file="package.yaml")


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (1, 1), (1, 1)),
        (("title",), (1, 8), (1, 1)),
        (("title", "nl"), (1, 13), (1, 9)),
        (("title", "en"), (1, 29), (1, 25)),
        (("list",), (3, 3), (2, 1)),
        (("list", 1), (4, 5), (4, 5)),
        (("list", 1, "name"), (4, 11), (4, 5)),
        (("block",), (5, 8), (5, 1)),
    ],
)
def test_values_and_keys_have_places(
    path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]
) -> None:
    assert DOCUMENT.place(path) == Place(*value)
    assert DOCUMENT.key_place(path) == Place(*key)


@pytest.mark.parametrize(
    ("path", "parent"),
    [
        (("title", "fr"), (1, 8)),
        (("list", 9, "name"), (3, 3)),
        (("absent", "x"), (1, 1)),
    ],
)
def test_what_is_not_there_has_the_place_of_its_nearest_parent(
    path: tuple[str | int, ...], parent: tuple[int, int]
) -> None:
    assert DOCUMENT.place(path) == Place(*parent)
    assert DOCUMENT.key_place(path) == Place(*parent)


@pytest.mark.parametrize(
    ("path", "word", "place"),
    [
        (("title", "nl"), "premie", (1, 17)),
        (("title", "en"), "new", (1, 34)),
        (("title", "en"), "premium", (1, 40)),
        (("list", 0, "name"), "first", (3, 11)),
        (("list", 1, "name"), "s second", (4, 16)),
        (("block",), "een", (6, 5)),
        (("block",), "drie", (7, 5)),
        (("folded",), "twee", (10, 3)),
        (("folded",), "drie", (12, 3)),
        (("plain",), "twee", (13, 12)),
        (("plain",), "drie", (14, 3)),
    ],
)
def test_a_word_inside_a_text_has_a_place(
    path: tuple[str | int, ...], word: str, place: tuple[int, int]
) -> None:
    offset = DOCUMENT.value(path).index(word)

    assert DOCUMENT.place_within(path, offset) == Place(*place)


def test_an_escaped_blank_is_no_word() -> None:
    document = read_document(b'a: "x\\n\\ty\\\n   z"', file="package.yaml")

    assert document.place_within(("a",), document.content["a"].index("y")) == Place(1, 10)
    assert document.place_within(("a",), document.content["a"].index("z")) == Place(2, 4)


def test_a_value_that_is_no_text_answers_with_its_own_place() -> None:
    document = read_document(b"a: 12", file="package.yaml")

    assert document.place_within(("a",), 1) == Place(1, 4)


def test_the_end_of_a_text_has_a_place() -> None:
    document = read_document(b'a: "x"\nb: yz', file="package.yaml")

    assert document.place_within(("b",), 2) == Place(2, 6)


def test_a_value_is_found_by_its_path() -> None:
    assert DOCUMENT.value(("list", 0, "name")) == "first"
    assert DOCUMENT.value(("list", 9)) is None
    assert DOCUMENT.value(("title", 0)) is None
