"""The letter to a bereaved family on the page of its task."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from django.forms import Form

from klik.domains.grants import queries
from klik.faces.desk.tasks.facts import facts_form
from klik.faces.desk.tasks.forms import LetterForm
from klik.faces.desk.tasks.opening import Opened
from klik.ground.letters.letter_text import plain_in_markdown

# A sign that Markdown escapes stays; one that means bold, slanted or a heading goes.
_SIGNS: Final = re.compile(r"\\([!-/:-@\[-`{-~])|\*{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)|^#{1,6} ", re.M)
_HOLES: Final = re.compile(r"\n{3,}")


def to_be_edited(markdown: str) -> str:
    """Return the text of a letter as a person reads and changes it: plain, without any sign."""
    plain = _SIGNS.sub(lambda found: found[1] or "", markdown)
    return _HOLES.sub("\n\n", "\n".join(line.rstrip() for line in plain.split("\n")))


def as_markdown(plain: str) -> str:
    """Return plain text as the Markdown of a letter that shows each sign and line as it stands."""
    paragraphs = re.split(r"\n\s*\n", plain.replace("\r\n", "\n").strip())
    return "\n\n".join(
        "  \n".join(plain_in_markdown(line) for line in paragraph.split("\n"))
        for paragraph in paragraphs
    )


def letter_acts(opened: Opened, wrong: Mapping[str, Form]) -> dict[str, Any]:
    """Return what a reader does: find out what is missing, read the letter, plan its grant."""
    if opened.item is None or opened.run is None:
        return {}
    found: dict[str, Any] = {
        "waiting_run": queries.open_reading(opened.item.child.row.token),
        "is_reading": True,
    }
    letter = opened.item.letter
    if letter is None:
        found["noted"] = wrong.get("noted") or facts_form(opened.item, opened.run.adoption_id)
        return found
    initial = {"own_words": to_be_edited(letter.body_markdown)}
    return found | {"letter": wrong.get("letter") or LetterForm(initial=initial)}
