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

# Signs that a filled-in letter escapes, and that mean nothing where a person writes them.
_ESCAPED: Final = re.compile(r"\\([()!'\"])")
_HOLES: Final = re.compile(r"\n{3,}")


def to_be_edited(markdown: str) -> str:
    """Return the text of a letter as a person reads and changes it; it renders the same."""
    return _HOLES.sub("\n\n", _ESCAPED.sub(r"\1", markdown))


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
