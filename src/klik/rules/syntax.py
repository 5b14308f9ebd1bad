"""The syntax tree of an expression.

The parser makes it, the checker gives every part its type, and each engine reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from klik.rules.types import NULL, Type

Scalar = bool | int | Decimal | date | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One part of an expression.

    Attributes:
        offset: Where it starts in the text, counted in characters from 0.
        word: The word that stands there, for messages.
        type: What it gives; filled in by the checker.
    """

    offset: int
    word: str
    type: Type = NULL

    def children(self) -> Iterator[Node]:
        """Yield the parts directly below this one, in the order they are written."""
        for field in fields(self):
            yield from _nodes_in(getattr(self, field.name))


def _nodes_in(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _nodes_in(part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(Node):
    """A number, text, date, truth value or NULL as written."""

    value: Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Node):
    """A declared name: a fact, value, parameter or one of the platform's own."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Node):
    """A field of the row that an aggregate looks at."""

    rows: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic(Node):
    """Terms joined by AND or by OR, in three-valued logic."""

    operator: str
    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Node):
    operand: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare(Node):
    """One of = <> < <= > >= between two values."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic(Node):
    """One of + - * between two numbers."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class InSet(Node):
    """Whether an item is in a declared set."""

    item: Node
    collection: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class IsNull(Node):
    operand: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class IsNone(Node):
    operand: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Node):
    """The first branch whose condition is TRUE; unknown as soon as a condition before it is."""

    branches: tuple[tuple[Node, Node], ...]
    otherwise: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Node):
    """A function of the closed list with its arguments."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate(Node):
    """COUNT, SUM, MIN, MAX, any or all over the rows of a collection."""

    function: str
    rows: str
    argument: Node | None
    where: Node | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Convert(Node):
    """A number made to fit its type: widened, or rounded half up to the scale of `type`."""

    operand: Node


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and every part below it."""
    yield node
    for child in node.children():
        yield from walk(child)
