"""The JSON Schemas of package.yaml, examples.yaml and an adoption: the one truth about shapes.

They are kept in parts by subject and put together here: every `$ref` points at `#/$defs/NAME`.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

_PARTS = ("words", "parameters", "facts", "awards", "delivery", "cases", "adopting")


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of package.yaml; the caller may change the copy."""
    return copy.deepcopy(_bundled("package"))


def examples_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of examples.yaml; the caller may change the copy."""
    return copy.deepcopy(_bundled("examples"))


@cache
def validator(name: str) -> Any:
    """Return the compiled validator of `package`, `examples` or `adoption`."""
    return _Validator(_bundled(name), format_checker=FormatChecker(formats=["date"]))


@cache
def _bundled(name: str) -> dict[str, Any]:
    whole = _part(name)
    definitions: dict[str, Any] = {}
    for part in _PARTS:
        definitions.update(_part(part)["$defs"])
    return {**whole, "$defs": _used(whole, definitions)}


def _used(whole: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Return the definitions that `whole` reaches, so that each schema carries its own only."""
    reached: set[str] = set()
    waiting = [json.dumps(whole)]
    while waiting:
        for name in re.findall(r'"#/\$defs/(\w+)"', waiting.pop()):
            if name not in reached:
                reached.add(name)
                waiting.append(json.dumps(definitions[name]))
    return {name: definitions[name] for name in definitions if name in reached}


@cache
def _part(name: str) -> dict[str, Any]:
    text = (
        resources.files("klik.packages.format")
        .joinpath("schemas", f"{name}.json")
        .read_text(encoding="utf-8")
    )
    part: dict[str, Any] = json.loads(text)
    return part


@cache
def _pattern(written: str) -> re.Pattern[str]:
    # In JSON Schema (ECMA-262) `$` is the very end; Python's `$` also stands before a last \n.
    return re.compile(written.removesuffix("$") + (r"\Z" if written.endswith("$") else ""))


def _check_pattern(
    _validator: Any, written: str, instance: Any, _schema: Any
) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not _pattern(written).search(instance):
        yield ValidationError(f"{instance!r} does not match")


def _check_unique(
    _validator: Any, unique: Any, instance: Any, _schema: Any
) -> Iterator[ValidationError]:
    # The library's own check takes quadratic time on a list of several types.
    if (
        unique
        and isinstance(instance, list)
        and len({repr(item) for item in instance}) < len(instance)
    ):
        yield ValidationError("items stand twice")


_Validator: Any = validators.extend(  # type: ignore[no-untyped-call]  # -- its stub has no types
    Draft202012Validator, {"pattern": _check_pattern, "uniqueItems": _check_unique}
)
