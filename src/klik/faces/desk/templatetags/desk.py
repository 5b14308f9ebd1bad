"""Tags and filters of the desk: its menu, the words of its codes, names of staff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.template import Context, Library
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from klik.faces.desk import places, wording
from klik.faces.ui.drawing import drawn

register = Library()
_PIECE: Final = 12


@register.inclusion_tag("desk/_menu.html", takes_context=True)
def desk_menu(context: Context, current: str) -> dict[str, Any]:
    """Show the menu of the desk to who works here; `waiting` in the context counts per place."""
    return {"items": _items(context, current), "house": context.get("house")}


@register.inclusion_tag("desk/_everything.html", takes_context=True)
def desk_everything(context: Context) -> dict[str, Any]:
    """List every place that who works here may open, with what one finds there."""
    return {"items": _items(context, "")}


@register.simple_tag
def state(kind: str, code: str) -> SafeString:
    """Show the state of a thing by its code: `{% state "run" run.state %}`."""
    known = wording.worded(kind, code)
    return drawn("badge", word=known.word, status=known.status, symbol=known.status)


@register.filter
def worded(code: str, kind: str) -> str:
    """Write a code in words: `{{ delivery.channel|worded:"channel" }}`."""
    return wording.word_of(kind, code)


@register.filter
def at(found: Mapping[Any, Any], key: object) -> Any:
    """Return what a mapping holds for a key: `{{ creditors|at:order.end_to_end_id }}`."""
    return found.get(key, "")


@register.filter
def breakable(reference: str) -> SafeString:
    """Let a long reference break where there is little room, after each twelve signs."""
    pieces = (reference[at : at + _PIECE] for at in range(0, len(reference), _PIECE))
    return format_html_join(SafeString("<wbr>"), "{}", ((piece,) for piece in pieces))


@register.filter
def met(verdict: str) -> str:
    """Turn the verdict on a condition into what the list of reasons shows."""
    return wording.VERDICTS[str(verdict)]


@register.filter
def named(reference: str, names: Mapping[str, str] | None) -> str:
    """Write who acted by name; by reference where the page was not given one."""
    return (names or {}).get(reference, reference)


def _items(context: Context, current: str) -> list[places.MenuItem]:
    request, house = context.get("request"), context.get("house")
    staff = getattr(request, "staff", None)
    if staff is None or not house:
        return []
    waiting: Mapping[str, int] = context.get("waiting") or {}
    return places.menu(staff.roles, house.slug, current=current, waiting=waiting)
