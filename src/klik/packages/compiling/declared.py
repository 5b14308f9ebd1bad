"""The types that a package declares: of facts, parameters, tables and collections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from klik.packages.records import RECORDS
from klik.rules.scope import TableType
from klik.rules.types import Kind, Type, plain_type

PARAMETERS = "parameters."


@dataclass(frozen=True, slots=True)
class Declared:
    """Every declared name with its type.

    Attributes:
        facts: Per fact its type; a file may be none.
        parameters: Per parameter, by its full name `parameters.NAME`, its type; tables left out.
        tables: Per table, by its full name, its shape.
        collections: Per collection its fields.
    """

    facts: Mapping[str, Type]
    parameters: Mapping[str, Type]
    tables: Mapping[str, TableType]
    collections: Mapping[str, Mapping[str, Type]]


def declared_in(content: Mapping[str, Any]) -> Declared:
    """Return the declared types of a package whose structure has been found right."""
    parameters = content.get("parameters", {})
    return Declared(
        facts={name: fact_type(fact) for name, fact in content["facts"].items()},
        parameters={
            PARAMETERS + name: parameter_type(parameter)
            for name, parameter in parameters.items()
            if parameter["type"] != "table"
        },
        tables={
            PARAMETERS + name: table_type(parameter)
            for name, parameter in parameters.items()
            if parameter["type"] == "table"
        },
        collections={
            name: {field: _field_type(given) for field, given in rows["fields"].items()}
            for name, rows in content.get("collections", {}).items()
        },
    )


def fact_type(fact: Mapping[str, Any]) -> Type:
    """Return the type of a fact; its options come from itself or from its record."""
    kind = Kind(fact["type"])
    may_be_none = kind == Kind.FILE or bool(fact.get("may_be_none", False))
    given = plain_type(kind).with_none(may_be_none=may_be_none)
    if kind != Kind.CHOICE:
        return given
    return _with_options(given, fact.get("options") or _record_words(fact.get("source", "")))


def parameter_type(parameter: Mapping[str, Any]) -> Type:
    """Return the type of a parameter that is not a table."""
    may_be_none = bool(parameter.get("may_be_none", False))
    if parameter["type"] == "set":
        item = Kind(parameter["of"])
        return _with_options(Type(Kind.SET, item=item), parameter.get("options"))
    given = plain_type(Kind(parameter["type"])).with_none(may_be_none=may_be_none)
    return _with_options(given, parameter.get("options"))


def table_type(parameter: Mapping[str, Any]) -> TableType:
    """Return the shape of a table parameter."""
    ((_, value),) = parameter["value"].items()
    return TableType(
        keys=tuple((name, plain_type(Kind(kind))) for name, kind in parameter["key"].items()),
        value=plain_type(Kind(value)),
        steps=parameter.get("match") == "step",
        complete="else" in parameter,
    )


def _field_type(given: Any) -> Type:
    if isinstance(given, str):
        return plain_type(Kind(given))
    return _with_options(
        plain_type(Kind(given["type"])).with_none(may_be_none=bool(given.get("may_be_none"))),
        given.get("options"),
    )


def _with_options(given: Type, options: Mapping[str, Any] | None) -> Type:
    if not options:
        return given
    words = frozenset(options)
    return Type(given.kind, may_be_none=given.may_be_none, options=words, item=given.item)


def _record_words(source: str) -> dict[str, None]:
    record, _, column = source.partition(".")
    if record not in RECORDS or column not in RECORDS[record].columns:
        return {}
    return dict.fromkeys(RECORDS[record].columns[column].values)
