"""Blank forms set by typst, as a PDF that can be read aloud."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Final

from typst import Compiler, TypstError

from klik.ground.blanks.content import content_of
from klik.ground.letters.refusals import LetterTextRefused
from klik.packages.adoption import Adoption
from klik.packages.wording import Language

# The signs of a letter are drawn on a form too: one folder above both is what typst may read.
_GROUND: Final = Path(__file__).parent.parent


def render_blank(
    adoption: Adoption, *, language: Language, reference: str, dated_on: date
) -> bytes:
    """Return the blank form of an adoption, byte for byte the same for the same adoption.

    The PDF is tagged and says that it is PDF/A-2a and PDF/UA-1, as letters are. It is for a pen:
    its boxes are drawn, not fields.

    Args:
        adoption: Of which package and regulation.
        language: Of the form.
        reference: Which form it is, in the foot of each page.
        dated_on: Since when it holds; the only moment that is written in it.

    Raises:
        LetterTextRefused: A text holds a sign that no font has.
    """
    content = content_of(adoption, language=language, reference=reference)
    dated_at = datetime.combine(dated_on, time(12), tzinfo=UTC)
    try:
        rendered = _compiler().compile(
            format="pdf",
            sys_inputs={"blank": json.dumps(content, ensure_ascii=False)},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(dated_at.timestamp()),
        )
    except TypstError as cause:
        raise LetterTextRefused("letter-unset", cause=cause.message) from cause
    if not isinstance(rendered, bytes):
        raise TypeError("typst gave no PDF")
    return rendered


@cache
def _compiler() -> Compiler:
    form = _GROUND / "blanks" / "form" / "blank.typ"
    return Compiler(input=str(form), root=str(_GROUND), ignore_system_fonts=True)
