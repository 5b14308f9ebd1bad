"""What of YAML is refused, where, and with which advice."""

import pytest

from klik.packages.problems import PackageRefused
from klik.packages.reading import read_document

QUOTES = "a text with a comma, colon, ? or brace stands between quotes"


def _refused(text: str | bytes) -> str:
    text_bytes = text.encode() if isinstance(text, str) else text
    with pytest.raises(PackageRefused) as refused:
        read_document(text_bytes, file="package.yaml")
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: &x 1\nb: 2", "1:4", "the anchor &x is not accepted"),
        ("a: 1\nb: *x", "2:4", "the alias *x is not accepted"),
        ("*x : 1", "1:1", "the alias *x is not accepted"),
        ("a: !!python/object:os.system x", "1:4", "the tag tag:yaml.org,2002:python/object"),
        ("a: !mine x", "1:4", "the tag !mine is not accepted"),
        ("a: !!map {b: 1}", "1:4", "the tag"),
        ("<<: {a: 1}", "1:1", "the merge key << is not accepted; write the keys out"),
        ("a: 1\nb: 2\na: 3", "3:1", '"a" already stands on line 1'),
        ("a: {b: 1, b: 2}", "1:11", '"b" already stands on line 1'),
        ("1: x", "1:1", 'a key is text; put it between quotes: "1"'),
        ("true: x", "1:1", "a key is text"),
        ("null: x", "1:1", "a key is text"),
        ("01: x", "1:1", "a key is text"),
        ("a: {b: 1, c: 80,00}", "1:14", "a number has a point, not a comma: 80.00"),
        ("a: [{b: 80,50, c: 1}]", "1:9", "a number has a point, not a comma: 80.50"),
        ("a: {00: 1}", "1:5", "a key is text"),
        ("a: {00}", "1:5", "a key is text"),
        ("? [a]\n: b", "1:3", "a key is a word"),
        ("? ~\n: x", "1:3", "a key is missing before the colon"),
        ("a:", "1:1", '"a" has no value; give it one or leave the key out'),
        ("a:\nb: 1", "1:1", '"a" has no value'),
        ("a: ~", "1:4", "~ is not accepted"),
        ("a: [1, ~]", "1:8", "~ is not accepted"),
        ("a:\n  -\n  - 1", "2:4", "an item without a value"),
        ("a: 1\n---\nb: 2", "2:1", "a second document begins here"),
        ("%YAML 1.1\n---\na: 1", "1:1", "a line that begins with %"),
        ("", "1:1", "the file is empty"),
        ("# only a comment", "1:1", "the file is empty"),
        ("- a", "1:1", "the file holds no keys"),
        ("just text", "1:1", "the file holds no keys"),
        ("a: 007", "1:4", 'a number does not begin with 0; put a code between quotes ("007")'),
        ("a: 0207502004", "1:4", "put a code between quotes"),
        ("a: " + "9" * 31, "1:4", "a number of 31 digits; at most 30 are accepted"),
        ("\ta: 1", "1:1", "a tab is not accepted; indent with two spaces"),
        ("a: 1\nb:\t2", "2:3", "a tab is not accepted"),
        ("a: b: c", "1:5", "a second colon here; put the text between quotes"),
        ("a: %x", "1:4", "a text cannot begin with this character"),
        ("a: @x", "1:4", "a text cannot begin with this character"),
        ('a: "x', "1:6", "a quotation mark is opened and never closed"),
        ("a:\n  b: 1\n c: 2", "3:2", "check the indentation"),
        ("a: [1, 2", "2:1", "[ ] is not closed"),
        ("a: {b: 1", "2:1", "{ } is not closed"),
        ('a: "\\q"', "1:5", "\\ is special between double quotes"),
        ("a: x - y\n - z: 1", "2:5", "a second colon here"),
        ("a: *", "1:5", "& and * begin an anchor or alias"),
        ("a: |x\n  y", "1:5", "the text begins on the next line"),
    ],
)
def test_refused_with_place_and_advice(text: str, place: str, words: str) -> None:
    said = _refused(text)

    assert said.startswith(f"package.yaml:{place}: ")
    assert words in said


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: {nl: Text with, comma}", "1:20"),
        ("a: {nl: Let op: dit}", "1:15"),
        ("a: {nl: x {b}", "1:11"),
        ("a: {b: }", "1:5"),
        ("a: {nl: ja?: b}", "1:12"),
        ("a: {nl: x}}", "1:11"),
    ],
)
def test_a_text_without_quotes_inside_braces_is_told_to_have_them(text: str, place: str) -> None:
    said = _refused(text)

    assert said.startswith(f"package.yaml:{place}: ")
    assert QUOTES in said


@pytest.mark.parametrize(
    ("text_bytes", "place", "words"),
    [
        (b"a: caf\xe9", "1:7", "the byte 0xe9 is not UTF-8"),
        ("a: 1".encode("utf-16"), "1:1", "this is UTF-16 or UTF-32"),
        ("a: 1".encode("utf-32"), "1:1", "this is UTF-16 or UTF-32"),
        ("a: 1".encode("utf-16-le"), "1:2", "is this UTF-16?"),
        (b"a: \xed\xa0\x80", "1:4", "is not UTF-8"),
        (b"a: \x00", "1:4", "U+0000 cannot be seen"),
        (b"a: \x1b[31m", "1:4", "U+001B cannot be seen"),
        (b"a: x\ry", "1:5", "U+000D cannot be seen"),
        ("a: x\u202ey".encode(), "1:5", "U+202E cannot be seen"),
        ("a: x\u2066y".encode(), "1:5", "U+2066 cannot be seen"),
        ("a: x\u200by".encode(), "1:5", "U+200B cannot be seen"),
        ("a: x\u2028y".encode(), "1:5", "U+2028 cannot be seen"),
        ("a: x\u0085y".encode(), "1:5", "U+0085 cannot be seen"),
        ("a: x\ufeffy".encode(), "1:5", "U+FEFF cannot be seen"),
        ("a: x\U000e0041y".encode(), "1:5", "U+E0041 cannot be seen"),
    ],
)
def test_bytes_that_are_no_visible_utf_8_are_refused(
    text_bytes: bytes, place: str, words: str
) -> None:
    said = _refused(text_bytes)

    assert said.startswith(f"package.yaml:{place}: ")
    assert words in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: " + "[" * 21, "nested deeper than 20 levels"),
        ("a: " + "{b: " * 25, "nested deeper than 20 levels"),
        ("a: " + "x" * 100_001, "a text of 100,001 characters; at most 100,000"),
        ("a" * 201 + ": x", "a key is at most 200 characters long"),
        ("a: [" + "1," * 50_001 + "]", "more than 50,000 keys and values"),
        ("a: " + "x" * 1_000_000, "the file holds 1,000,003 bytes; at most 1,000,000"),
    ],
)
def test_what_is_too_large_is_refused(text: str, words: str) -> None:
    assert words in _refused(text)


def test_every_problem_of_a_file_is_told_at_once() -> None:
    with pytest.raises(PackageRefused) as refused:
        read_document(b"a:\nb: ~\nb: 1\n1: x\n", file="package.yaml")

    assert [problem.line for problem in refused.value.problems] == [1, 2, 3, 4]


def test_no_more_than_a_hundred_problems_are_told() -> None:
    with pytest.raises(PackageRefused) as refused:
        read_document(b"a: 1\n" * 1000, file="package.yaml")

    assert len(refused.value.problems) == 100
