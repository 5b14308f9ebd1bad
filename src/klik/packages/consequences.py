"""What a change in a package means for who adopted it, and how far the version must rise.

Major: an adopter must act, or the same facts may lead to another outcome. Minor: there is something
new, and nothing that was decided would be decided otherwise. Patch: words only.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class Step(enum.IntEnum):
    """How far the version number must rise."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a change means.

    Attributes:
        step: How far the version must rise for it.
        sentence: What it means for an adopter.
    """

    step: Step
    sentence: str


Names = tuple[str, ...]

_OUTCOME = Consequence(Step.MAJOR, "the same facts may lead to another outcome")
_AMOUNT = Consequence(Step.MAJOR, "the same facts may give another amount")
_WORDS = Consequence(Step.PATCH, "people read other words; no outcome changes")
_GROUND = Consequence(Step.MAJOR, "every adopter must name its article for this ground")
_COLUMN = Consequence(Step.MAJOR, "the agreement of every adopter must list this column")
_QUESTIONS = Consequence(Step.MINOR, "residents are asked something else")
_TERM = Consequence(Step.MAJOR, "a term ends on another day")
_FILLED_IN = Consequence(Step.MAJOR, "what adopters filled in may no longer fit")
_MUST_FILL_IN = Consequence(Step.MAJOR, "every adopter must fill it in")
_FOLLOW = Consequence(Step.MINOR, "adopters that follow the default get the new one")
_MORE = Consequence(Step.MINOR, "adopters may choose more than before")
_GONE = Consequence(Step.MAJOR, "what adopters filled in here falls away")
_UNUSED = Consequence(Step.MINOR, "nothing is decided otherwise by this alone")
_EXAMPLE = Consequence(Step.PATCH, "the package proves itself by other examples")
_EXPECTED = Consequence(Step.MAJOR, "an example expects another outcome than before")
_OTHER = Consequence(Step.MAJOR, "this says how a case goes; adopters should look at it")
_LETTER = Consequence(Step.MINOR, "residents get another letter")

_TEXT_KEYS = frozenset({"title", "summary", "help", "label", "text", "item", "catalogue", "readme"})

# Groups whose second name was chosen by the maker of the package.
_NAMED = frozenset(
    {"parameters", "facts", "collections", "values", "conditions", "benefits", "terms"}
)

# By the first names of a path that fit; "*" is any name. Kinds that are left out take `changed`.
_TABLE: tuple[tuple[Names, Mapping[str, Consequence]], ...] = (
    (("parameters", "*", "options", "*"), {"removed": _GONE, "changed": _MORE}),
    (
        ("parameters", "*", "default"),
        {"added": _FOLLOW, "removed": _MUST_FILL_IN, "changed": _FOLLOW},
    ),
    (("parameters", "*", "*"), {"changed": _FILLED_IN}),
    (("parameters", "*"), {"removed": _GONE, "changed": _MUST_FILL_IN}),
    (("facts", "*", "options", "*"), {"removed": _OUTCOME, "changed": _QUESTIONS}),
    (("facts", "*", "source"), {"removed": _OUTCOME, "changed": _COLUMN}),
    (("collections", "*", "source"), {"removed": _OUTCOME, "changed": _COLUMN}),
    (("facts", "*", "ask"), {"removed": _OUTCOME, "changed": _QUESTIONS}),
    (("collections", "*", "ask"), {"removed": _OUTCOME, "changed": _QUESTIONS}),
    (("facts", "*", "ground"), {"removed": _UNUSED, "changed": _GROUND}),
    (("facts", "*", "*"), {"changed": _OUTCOME}),
    (("collections", "*", "*"), {"changed": _OUTCOME}),
    (("facts", "*"), {"changed": _UNUSED}),
    (("collections", "*"), {"changed": _UNUSED}),
    (("values", "*", "*"), {"changed": _OUTCOME}),
    (("values", "*"), {"changed": _UNUSED}),
    (("conditions", "*", "ground"), {"changed": _GROUND}),
    (("conditions",), {"changed": _OUTCOME}),
    (("benefits", "*", "conditions"), {"changed": _OUTCOME}),
    (("benefits", "*", "ground"), {"removed": _OUTCOME, "changed": _GROUND}),
    (("benefits",), {"changed": _AMOUNT}),
    (("form",), {"changed": _QUESTIONS}),
    (("terms",), {"changed": _TERM}),
    (("examples", "*", "expect"), {"changed": _EXPECTED}),
    (("examples",), {"changed": _EXAMPLE}),
    (("letters",), {"changed": _LETTER}),
)


def consequence_of(path: Names, kind: str, *, old: Any, new: Any) -> Consequence:
    """Return what a change means.

    Args:
        path: The keys down to what changed, items of a list by their id, page or name.
        kind: added, removed or changed.
        old: What stood there; None if it was added.
        new: What stands there; None if it was removed.
    """
    if _is_words(path):
        return _WORDS
    special = _special(path, kind, old, new)
    return _in_table(path, kind) if special is None else special


def _is_words(path: Names) -> bool:
    """Return whether a text is all that changed; a fact, field or option may be called so too."""
    if path[0] == "examples":
        return False
    if path[2:3] in {("options",), ("fields",)}:
        return bool(path[4:]) and (path[2] == "options" or path[4] in _TEXT_KEYS)
    return bool(_TEXT_KEYS & set(path[2:] if path[0] in _NAMED else path))


def _special(path: Names, kind: str, old: Any, new: Any) -> Consequence | None:
    if path[0] == "parameters" and len(path) == len(("parameters", "NAME")) and kind == "added":
        return _FOLLOW if "default" in new else _MUST_FILL_IN
    if path[0] in {"facts", "collections"} and len(path) == len(("facts", "NAME")):
        return _COLUMN if kind == "added" and "source" in new else None
    if path[0] == "parameters" and path[-1] in {"minimum", "maximum", "may_be_none"}:
        return _MORE if _is_wider(path[-1], old, new) else _FILLED_IN
    return None


def _is_wider(key: str, old: Any, new: Any) -> bool:
    """Return whether every value that was accepted still is."""
    if key == "may_be_none":
        return bool(new)
    if new is None or old is None:
        return new is None
    return bool(new <= old) if key == "minimum" else bool(new >= old)


def _in_table(path: Names, kind: str) -> Consequence:
    for pattern, consequences in _TABLE:
        fits = len(path) >= len(pattern) and all(
            wanted in {"*", found} for wanted, found in zip(pattern, path, strict=False)
        )
        if fits:
            return consequences.get(kind, consequences["changed"])
    return _OTHER
