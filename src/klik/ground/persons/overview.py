"""What is held of a person, set as a document that she can read and that can be read out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from typst import Compiler

_FORM = Path(__file__).parent / "form"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that is held: what it is, then label and value; an empty value is left out."""

    title: str = field(repr=False)
    fields: tuple[tuple[str, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Part:
    """Everything of one kind."""

    title: str
    things: tuple[Thing, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole document.

    Attributes:
        language: Of the words.
        title: On the first page.
        body_name: Who holds it.
        intro: Below the title.
        contents: Above the table of contents.
        parts: In the order of reading.
        made_at: The moment that the document names.
    """

    language: str
    title: str
    body_name: str
    intro: str
    contents: str
    parts: tuple[Part, ...] = field(repr=False)
    made_at: datetime


def overview_pdf(overview: Overview) -> bytes:
    """Return the document as a tagged PDF/A-2a and PDF/UA-1 with a table of contents."""
    rendered = _compiler().compile(
        format="pdf",
        sys_inputs={"overview": json.dumps(_content(overview), ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(overview.made_at.timestamp()),
    )
    if not isinstance(rendered, bytes):
        raise TypeError("typst gave no PDF")
    return rendered


def _content(overview: Overview) -> dict[str, Any]:
    return {
        "language": overview.language,
        "title": overview.title,
        "body_name": overview.body_name,
        "intro": overview.intro,
        "contents": overview.contents,
        "parts": [
            {
                "title": part.title,
                "things": [
                    {
                        "title": thing.title,
                        "fields": [list(one) for one in thing.fields if one[1]],
                    }
                    for thing in part.things
                ],
            }
            for part in overview.parts
        ],
    }


@cache
def _compiler() -> Compiler:
    return Compiler(input=str(_FORM / "overview.typ"), root=str(_FORM), ignore_system_fonts=True)
