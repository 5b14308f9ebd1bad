"""The address sheet that lies before a letter, set by typst."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from typst import Compiler, TypstError

from klik.ground.letters.letter import Language, Recipient
from klik.ground.letters.letter_text import plain_text
from klik.ground.letters.refusals import LetterTextRefused

MOST_ADDRESS_LINES: Final = 5  # below the name: what the window of the envelope shows
_FORM = Path(__file__).parent / "form"
_WORDS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        "nl": {"sheet": "Adresblad", "batch": "Drukwerk", "place": "Brief", "inside": "Hierbij"},
        "en": {"sheet": "Address sheet", "batch": "Batch", "place": "Letter", "inside": "Enclosed"},
    }
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on an address sheet.

    Attributes:
        language: Of the fixed words.
        sender: The body that writes.
        recipient: To whom, as it must stand in the window.
        batch: The reference of the batch.
        place: Which letter of the batch this is; the first is 1.
        enclosed: The titles of what lies behind the sheet.
        dated_on: The day of the batch; its noon is the only moment in the PDF.
    """

    language: Language
    sender: str
    recipient: Recipient
    batch: str
    place: int
    enclosed: tuple[str, ...]
    dated_on: date


def require_address(recipient: Recipient) -> None:
    """Return silently when an envelope can show to whom it goes.

    Raises:
        LetterTextRefused: There is no name, no line below it, or more lines than the window shows.
    """
    lines = [line for line in map(plain_text, recipient.address_lines) if line]
    if not plain_text(recipient.name) or not lines:
        raise LetterTextRefused("address-missing")
    if len(lines) > MOST_ADDRESS_LINES:
        raise LetterTextRefused("address-long", lines=len(lines), most=MOST_ADDRESS_LINES)


def render_sheet(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF of one page, byte for byte the same for the same sheet.

    Raises:
        LetterTextRefused: The address does not fit, or holds a sign that no font has.
    """
    require_address(sheet.recipient)
    dated_at = datetime.combine(sheet.dated_on, time(12), tzinfo=UTC)
    content = json.dumps(_content(sheet), ensure_ascii=False)
    try:
        rendered = _compiler().compile(
            format="pdf",
            sys_inputs={"sheet": content},
            pdf_standards=["a-2b"],  # so that a sign in no font is an error, not an empty box
            timestamp=int(dated_at.timestamp()),
        )
    except TypstError as cause:
        raise LetterTextRefused("sheet-unset", cause=cause.message) from cause
    if not isinstance(rendered, bytes):
        raise TypeError("typst gave no PDF")
    return rendered


def _content(sheet: Sheet) -> dict[str, object]:
    lines = (sheet.recipient.name, *sheet.recipient.address_lines)
    return {
        "language": sheet.language,
        "words": dict(_WORDS[sheet.language]),
        "sender": plain_text(sheet.sender),
        "recipient": [line for line in map(plain_text, lines) if line],
        "batch": plain_text(sheet.batch),
        "place": str(sheet.place),
        "enclosed": [plain_text(title) for title in sheet.enclosed],
    }


@cache
def _compiler() -> Compiler:
    return Compiler(input=str(_FORM / "sheet.typ"), root=str(_FORM), ignore_system_fonts=True)
