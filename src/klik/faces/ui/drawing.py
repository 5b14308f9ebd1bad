"""How a part of the design system becomes HTML: a typed function, and a template of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, Literal, get_args

from django.template.loader import get_template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# The template tags that every template has without loading them.
LIBRARIES: Final = ("charts", "controls", "lists", "surfaces", "tables", "words")
Status = Literal["granted", "waiting", "action", "refused", "info", ""]
STATUSES: Final = frozenset(get_args(Status))


Words = str | int | tuple[str, ...]


class PartMisused(ValueError):
    """A template gave a part something that it does not take."""


def drawn(part: str, **context: Any) -> SafeString:
    """Return the part `ui/parts/_<part>.html`, given what it needs and nothing else."""
    return SafeString(get_template(f"ui/parts/_{part}.html").render(context).strip())


def drawn_alike(part: str, **context: Words) -> SafeString:
    """Return a part that a list shows again and again with the same words, drawn once.

    What is drawn stays in this process: only for words of Klik and of regulations, never for what
    tells something of a person.
    """
    # A text that is safe already is drawn otherwise than the same text that is not.
    types = tuple(
        tuple(map(type, value)) if isinstance(value, tuple) else type(value)
        for value in context.values()
    )
    return _kept(part, get_language(), types, tuple(context.items()))


@lru_cache(maxsize=1024)
def _kept(
    part: str,
    _language: str | None,
    _types: tuple[type | tuple[type, ...], ...],
    context: tuple[tuple[str, Words], ...],
) -> SafeString:
    return drawn(part, **dict(context))


def filled(template: str, rows: Sequence[dict[str, str]]) -> list[SafeString]:
    """Return a template of places for words alone, drawn once and filled in for each row.

    For what a list shows many times, each with words of its own: nothing of those stays here. The
    template may not look at a word, nor turn it over.

    Args:
        template: Its full name.
        rows: The words by name, the same names in each; what is not safe is escaped.
    """
    if not rows:
        return []
    stencil = _stencil(template, get_language(), tuple(rows[0]))
    return [
        SafeString(
            "".join(
                conditional_escape(row[piece]) if is_place else piece for is_place, piece in stencil
            )
        )
        for row in rows
    ]


@lru_cache(maxsize=256)
def _stencil(
    template: str, _language: str | None, names: tuple[str, ...]
) -> tuple[tuple[bool, str], ...]:
    places = {name: SafeString(f"\0{name}\0") for name in names}
    pieces = get_template(template).render(places).strip().split("\0")
    # What stands between two signs that no text holds is a place.
    return tuple((at % 2 == 1, piece) for at, piece in enumerate(pieces))


def require_status(status: str) -> str:
    """Return `status` when it is one.

    Raises:
        PartMisused: It is none of the five, nor empty.
    """
    return require_one_of(STATUSES, status)


def require_one_of(known: frozenset[str] | tuple[str, ...], given: str) -> str:
    """Return `given` when it is known.

    Raises:
        PartMisused: It is not; the message names what is.
    """
    if given not in known:
        raise PartMisused(f"{given!r} is none of {', '.join(repr(one) for one in sorted(known))}")
    return given
