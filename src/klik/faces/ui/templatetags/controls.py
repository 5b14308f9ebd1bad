"""Parts that are pressed: buttons, menus, tabs, chips, pages, and what went wrong in a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.forms import BaseForm, BoundField
from django.template import Context, Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from klik.faces.ui.drawing import drawn, drawn_alike, require_one_of
from klik.faces.ui.forms import says_no_more

register = Library()
_KINDS: Final = ("", "secondary", "quiet", "danger")
_SIZES: Final = ("", "small")
_PAGES_BESIDE: Final = 1


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong in a form, and the field where it is put right."""

    said: str
    field: str


@register.simple_tag
def button(
    word: str,
    *,
    href: str = "",
    kind: str = "",
    symbol: str = "",
    **attributes: Any,
) -> SafeString:
    """Do something: begins with a verb. With `href` a link that looks so, else it submits its form.

    Args:
        word: What happens.
        href: Where it leads.
        kind: Empty for the one main button of a screen, or secondary, quiet, danger.
        symbol: An icon before the word.
        **attributes: HTML attributes, `_` for `-`: `size="small"`, `name`, `value`, `form`,
            `hx_get`; `busy=True` and `off=True` for what cannot be pressed now.
    """
    size = require_one_of(_SIZES, attributes.pop("size", ""))
    return drawn(
        "button",
        word=word,
        href=href,
        kind=require_one_of(_KINDS, kind),
        size=size,
        symbol=symbol,
        busy=attributes.pop("busy", False),
        off=attributes.pop("off", False),
        attributes=_attributes(attributes),
    )


@register.simple_tag
def menu_item(
    word: str, href: str, symbol: str, *, current: bool = False, new: int = 0
) -> SafeString:
    """One word of the main menu; `new` counts what waits behind it."""
    return drawn("menu_item", word=word, href=href, symbol=symbol, current=current, new=new)


@register.simple_tag
def crumb(word: str, href: str) -> SafeString:
    """One step of the way to this page, which itself is left out."""
    return format_html('<li><a href="{}">{}</a></li>', href, word)


@register.simple_block_tag
def tabs(content: str, *, label: str) -> SafeString:
    """Views of one thing, each with an address of its own; holds `tab`."""
    return drawn("tabs", label=label, content=content)


@register.simple_tag
def tab(word: str, href: str, *, current: bool = False, number: int | None = None) -> SafeString:
    """One view."""
    return drawn("tab", word=word, href=href, current=current, number=number)


@register.simple_block_tag
def chips(content: str, *, label: str) -> SafeString:
    """Chosen filters, or one choice out of few; holds `chip`."""
    return drawn("chips", label=label, content=content)


@register.simple_tag
def chip(word: str, href: str, *, current: bool = False, removes: bool = False) -> SafeString:
    """One filter: a choice, or one that can be taken away."""
    return drawn("chip", word=word, href=href, current=current, removes=removes)


@register.simple_block_tag
def filters(content: str, *, label: str, action: str = "") -> SafeString:
    """Narrow a list down: fields in a row and a button, as an address that can be kept."""
    return drawn("filters", label=label, action=action, content=content)


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Any, *, label: str) -> SafeString:
    """Leaf through a list (a page of Django's paginator), keeping the filters of the address."""
    if not page.has_other_pages():
        return SafeString("")
    request = context.get("request")
    kept = [
        (name, values)
        for name, values in (request.GET.lists() if request else ())
        if name != "page"
    ]
    before = f"{urlencode(kept, doseq=True)}&" if kept else ""
    numbers = page.paginator.get_elided_page_range(
        page.number, on_each_side=_PAGES_BESIDE, on_ends=1
    )
    draw = drawn if before else drawn_alike  # a filter may be somebody's name
    return draw(
        "pagination",
        here=str(page.number),
        previous=page.number - 1 if page.has_previous() else "",
        following=page.number + 1 if page.has_next() else "",
        numbers=tuple(map(str, numbers)),
        ellipsis=str(page.paginator.ELLIPSIS),
        label=label,
        before=before,
    )


@register.simple_tag
def errors(form: BaseForm, *, level: int = 2) -> SafeString:
    """Say first what is wrong in a form, each with a link to where it is put right."""
    found = _wrong(form)
    return drawn("errors", errors=found, level=level) if found else SafeString("")


@register.simple_tag
def error_list(errors: Sequence[Wrong], *, level: int = 2) -> SafeString:
    """Say what is wrong where there is no form."""
    return drawn("errors", errors=errors, level=level)


def _wrong(form: BaseForm) -> list[Wrong]:
    found = [Wrong(str(said), "") for said in form.non_field_errors()]
    for bound in form:
        # What is chosen from several inputs has no input of the plain name: go to its first.
        inputs = bound.subwidgets
        first = bound.id_for_label or (inputs[0].id_for_label if inputs else "")
        found += [Wrong(_said(bound, str(said)), first or bound.auto_id) for said in bound.errors]
    return found


def _said(bound: BoundField, said: str) -> str:
    # Beside its field this is enough; apart from it one must know which.
    if not says_no_more(said):
        return said
    label = str(bound.label)
    return f"{label} {said}" if label.endswith("?") else f"{label}: {said}"


def _attributes(given: dict[str, Any]) -> SafeString:
    return format_html_join(
        "",
        ' {}="{}"',
        (
            (name.rstrip("_").replace("_", "-"), value)
            for name, value in given.items()
            if value not in (None, "", False)
        ),
    )
