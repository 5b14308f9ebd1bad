"""Queries that pages ask all day: Django writes the SQL of each once, and only values change.

To write the SQL of a query takes Django longer than the database needs to answer it. What is kept
is SQL alone, per thread, and for exactly the municipalities acted for: no value and no answer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, overload
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, QuerySet

from klik.ground.tenancy.acting import current_municipalities

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

Row = tuple[Any, ...]
_Converters = tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]
_MOST_KEPT: Final = 512


class _OfThread(threading.local):
    """What is written for one thread turns values over by the connection of that thread."""

    def __init__(self) -> None:
        self.by_shape: dict[Hashable, _Written] = {}


class Given(Expression):
    """Stands in a prepared query for a value that is given each time it is asked.

    Args:
        name: Of the argument.
        place: Of a collection, which one.
    """

    def __init__(self, name: str, place: int = 0) -> None:
        super().__init__()
        self.name = name
        self.place = place

    def as_sql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """Return a place for the value, and this in its stead."""
        return "%s", (self,)


class Rows(Sequence[Row]):
    """The rows of an answer; of each, values become those of Python when it is looked at.

    Attributes:
        raw: As the database gave them. Moments of one database sort as they should.
    """

    __slots__ = ("_converters", "raw")

    def __init__(self, raw: list[Row], converters: _Converters) -> None:
        self.raw = raw
        self._converters = converters

    def __len__(self) -> int:
        return len(self.raw)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self.converted(one) for one in self.raw[index]]
        return self.converted(self.raw[index])

    def __iter__(self) -> Iterator[Row]:
        return map(self.converted, self.raw) if self._converters else iter(self.raw)

    def converted(self, raw: Row) -> Row:
        """Return one of the raw rows, in values of Python."""
        row = list(raw)
        for index, converters, expression in self._converters:
            for convert in converters:
                row[index] = convert(row[index], expression, connection)
        return tuple(row)


@dataclass(frozen=True, slots=True)
class _Written:
    sql: str
    parameters: tuple[Any, ...]
    converters: _Converters


def prepared(make: Callable[..., QuerySet[Any, Any]]) -> Callable[..., Rows]:
    """Let a function that makes a query of values (`values_list`) return its rows.

    The function gets a `Given` for each argument, and a list of them for a list or set. It is
    called once, so the query may depend on no value. Values are text, bytes, whole numbers,
    moments and keys (UUID).
    """

    @wraps(make)
    def ask(**given: Any) -> Rows:
        values = {name: _padded(value) for name, value in given.items()}
        try:
            written = _written(make, values)
        except EmptyResultSet:  # a list was empty: Django asks nothing then either
            return Rows([], ())
        bound = [_bound(one, values) for one in written.parameters]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, bound)
            return Rows(cursor.fetchall(), written.converters)

    return ask


def _padded(value: Any) -> Any:
    """Return a collection as a list of which the length is a power of two: so few are written."""
    if not isinstance(value, list | tuple | set | frozenset):
        return value
    values = list(value)
    wanted = 1 << (len(values) - 1).bit_length() if values else 0
    return values + values[-1:] * (wanted - len(values))


def _written(make: Callable[..., QuerySet[Any, Any]], values: dict[str, Any]) -> _Written:
    shape = tuple(
        (one, len(many) if isinstance(many, list) else -1) for one, many in values.items()
    )
    key = (make, connection.vendor, current_municipalities(), shape)
    kept = _kept.by_shape
    found = kept.get(key)
    if found is None:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = found = _write(make, values)
    return found


def _write(make: Callable[..., QuerySet[Any, Any]], values: dict[str, Any]) -> _Written:
    places = {
        name: [Given(name, place) for place in range(len(value))]
        if isinstance(value, list)
        else Given(name)
        for name, value in values.items()
    }
    compiler = make(**places).query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select]
    converters = compiler.get_converters(columns)
    return _Written(
        sql,
        tuple(parameters),
        tuple((index, tuple(each), one) for index, (each, one) in converters.items()),
    )


def _bound(parameter: Any, values: dict[str, Any]) -> Any:
    if not isinstance(parameter, Given):
        return parameter
    value = values[parameter.name]
    return _adapted(value[parameter.place] if isinstance(value, list) else value)


def _adapted(value: Any) -> Any:
    """Return a value as the database writes it, where that is not the same everywhere."""
    if isinstance(value, str | bytes):
        return value
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


_kept: Final = _OfThread()
