"""Parts that list: facts, tasks, steps, reasons, what happened, figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from klik.faces.ui import words
from klik.faces.ui.drawing import PartMisused, drawn, drawn_alike, require_one_of, require_status

register = Library()
_MET: Final = {"yes": "granted", "no": "refused", "unknown": "unknown"}
_STATES: Final = ("done", "now", "next")


@register.simple_block_tag
def summary(content: str) -> SafeString:
    """List what we know or what was answered; holds `fact`."""
    return format_html('<dl class="summary">{}</dl>', content)


@register.simple_tag
def fact(
    label: str,
    value: str,
    *,
    note: str = "",
    change: str = "",
    change_word: str = "",
) -> SafeString:
    """One fact, and where it can be changed."""
    return drawn(
        "fact", label=label, value=value, note=note, change=change, change_word=change_word
    )


@register.simple_block_tag
def tasks(content: str, *, label: str, columns: bool = False) -> SafeString:
    """List things to do or to open, beside each other with `columns`; holds `task`."""
    beside = SafeString(" data-columns") if columns else ""
    return format_html('<ul class="tasks" aria-label="{}"{}>{}</ul>', label, beside, content)


@register.simple_tag
def task(
    title: str, *, href: str = "", note: str = "", word: str = "", status: str = ""
) -> SafeString:
    """One thing to do, with its state."""
    return drawn(
        "task", title=title, href=href, note=note, word=word, status=require_status(status)
    )


@register.simple_tag
def steps(names: Sequence[str], current: int, *, label: str) -> SafeString:
    """Show where one is, of at most six steps; `current` counts from 1, one more than all: done."""
    if not 1 <= current <= len(names) + 1:
        raise PartMisused(f"step {current} of {len(names)}")
    name = names[min(current, len(names)) - 1]
    return drawn_alike(
        "steps",
        steps=tuple(names),
        label=label,
        current=current,
        total=len(names),
        name=name,
    )


@register.simple_block_tag
def why(content: str, title: str, *, intro: str = "", name: str = "why") -> SafeString:
    """Give the reasons of a decision, condition by condition; holds `condition`."""
    return drawn("why", title=title, intro=intro, name=name, content=content)


@register.simple_tag
def condition(
    text: str, met: str, *, evidence: str = "", ground: str = "", verdict: str = ""
) -> SafeString:
    """One condition: met (yes, no, unknown), from which facts, on which legal ground."""
    require_one_of(tuple(_MET), met)
    said = {"yes": _("Met"), "no": _("Not met"), "unknown": _("Not yet known")}[met]
    return drawn(
        "condition",
        text=text,
        met=met,
        symbol=_MET[met],
        evidence=evidence,
        ground=ground,
        verdict=verdict or said,
    )


@register.simple_block_tag
def timeline(content: str, *, label: str = "") -> SafeString:
    """List what happened, what happens now and what comes; holds `happened`."""
    named = format_html(' aria-label="{}"', label) if label else ""
    return format_html('<ol class="timeline"{}>{}</ol>', named, content)


@register.simple_tag
def happened(
    title: str, *, note: str = "", at: date | None = None, state: str = "done", href: str = ""
) -> SafeString:
    """One thing of a timeline; state done, now or next."""
    written = ""
    if at is not None:
        written = words.moment_written(at) if isinstance(at, datetime) else words.day_written(at)
    return drawn(
        "happened",
        title=title,
        note=note,
        at=at.isoformat() if at else "",
        written=written,
        state=require_one_of(_STATES, state),
        href=href,
    )


@register.simple_block_tag
def figures(content: str) -> SafeString:
    """Show a few numbers side by side; holds `figure`."""
    return format_html('<dl class="figures">{}</dl>', content)


@register.simple_tag
def figure(
    label: str, number: str | int, *, unit: str = "", beside: str = "", status: str = ""
) -> SafeString:
    """One number with what it compares to, never a bare one."""
    written = words.number_written(number) if isinstance(number, int) else number
    return drawn(
        "figure",
        label=label,
        number=written,
        unit=unit,
        beside=beside,
        status=require_status(status),
    )
