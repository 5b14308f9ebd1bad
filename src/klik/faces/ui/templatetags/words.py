"""Filters: how money, days, accounts and long words are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from klik.faces.ui import words
from klik.ground.markdown import html_of

register = Library()
_SHORT: Final = "short"


@register.filter
def money(cents: int | None, form: str = "") -> str:
    """Write whole cents as an amount; `money:"exact"` with the cents always."""
    return "" if cents is None else words.money_written(cents, exact=form == "exact")


@register.filter
def number(value: int | None) -> str:
    """Write a count with its thousands apart."""
    return "" if value is None else words.number_written(value)


@register.filter
def difference(value: int | None) -> str:
    """Write a difference with its sign."""
    return "" if value is None else words.difference_written(value)


@register.filter
def day(value: date | None, form: str = "") -> str:
    """Write a day; `day:"short"` without its year."""
    return "" if value is None else words.day_written(value, short=form == _SHORT)


@register.filter
def moment(value: datetime | None, form: str = "") -> str:
    """Write a moment in the time of Brussels; `moment:"short"` without its year."""
    return "" if value is None else words.moment_written(value, short=form == _SHORT)


@register.filter
def month(value: date | None, form: str = "") -> str:
    """Write the month of a day; `month:"short"` in three letters."""
    return "" if value is None else words.month_written(value, short=form == _SHORT)


@register.filter
def account(value: str | None) -> str:
    """Write an account with its middle hidden."""
    return words.account_masked(value) if value else ""


@register.filter
def register_number(value: str | None) -> str:
    """Write a register number of which only the birth date shows."""
    return words.register_number_masked(value) if value else ""


@register.filter(is_safe=True)
def soft(value: str) -> str:
    """Let the long words of a text break at their seams."""
    return words.softened(str(value))


@register.filter
def unbroken(value: str) -> SafeString:
    """Keep a number or reference on one line."""
    return words.unbroken(str(value))


@register.filter
def marked_up(value: str) -> SafeString:
    """Write Markdown of staff as HTML; what could do harm stays text."""
    return SafeString(html_of(str(value)))


@register.filter
def said(texts: Mapping[str, str]) -> str:
    """Choose the language of the page from a text that is kept in more than one."""
    language = (get_language() or "nl")[:2]
    return texts.get(language) or texts.get("nl", "")


@register.filter
def clock(value: datetime | None) -> str:
    """Write the time of a moment in Brussels: `9.30 uur`."""
    return "" if value is None else words.clock_written(value)


@register.filter
def weekday(value: date | None) -> str:
    """Write a day with its weekday: `maandag 30 november`."""
    return "" if value is None else words.weekday_written(value)


@register.filter
def is_tick(widget_type: str) -> bool:
    """Say whether a field is one box to tick, whose label stands beside it."""
    return widget_type == "checkbox"
