"""Turns what a JSON Schema finds into sentences with a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from itertools import islice
from typing import Any

from klik.packages.format.findings import Findings, found_by, listed, suggestion
from klik.packages.format.schema import validator
from klik.packages.problems import Problem
from klik.packages.reading import Document, Path

MAXIMUM_ERRORS = 100
MAXIMUM_SHOWN = 40


def schema_problems(document: Document, *, schema_name: str) -> list[Problem]:
    """Return what in `document` does not fit a schema, sorted.

    At most about 100 problems: who repairs those sees the rest.

    Args:
        document: What was read.
        schema_name: One of those that `validator` knows, as `package`.
    """
    return sorted(set(found_by(_schema_problems, document, schema_name)))


def describe(value: Any) -> str:
    """Return words for a value that stands where it may not."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return f"the number {_shown(str(value))}"
    if isinstance(value, str):
        return f'the text "{_shown(value)}"'
    return "a list" if isinstance(value, list) else "a group of keys"


def _schema_problems(document: Document, schema_name: str) -> list[Problem]:
    findings = Findings(document)
    errors = validator(schema_name).iter_errors(document.content)
    for error in islice(errors, MAXIMUM_ERRORS):
        if not _is_told_by_pattern(error):
            _note(error, findings)
    return findings.problems


def _is_told_by_pattern(error: Any) -> bool:
    """Return whether a day is not even written as one: then its pattern tells, once is enough."""
    pattern = error.schema.get("pattern") if error.validator == "format" else None
    return pattern is not None and re.search(pattern, error.instance) is None


def _note(error: Any, findings: Findings) -> None:
    path = tuple(error.absolute_path)
    if isinstance(error.instance, str) and isinstance(findings.document.value(path), dict):
        accepted = error.schema.get("description", "another name")
        message = f'the name "{_shown(error.instance)}" is not accepted; expected {accepted}'
        findings.at_key((*path, error.instance), message)
        return
    _NOTES.get(error.validator, _note_value)(error, path, findings)


def _note_unknown_keys(error: Any, path: Path, findings: Findings) -> None:
    accepted = list(error.schema.get("properties", {}))
    for key in error.instance:
        if key not in accepted:
            nearest = suggestion(key, accepted)
            message = f'"{_shown(key)}" is not a key here{nearest}; accepted: {listed(accepted)}'
            findings.at_key((*path, key), message)


def _note_missing_keys(error: Any, path: Path, findings: Findings) -> None:
    missing = [key for key in error.validator_value if key not in error.instance]
    where = f'"{path[-1]}"' if path and isinstance(path[-1], str) else "this"
    subject = where if path else "the file"
    properties = error.schema.get("properties", {})
    unknown = [key for key in error.instance if key not in properties]
    for key in missing:
        expected = _expected(properties.get(key, {}))
        findings.at_key(path, f'{subject} lacks the key "{key}"{_mistaken(key, unknown)}{expected}')


def _mistaken(key: str, unknown: list[str]) -> str:
    nearest = get_close_matches(key, unknown, n=1)
    return f' (is "{_shown(nearest[0])}" meant to be it?)' if nearest else ""


def _expected(schema: Any) -> str:
    found = _accepted(_resolved(schema))
    return f"; expected {found}" if found else ""


def _resolved(schema: Any) -> Any:
    if isinstance(schema, dict) and "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        for whole in ("package", "examples", "adoption"):
            definitions = validator(whole).schema["$defs"]
            if name in definitions:
                return definitions[name]
    return schema


def _note_branches(error: Any, path: Path, findings: Findings) -> None:
    """Go into the one branch that has the shape of the value, else say what is accepted."""
    branches: dict[Any, list[Any]] = {}
    for child in error.context:
        branches.setdefault(child.relative_schema_path[0], []).append(child)
    fitting = [children for children in branches.values() if not any(map(_misshapen, children))]
    if len(fitting) == 1 and isinstance(error.instance, dict | list):
        for child in fitting[0]:
            _note(child, findings)
        return
    _note_value(error, path, findings)


def _misshapen(error: Any) -> bool:
    return error.validator in {"type", "const", "enum"} and not error.relative_path


def _note_value(error: Any, path: Path, findings: Findings) -> None:
    problem = _PROBLEMS.get(error.validator, _not_accepted)(error)
    words = _accepted(error.schema)
    findings.at(path, f"{_label(path)}{problem}{f'; expected {words}' if words else ''}")


def _label(path: Path) -> str:
    if not path:
        return ""
    last = path[-1]
    return f"{last}: " if isinstance(last, str) else f"item {last + 1}: "


def _accepted(schema: Any) -> str:
    if not isinstance(schema, dict):
        return ""
    words = schema.get("enum")
    if words is not None:
        return f"one of {listed(str(word) for word in words)}"
    if "const" in schema:
        return str(schema["const"])
    description: str = schema.get("description", "")
    return description


def _not_accepted(error: Any) -> str:
    nearest = ""
    if error.validator == "enum" and isinstance(error.instance, str):
        nearest = suggestion(error.instance, map(str, error.validator_value))
    return f"{describe(error.instance)} is not accepted{nearest}"


def _too_long(error: Any) -> str:
    return f"{len(error.instance):,} characters; at most {error.validator_value:,} are accepted"


def _too_many(error: Any) -> str:
    return f"{len(error.instance):,} items; at most {error.validator_value:,} are accepted"


def _too_few(error: Any) -> str:
    return f"at least {error.validator_value} must stand here"


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAXIMUM_SHOWN else f"{line[:MAXIMUM_SHOWN]}..."


def _problem_table() -> Iterator[tuple[str, Callable[[Any], str]]]:
    yield "maxLength", _too_long
    yield "maxItems", _too_many
    yield "maxProperties", _too_many
    yield "minItems", _too_few
    yield "minProperties", _too_few
    yield "minLength", lambda _error: "an empty text is not accepted"
    yield "uniqueItems", lambda _error: "an item stands twice; remove one"
    yield "format", lambda error: f"{describe(error.instance)} is not a day that exists"


_PROBLEMS: dict[str, Callable[[Any], str]] = dict(_problem_table())
_NOTES: dict[str, Callable[[Any, Path, Findings], None]] = {
    "additionalProperties": _note_unknown_keys,
    "required": _note_missing_keys,
    "anyOf": _note_branches,
}
