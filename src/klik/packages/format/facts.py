"""Checks facts and collections: each comes from somewhere, and the source has its type."""

from __future__ import annotations

from typing import Any

from klik.packages.format.findings import Findings, listed, nearest_or_listed, suggestion
from klik.packages.format.parameters import note_bounds
from klik.packages.problems import Problem
from klik.packages.reading import Document, Path
from klik.packages.records import RECORDS, Column, Record

_NUMBERS = frozenset({"integer", "decimal", "money"})
# The applicant is a person or an organisation; the application says which.
_APPLICANT = "application.applicant"
_APPLICANT_TYPES = frozenset({"insz", "kbo"})
_NOWHERE = (
    "this comes from nowhere; add `source: RECORD.column`, `ask: {label: {nl: ...}}` or "
    "`by: person`"
)


def fact_problems(document: Document) -> list[Problem]:
    """Return what is wrong with facts and collections of a package whose shape is right."""
    findings = Findings(document)
    for name, declared in findings.content["facts"].items():
        path = ("facts", name)
        _note_origin(declared, path, findings)
        _note_typing(declared, path, findings)
        _note_fact_source(declared, path, findings)
    for name, declared in findings.content.get("collections", {}).items():
        path = ("collections", name)
        _note_origin(declared, path, findings)
        for field, kind in declared["fields"].items():
            if isinstance(kind, dict):
                _note_typing(kind, (*path, "fields", field), findings)
        _note_collection_source(declared, path, findings)
    return findings.problems


def field_kind(declared: Any) -> str:
    """Return the type of a field of a collection, in either way of writing it."""
    kind: str = declared if isinstance(declared, str) else declared["type"]
    return kind


def _note_origin(declared: dict[str, Any], path: Path, findings: Findings) -> None:
    if not {"source", "ask", "by"} & declared.keys():
        findings.at_key(path, _NOWHERE)
    for key in ("of", "as_of"):
        if key in declared and "source" not in declared:
            message = f"`{key}` says which row of a record; it needs `source: RECORD.column`"
            findings.at_key((*path, key), message)


def _note_typing(declared: dict[str, Any], path: Path, findings: Findings) -> None:
    kind = declared["type"]
    if "options" in declared and kind != "choice":
        findings.at_key((*path, "options"), "`options` belong to the type choice")
    for bound in ("minimum", "maximum"):
        if bound in declared and kind not in _NUMBERS:
            findings.at_key((*path, bound), f"`{bound}` belongs to a number; this is {kind}")
            return
    note_bounds(declared, path, findings)
    if kind == "choice" and "options" not in declared and "source" not in declared:
        message = "a choice needs `options: {WORD: {nl: ...}}`, or a source that has them"
        findings.at_key(path, message)


def _note_fact_source(declared: dict[str, Any], path: Path, findings: Findings) -> None:
    source = declared.get("source")
    if source is None:
        return
    place = (*path, "source")
    if source == _APPLICANT:
        if declared["type"] not in _APPLICANT_TYPES:
            message = f"{_APPLICANT} is of type insz or kbo; this fact is {declared['type']}"
            findings.at(place, message)
        return
    record = _record(source, place, findings)
    if record is None:
        return
    name = source.partition(".")[2]
    column = record.columns.get(name)
    if column is None:
        findings.at(place, _no_column(record, name))
        return
    _note_column_type(declared, column, path, findings)


def _note_column_type(
    declared: dict[str, Any], column: Column, path: Path, findings: Findings
) -> None:
    if declared["type"] != column.type:
        message = (
            f"type: {declared['type']} does not fit; {declared['source']} is of type {column.type}"
        )
        findings.at((*path, "type"), message)
        return
    for word in declared.get("options", {}):
        if word not in column.values:
            message = (
                f'"{word}" is not a word of {declared["source"]}{suggestion(word, column.values)}; '
                f"accepted: {listed(column.values)}"
            )
            findings.at_key((*path, "options", word), message)


def _record(source: str, path: Path, findings: Findings) -> Record | None:
    name = source.partition(".")[0]
    record = RECORDS.get(name)
    if record is None:
        usable = [known for known, each in RECORDS.items() if each.supported]
        message = (
            f'"{name}" is not a published record{suggestion(name, usable)}; accepted: '
            f"{listed(usable)}, or application.applicant"
        )
        findings.at(path, message)
    elif not record.supported:
        message = (
            f"not yet supported: the register {name}; let a member of staff fill this in "
            "(by: person), or ask it (ask: {label: {nl: ...}})"
        )
        findings.at(path, message)
        return None
    return record


def _no_column(record: Record, name: str) -> str:
    if name in record.collections:
        return f"{record.name}.{name} gives several rows; declare it under `collections`"
    known = nearest_or_listed(name, record.columns)
    return f'{record.name} has no column "{name}"{known}'


def _note_collection_source(declared: dict[str, Any], path: Path, findings: Findings) -> None:
    source = declared.get("source")
    if source is None:
        return
    record = _record(source, (*path, "source"), findings)
    if record is None:
        return
    name = source.partition(".")[2]
    collection = record.collections.get(name)
    if collection is None:
        message = (
            f'{record.name} has no collection "{name}"{suggestion(name, record.collections)}; '
            f"accepted: {listed(record.collections)}"
        )
        findings.at((*path, "source"), message)
        return
    for field, kind in declared["fields"].items():
        place = (*path, "fields", field)
        if field not in collection.fields:
            message = (
                f'{source} has no field "{field}"{suggestion(field, collection.fields)}; '
                f"accepted: {listed(collection.fields)}"
            )
            findings.at_key(place, message)
        elif field_kind(kind) != collection.fields[field]:
            message = (
                f"{field}: {field_kind(kind)} does not fit; {source}.{field} is of type "
                f"{collection.fields[field]}"
            )
            findings.at(place, message)
