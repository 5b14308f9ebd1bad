"""One case in a file of its own, as `klik explain` reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from klik.packages.adoption import read_adoption_document
from klik.packages.compiling import GivenRefused, Package
from klik.packages.format.schema import validator
from klik.packages.format.validation import schema_problems
from klik.packages.problems import PackageRefused, Problem
from klik.packages.reading import Document
from klik.packages.reading import Path as Place
from klik.packages.situations import CaseRefused, situation_of
from klik.rules.situation import Situation

_SCHEMA = "case_file"


def read_case(
    package: Package, facts: Path, *, parameters: Path | None = None, decided_on: date
) -> Situation:
    """Return the situation that a file describes, as an example does.

    Args:
        package: What decides.
        facts: `facts`, `municipality`, `application` and so on; or the facts alone.
        parameters: `parameters`, or the parameters alone; they go before those of the first file.
        decided_on: The day of the decision where the file names none.

    Raises:
        PackageRefused: A file cannot be read, or something in it does not fit; with its place.
    """
    document = _whole(read_adoption_document(facts))
    problems = schema_problems(document, schema_name=_SCHEMA)
    if problems:
        raise PackageRefused(problems)
    case = dict(document.content)
    if parameters is not None:
        case["parameters"] = {**case.get("parameters", {}), **_parameters(package, parameters)}
    try:
        return situation_of(package, case, decided_on=decided_on)
    except CaseRefused as refused:
        raise _refused(document, refused.path, refused.message) from refused


def _whole(document: Document) -> Document:
    """Return a file that holds facts alone as one that says so."""
    if set(document.content) & set(validator(_SCHEMA).schema["properties"]):
        return document
    return replace(
        document,
        content={"facts": document.content},
        places={("facts", *path): place for path, place in document.places.items()},
        key_places={("facts", *path): place for path, place in document.key_places.items()},
    )


def _parameters(package: Package, path: Path) -> Mapping[str, Any]:
    document = read_adoption_document(path)
    start: Place = ("parameters",) if "parameters" in document.content else ()
    given = document.value(start)
    if not isinstance(given, dict):
        raise _refused(document, start, "expected parameters: {NAME: VALUE}")
    for name, value in given.items():
        try:
            package.parameter(name, value)
        except GivenRefused as refused:
            raise _refused(document, (*start, name), str(refused)) from refused
    return given


def _refused(document: Document, path: Place, message: str) -> PackageRefused:
    place = document.place(path)
    return PackageRefused([Problem(document.file, place.line, place.column, message)])
