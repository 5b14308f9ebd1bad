"""Compiles the expressions of one package and keeps what is refused, with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from klik.packages.problems import Problem
from klik.packages.reading import Document, Path
from klik.rules.checker import Expression, compile_expression
from klik.rules.refusals import ExpressionRefused
from klik.rules.scope import Scope
from klik.rules.types import Type

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_DAY_BEFORE = len("DATE '")


@dataclass(slots=True)
class Compiling:
    """The state of one compilation.

    Attributes:
        document: package.yaml, for the places.
        scope: What an expression may name.
        problems: What was refused so far.
        compiled: What was not, by its path.
    """

    document: Document
    scope: Scope
    problems: list[Problem] = field(default_factory=list)
    compiled: dict[Path, Expression] = field(default_factory=dict)

    def expression(
        self, path: Path, wanted: Type | None = None, *, names: Mapping[str, Type] | None = None
    ) -> Expression | None:
        """Return the expression at `path`; None where nothing stands there or it is refused.

        Args:
            path: Where it stands in package.yaml.
            wanted: The type that it must give.
            names: Names that are known at this place only.
        """
        written = self.document.value(path)
        if written is None:
            return None
        text, before = expression_text(written)
        scope = self.scope.adding(names) if names else self.scope
        try:
            self.compiled[path] = compile_expression(text, scope, wanted=wanted)
        except ExpressionRefused as refused:
            self.refuse(path, refused.message, offset=max(refused.offset - before, 0))
            return None
        return self.compiled[path]

    def refuse(self, path: Path, message: str, *, offset: int = 0) -> None:
        """Note a problem at `path`, `offset` characters into the text there."""
        place = self.document.place_within(path, offset)
        self.problems.append(Problem(self.document.file, place.line, place.column, message))


def expression_text(written: Any) -> tuple[str, int]:
    """Return the text of an expression written as a text, number, day or truth value.

    Also how many characters were put before it.
    """
    if isinstance(written, bool):
        return ("TRUE" if written else "FALSE"), 0
    if isinstance(written, int | Decimal):
        return str(written), 0
    if _DAY.match(written):
        return f"DATE '{written}'", _DAY_BEFORE
    return str(written), 0
