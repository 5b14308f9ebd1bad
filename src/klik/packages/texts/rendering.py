"""Fills values into a text, so that each stays the text it is.

Values come formatted: a day, an amount or a number is handed in as it must be read. True and false
may be tested and not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, TextIO

from liquid import BoundTemplate, Environment, RenderContext
from liquid.builtin.content import Literal
from liquid.builtin.illegal import Illegal
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.case_tag import CaseTag
from liquid.builtin.tags.if_tag import IfTag
from liquid.builtin.tags.unless_tag import UnlessTag
from liquid.exceptions import LiquidError
from liquid.output import LimitedStringIO

from klik.packages.texts.refusals import TextRefused
from klik.packages.texts.scanning import placeholders
from klik.packages.texts.visible import literal_in_markdown, visible_line

MAXIMUM_OUTPUT = 1_000_000
MAXIMUM_VALUE = 10_000


def render(text: str, names: Mapping[str, object]) -> str:
    r"""Return the Markdown `text` with the values of `names` filled in as literal text.

    A value has no meaning in Markdown or HTML: `**x**` comes in as `\*\*x\*\*`, a new line as a
    space.

    Args:
        text: Markdown with placeholders.
        names: The values by their names, as "child.first_name": str, int, Decimal, bool, or None
            where the value is unknown.

    Raises:
        TextRefused: A name is not among `names`, an unknown value would be shown, the Liquid is
            not accepted, or the result is too large.
    """
    return _rendered(text, names, _escaped)


def render_plain(text: str, names: Mapping[str, object]) -> str:
    """Return the sentence `text` with the values of `names` filled in, as plain text.

    Args:
        text: A sentence with placeholders; it has no Markdown.
        names: As for `render`.

    Raises:
        TextRefused: As for `render`.
    """
    return _rendered(text, names, visible_line)


class _Names(RenderContext):
    """Looks names up whole: `child.first_name` is one name, and there are no others."""

    __slots__ = ()

    def get(self, path: list[object], *, token: Any, default: object = None) -> object:
        """Return the value of a name; that it is there was checked before."""
        del token, default
        return self.globals[".".join(map(str, path))]


class _ValueNode(OutputNode):
    """Shows a value by the way of writing that this rendering asked for."""

    __slots__ = ()

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the value to the output."""
        value = self.expression.evaluate(context)
        write: Callable[[str], str] = context.tag_namespace["write"]
        return buffer.write(write(_shown(value, self)))


class _Value(Output):
    node_class = _ValueNode


class _Letters(Environment):
    """Liquid with three tags and four filters; block nesting was checked while scanning."""

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """Register what is accepted and nothing of what Liquid brings along."""
        del extra
        for tag in (Literal, Illegal, _Value, IfTag, UnlessTag, CaseTag):
            self.add_tag(tag)
        self.add_filter("capitalize", lambda value: _filtered(value, _capitalized))
        self.add_filter("default", _default)
        self.add_filter("downcase", lambda value: _filtered(value, str.lower))
        self.add_filter("upcase", lambda value: _filtered(value, str.upper))


class _NotShown(Exception):
    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


def _rendered(text: str, names: Mapping[str, object], write: Callable[[str], str]) -> str:
    used = placeholders(text)
    for placeholder in used:
        if placeholder.name not in names:
            message = f'"{placeholder.name}" is not known here; use a declared name'
            raise TextRefused(message, text=text, offset=placeholder.offset)
    if not used:
        return text
    template = _compiled(text)
    context = _Names(template, globals={use.name: names[use.name] for use in used})
    context.tag_namespace["write"] = write
    output = LimitedStringIO(MAXIMUM_OUTPUT)
    try:
        template.render_with_context(context, output)
    except _NotShown as error:
        raise TextRefused(error.message, text=text, offset=error.offset) from None
    except LiquidError as error:
        raise TextRefused(str(error.message), text=text, offset=_offset(error)) from None
    return output.getvalue()


@cache
def _environment() -> Environment:
    return _Letters()


@lru_cache(maxsize=2048)
def _compiled(text: str) -> BoundTemplate:
    try:
        return _environment().from_string(text)
    except LiquidError as error:
        raise TextRefused(str(error.message), text=text, offset=_offset(error)) from None


def _offset(error: LiquidError) -> int:
    return max(error.token.start_index, 0) if error.token is not None else 0


def _shown(value: object, node: OutputNode) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        kind = "unknown" if value is None else "not a text"
        message = (
            f"the value of {node.expression} is {kind}; test it with {{% if %}} or give | default: "
            '"..."'
        )
        raise _NotShown(message, node.token.start_index)
    shown = str(value)
    if len(shown) > MAXIMUM_VALUE:
        message = f"a value of {len(shown):,} characters; at most {MAXIMUM_VALUE:,} are accepted"
        raise _NotShown(message, node.token.start_index)
    return shown


def _escaped(value: str) -> str:
    return literal_in_markdown(visible_line(value))


def _filtered(value: object, change: Callable[[str], str]) -> object:
    return change(value) if isinstance(value, str) else value


def _capitalized(value: str) -> str:
    return value[:1].upper() + value[1:]


def _default(value: object, instead: str) -> object:
    return instead if value is None or value == "" else value
