"""Pieces of SQL, and the steps that hold what is needed more than once.

SQL has no names for parts of an expression. A part that is used twice becomes a column of an inner
SELECT (a step), or inside a collection a field that is added to its rows; so the text grows with
the expression and not with two to the power of its depth.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from klik.rules.duckdb.occurring import Days, Digits
from klik.rules.syntax import Scalar
from klik.rules.types import Kind, Type, plain_type

FALSE = "FALSE"


@dataclass(frozen=True, slots=True)
class Sql:
    """One lowered part.

    Attributes:
        value: SQL that is NULL where the part is unknown, or none.
        none: SQL that is TRUE where the part is known to be none, and otherwise FALSE.
        level: The step after which it can be computed; 0 reads the source only.
        simple: Whether it is one name or literal, so that using it twice costs nothing.
        digits: Of a number the digits that it can have; None where only its type says so.
        days: The first and last day that a date can be; None where any day of the calendar.
        known: Whether it is never unknown.
    """

    value: str
    none: str = FALSE
    level: int = 0
    simple: bool = False
    digits: Digits | None = None
    days: Days | None = None
    known: bool = False

    @property
    def unknown(self) -> str:
        """Return SQL that is TRUE where the part is unknown."""
        if self.known:
            return FALSE
        if self.none == FALSE:
            return f"({self.value} IS NULL)"
        return f"({self.value} IS NULL AND NOT {self.none})"


@dataclass(slots=True)
class Steps:
    """Named parts, in the order in which they are computed.

    Attributes:
        prefix: What the names begin with.
        row: Inside a collection the name that stands for the row, to which the parts are added.
        parts: Per name its SQL and the level at which it stands.
    """

    prefix: str
    row: str = ""
    parts: dict[str, tuple[str, int]] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def share(self, sql: str, level: int) -> Sql:
        """Return a name for `sql`; the same SQL gets the same name."""
        name = self._names.get(sql)
        if name is None:
            name = f"{self.prefix}{len(self.parts)}"
            self._names[sql] = name
            self.parts[name] = (sql, level + 1)
        value = f"{self.row}.{name}" if self.row else name
        return Sql(value=value, level=self.parts[name][1], simple=True)

    def layered(self, source: str) -> str:
        """Return a SELECT over `source` that adds every step, level by level."""
        selected = source
        for level in self._levels():
            added = ", ".join(f"{sql} AS {name}" for name, sql in level)
            selected = f"(SELECT *, {added} FROM {selected})"  # noqa: S608 -- every part is ours
        return selected

    def staged(self, rows: str) -> str:
        """Return `rows`, a list of structs, with every step added to each as a field.

        One list_transform per level, each over the result of the one before: lambdas inside
        lambdas take the engine memory that doubles with every level.
        """
        for level in self._levels():
            fields = ", ".join(f"{name} := {sql}" for name, sql in level)
            rows = f"list_transform({rows}, lambda {self.row}: struct_insert({self.row}, {fields}))"
        return rows

    def _levels(self) -> list[list[tuple[str, str]]]:
        levels: dict[int, list[tuple[str, str]]] = {}
        for name, (sql, level) in self.parts.items():
            levels.setdefault(level, []).append((name, sql))
        return [levels[level] for level in sorted(levels)]


@dataclass(frozen=True, slots=True)
class TableColumns:
    """How a table stands in columns: `rows` times its keys and value, the highest last key first.

    Attributes:
        rows: Rows of the largest table among the parameter sets; shorter ones end in NULLs.
        steps: Whether the last key finds the largest that is not above it.
        digits: The digits of its values; None where only their type says so.
    """

    rows: int
    steps: bool
    digits: Digits | None = None

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
        return f"{column_type(plain_type(given.item or Kind.TEXT))}[]"
    return _PLAIN.get(given.kind, "VARCHAR")


_PLAIN = {Kind.BOOLEAN: "BOOLEAN", Kind.DATE: "DATE"}


def quoted(name: str) -> str:
    """Return a name as a DuckDB identifier."""
    return '"' + name.replace('"', '""') + '"'


def none_column(name: str) -> str:
    """Return the identifier of the column that says whether `name` is none."""
    return quoted(f"{name}?none")


def in_set_column(name: str, place: int) -> str:
    """Return the identifier of the column that says whether a set has the item at `place`."""
    return quoted(f"{name}#{place}")


def literal(value: Scalar, given: Type) -> str:
    """Return a literal of the type that DuckDB has for it."""
    kind = column_type(given)
    if value is None:
        return f"CAST(NULL AS {kind})"
    if isinstance(value, bool):
        return "TRUE" if value else FALSE
    text = str(value).replace("'", "''")
    if given.kind in (Kind.INTEGER, Kind.DECIMAL, Kind.MONEY):
        return (
            f"CAST({text} AS {kind})" if given.kind == Kind.INTEGER else f"CAST('{text}' AS {kind})"
        )
    return f"DATE '{text}'" if given.kind == Kind.DATE else f"'{text}'"
