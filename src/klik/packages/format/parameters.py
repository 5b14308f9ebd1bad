"""Checks parameters: a default fits its type, its bounds, its options and its table."""

from __future__ import annotations

from typing import Any

from klik.packages.format.findings import Findings, listed, suggestion
from klik.packages.format.validation import describe
from klik.packages.format.values import is_number, misfit
from klik.packages.problems import Problem
from klik.packages.reading import Document, Path

_STEPPING = frozenset({"integer", "decimal", "money", "date"})


def parameter_problems(document: Document) -> list[Problem]:
    """Return what is wrong with the parameters of a package whose shape is right."""
    findings = Findings(document)
    for name, declared in findings.content.get("parameters", {}).items():
        path = ("parameters", name)
        note_bounds(declared, path, findings)
        if declared["type"] == "table":
            _note_table(declared, path, findings)
        elif declared["type"] == "set":
            _note_set(declared, path, findings)
        elif "default" in declared:
            _note_default(declared, (*path, "default"), findings)
    return findings.problems


def note_bounds(declared: dict[str, Any], path: Path, findings: Findings) -> None:
    """Note a minimum or maximum that does not fit the type, or that crosses the other."""
    kind = declared["type"]
    for bound in ("minimum", "maximum"):
        if bound in declared and (accepted := misfit(declared[bound], kind)):
            message = f"{bound}: {describe(declared[bound])} does not fit; expected {accepted}"
            findings.at((*path, bound), message)
    if "minimum" in declared and "maximum" in declared:
        if not is_number(declared["minimum"]) or not is_number(declared["maximum"]):
            return
        if declared["minimum"] > declared["maximum"]:
            findings.at((*path, "minimum"), "the minimum lies above the maximum; turn them round")


def _note_default(declared: dict[str, Any], path: Path, findings: Findings) -> None:
    default, kind = declared["default"], declared["type"]
    if default == "none":
        if not declared.get("may_be_none", False):
            message = "none is a default only with `may_be_none: true` beside it"
            findings.at(path, message)
        return
    if accepted := misfit(default, kind):
        findings.at(path, f"default: {describe(default)} does not fit; expected {accepted}")
        return
    _note_outside(declared, path, findings)
    if kind == "choice":
        _note_option(default, declared["options"], path, findings)


def _note_outside(declared: dict[str, Any], path: Path, findings: Findings) -> None:
    default = declared["default"]
    if "minimum" in declared and default < declared["minimum"]:
        message = f"default: {default} lies below the minimum of {declared['minimum']}"
        findings.at(path, message)
    if "maximum" in declared and default > declared["maximum"]:
        message = f"default: {default} lies above the maximum of {declared['maximum']}"
        findings.at(path, message)


def _note_option(word: str, options: dict[str, Any], path: Path, findings: Findings) -> None:
    if word not in options:
        message = (
            f'"{word}" is not one of the options{suggestion(word, options)}; accepted: '
            f"{listed(options)}"
        )
        findings.at(path, message)


def _note_set(declared: dict[str, Any], path: Path, findings: Findings) -> None:
    kind = declared["of"]
    if (kind == "choice") != ("options" in declared):
        message = "`options` stands beside `of: choice`, and only there"
        findings.at_key((*path, "of"), message)
        return
    for index, item in enumerate(declared.get("default", [])):
        place = (*path, "default", index)
        if accepted := misfit(item, kind):
            findings.at(place, f"{describe(item)} does not fit; expected {accepted}")
        elif kind == "choice":
            _note_option(item, declared["options"], place, findings)


def _note_table(declared: dict[str, Any], path: Path, findings: Findings) -> None:
    keys, value = declared["key"], declared["value"]
    for name in value:
        if name in keys:
            findings.at_key((*path, "value", name), f'"{name}" is also a key; rename one')
    last_name, last_kind = list(keys.items())[-1]
    if declared.get("match") == "step" and last_kind not in _STEPPING:
        message = f"with match: step the last key is a number or a date; {last_name} is {last_kind}"
        findings.at((*path, "key", last_name), message)
    if "else" in declared:
        _note_cells(declared["else"], value, (*path, "else"), findings)
    columns = {**keys, **value}
    seen: dict[str, int] = {}
    for index, row in enumerate(declared.get("default", [])):
        place = (*path, "default", index)
        _note_cells(row, columns, place, findings)
        _note_repeated(repr([row.get(key) for key in keys]), place, seen, findings)


def _note_repeated(written_keys: str, path: Path, seen: dict[str, int], findings: Findings) -> None:
    if written_keys in seen:
        message = f"row {seen[written_keys]} has the same keys; a row for each, once"
        findings.at(path, message)
    seen.setdefault(written_keys, len(seen) + 1)


def _note_cells(
    cells: dict[str, Any], columns: dict[str, str], path: Path, findings: Findings
) -> None:
    for name, cell in cells.items():
        if name not in columns:
            message = (
                f'"{name}" is not a column{suggestion(name, columns)}; expected {listed(columns)}'
            )
            findings.at_key((*path, name), message)
        elif accepted := misfit(cell, columns[name]):
            message = f"{name}: {describe(cell)} does not fit; expected {accepted}"
            findings.at((*path, name), message)
    for name in columns:
        if name not in cells:
            findings.at(path, f'the column "{name}" is missing; a row gives {listed(columns)}')
