"""Turns a file's bytes into text, and refuses what an eye cannot see in it."""

from __future__ import annotations

import codecs
import re

from klik.packages.problems import PackageRefused, Problem

# Controls, NEL, line and paragraph separators, and characters that hide or reorder what is read:
# zero-width spaces, bidirectional controls (Unicode TR 36 and TR 39) and tag characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_OTHER_MARKS = (
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
)


def decode_text(text_bytes: bytes, *, file: str, maximum_bytes: int, tabs: str = "refused") -> str:
    r"""Return UTF-8 bytes as text with lines that end on \n, without a byte order mark.

    Args:
        text_bytes: The content of the file.
        file: The name that a problem carries.
        maximum_bytes: The largest size that is accepted; looked at before anything else.
        tabs: `refused` or `allowed`.

    Raises:
        PackageRefused: Too large, not UTF-8, or a character in it cannot be seen.
    """
    if len(text_bytes) > maximum_bytes:
        raise PackageRefused([Problem(file, 1, 1, too_large(len(text_bytes), maximum_bytes))])
    if text_bytes.startswith(_OTHER_MARKS):
        message = "this is UTF-16 or UTF-32; save the file as UTF-8"
        raise PackageRefused([Problem(file, 1, 1, message)])
    text = _decoded(text_bytes.removeprefix(codecs.BOM_UTF8), file=file).replace("\r\n", "\n")
    _refuse_unseen(text, file=file)
    if tabs == "refused":
        _refuse_tabs(text, file=file)
    return text


def too_large(size: int, maximum: int) -> str:
    """Return the sentence for a file of `size` bytes where `maximum` are accepted."""
    return f"the file holds {size:,} bytes; at most {maximum:,} are accepted"


def _decoded(text_bytes: bytes, *, file: str) -> str:
    try:
        return text_bytes.decode("utf-8")
    except UnicodeDecodeError as error:
        readable = text_bytes[: error.start].decode("utf-8")
        message = (
            f"the byte 0x{text_bytes[error.start]:02x} is not UTF-8; save the file as UTF-8 "
            "(not as Latin-1, Windows-1252 or UTF-16)"
        )
        raise PackageRefused([_problem_at(readable, len(readable), file, message)]) from None


def _refuse_unseen(text: str, *, file: str) -> None:
    found = _UNSEEN.search(text)
    if found is None:
        return
    character = ord(found.group())
    hint = " (is this UTF-16? save it as UTF-8)" if character == 0 else ""
    message = (
        f"the character U+{character:04X} cannot be seen and is not accepted{hint}; remove it, "
        "or type the line again"
    )
    raise PackageRefused([_problem_at(text, found.start(), file, message)])


def _refuse_tabs(text: str, *, file: str) -> None:
    offset = text.find("\t")
    if offset >= 0:
        message = "a tab is not accepted; indent with two spaces"
        raise PackageRefused([_problem_at(text, offset, file, message)])


def _problem_at(text: str, offset: int, file: str, message: str) -> Problem:
    line = text.count("\n", 0, offset) + 1
    return Problem(file, line, offset - text.rfind("\n", 0, offset), message)
