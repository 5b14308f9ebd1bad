"""What the words of a YAML file become."""

from decimal import Decimal
from typing import Any

import pytest

from klik.packages.reading import read_document


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("100.00", Decimal("100.00")),
        ("0.5", Decimal("0.5")),
        ("null", None),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("none", "none"),
        ("True", "True"),
        ("2026-03-01", "2026-03-01"),
        ("01-01", "01-01"),
        ("1.0.0", "1.0.0"),
        ("1e5", "1e5"),
        ("0x1F", "0x1F"),
        (".5", ".5"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        (".inf", ".inf"),
        ('"true"', "true"),
        ("'12'", "12"),
        ('"null"', "null"),
        ('""', ""),
        ("'it''s'", "it's"),
        ('"a\\u00e9\\n"', "aé\n"),
        ("|\n  een\n  twee\n", "een\ntwee\n"),
        (">-\n  een\n  twee\n", "een twee"),
        ("een\n  twee", "een twee"),
        ("[1, x]", [1, "x"]),
        ("{b: 1}", {"b": 1}),
        ("[]", []),
    ],
)
def test_a_value_is_read_as_written(written: str, value: Any) -> None:
    document = read_document(f"a: {written}".encode(), file="package.yaml")

    assert document.content == {"a": value}
    assert type(document.content["a"]) is type(value)


def test_a_fraction_keeps_its_digits() -> None:
    document = read_document(b"a: 100.10", file="package.yaml")

    assert str(document.content["a"]) == "100.10"


@pytest.mark.parametrize("key", ["no", "on", "none", "2026-03-01", '"1"', '"true"', "'<<'"])
def test_a_key_may_be_any_text(key: str) -> None:
    document = read_document(f"{key}: x".encode(), file="package.yaml")

    assert list(document.content) == [key.strip("\"'")]


def test_windows_lines_and_a_byte_order_mark_are_accepted() -> None:
    document = read_document(b"\xef\xbb\xbfa: 1\r\nb: x\r\n", file="package.yaml")

    assert document.content == {"a": 1, "b": "x"}
    assert document.place(("b",)).line == 2


def test_a_document_may_begin_with_dashes() -> None:
    assert read_document(b"---\na: 1\n", file="package.yaml").content == {"a": 1}
