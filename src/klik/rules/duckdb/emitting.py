"""Pieces of SQL, and the steps that hold what is needed more than once.

SQL has no names for parts of an expression. A part that is used twice becomes a column of an inner
SELECT (a step), or inside a collection a one-element list whose element gets a name; so the text
grows with the expression and not with two to the power of its depth.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from klik.rules.syntax import Scalar
from klik.rules.types import Kind, Type

FALSE = "FALSE"


@dataclass(frozen=True, slots=True)
class Sql:
    """One lowered part.

    Attributes:
        value: SQL that is NULL where the part is unknown, or none.
        none: SQL that is TRUE where the part is known to be none, and otherwise FALSE.
        level: The step after which it can be computed; 0 reads the source only.
        simple: Whether it is one name or literal, so that using it twice costs nothing.
    """

    value: str
    none: str = FALSE
    level: int = 0
    simple: bool = False

    @property
    def unknown(self) -> str:
        """Return SQL that is TRUE where the part is unknown."""
        if self.none == FALSE:
            return f"({self.value} IS NULL)"
        return f"({self.value} IS NULL AND NOT {self.none})"


@dataclass(slots=True)
class Steps:
    """Named parts, in the order in which they are computed.

    Attributes:
        prefix: What the names begin with.
        parts: Per name its SQL and the level at which it stands.
    """

    prefix: str
    parts: dict[str, tuple[str, int]] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def share(self, sql: str, level: int) -> Sql:
        """Return a name for `sql`; the same SQL gets the same name."""
        name = self._names.get(sql)
        if name is None:
            name = f"{self.prefix}{len(self.parts)}"
            self._names[sql] = name
            self.parts[name] = (sql, level + 1)
        return Sql(value=name, level=self.parts[name][1], simple=True)

    def layered(self, source: str) -> str:
        """Return a SELECT over `source` that adds every step, level by level."""
        levels: dict[int, list[str]] = {}
        for name, (sql, level) in self.parts.items():
            levels.setdefault(level, []).append(f"{sql} AS {name}")
        selected = source
        for level in sorted(levels):
            selected = f"(SELECT *, {', '.join(levels[level])} FROM {selected})"
        return selected

    def bound(self, body: str) -> str:
        """Return `body` with every step bound around it, for use inside a lambda."""
        for name, (sql, _) in reversed(self.parts.items()):
            body = f"list_transform([{sql}], lambda {name}: {body})[1]"
        return body


@dataclass(frozen=True, slots=True)
class TableColumns:
    """How a table stands in columns: `rows` times its keys and value, the highest last key first.

    Attributes:
        rows: Rows of the largest table among the parameter sets; shorter ones end in NULLs.
        steps: Whether the last key finds the largest that is not above it.
    """

    rows: int
    steps: bool

    def cell(self, name: str, row: int, part: str) -> str:
        """Return the column that holds a key (`k0`) or the value (`v`) of a row."""
        return quoted(f"{name}#{row}#{part}")

    def otherwise(self, name: str) -> str:
        """Return the column that answers where no row is found."""
        return quoted(f"{name}#else")


def column_type(given: Type) -> str:
    """Return DuckDB's type for values of a type."""
    if given.kind in (Kind.DECIMAL, Kind.MONEY):
        return f"DECIMAL({max(given.whole + given.scale, 1)}, {given.scale})"
    if given.kind == Kind.INTEGER:
        return "BIGINT" if given.whole <= 18 else "HUGEINT"  # noqa: PLR2004 -- digits of 64 bits
    if given.kind == Kind.SET:
        return f"{_PLAIN.get(given.item or Kind.TEXT, 'VARCHAR')}[]"
    return _PLAIN.get(given.kind, "VARCHAR")


_PLAIN = {Kind.BOOLEAN: "BOOLEAN", Kind.DATE: "DATE", Kind.INTEGER: "BIGINT"}


def quoted(name: str) -> str:
    """Return a name as a DuckDB identifier."""
    return '"' + name.replace('"', '""') + '"'


def none_column(name: str) -> str:
    """Return the identifier of the column that says whether `name` is none."""
    return quoted(f"{name}?none")


def literal(value: Scalar, given: Type) -> str:
    """Return a literal of the type that DuckDB has for it."""
    kind = column_type(given)
    if value is None:
        return f"CAST(NULL AS {kind})"
    if isinstance(value, bool):
        return "TRUE" if value else FALSE
    text = str(value).replace("'", "''")
    if given.kind in (Kind.INTEGER, Kind.DECIMAL, Kind.MONEY):
        return f"CAST({text} AS {kind})" if given.kind == Kind.INTEGER else f"CAST('{text}' AS {kind})"
    return f"DATE '{text}'" if given.kind == Kind.DATE else f"'{text}'"
