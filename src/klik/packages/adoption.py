"""An adoption: what one municipality decided about a package, in a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from klik.packages.compiling import GivenRefused, Package
from klik.packages.examples import Ran, run_cases
from klik.packages.format import ground_words
from klik.packages.format.validation import schema_problems
from klik.packages.problems import PackageRefused, Problem
from klik.packages.reading import Document, read_document
from klik.packages.reading import Path as Place
from klik.packages.records import RECORDS
from klik.rules.decider import Decider
from klik.rules.folding import folded_rulebook

MAXIMUM_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Adoption:
    """One municipality, one package, one period.

    Attributes:
        document: The file as read; its places serve messages.
        package: The compiled package that it adopts.
        parameters: Every parameter, by its full name.
        decider: The package's rules under these parameters.
    """

    document: Document
    package: Package
    parameters: Mapping[str, Any]
    decider: Decider

    @property
    def content(self) -> Mapping[str, Any]:
        """Return the file as plain values."""
        return self.document.content

    @property
    def municipality_nis(self) -> str:
        """Return the NIS code of the municipality of today."""
        return str(self.content["municipality"]["nis"])

    @property
    def territory(self) -> Mapping[str, Any]:
        """Return the part of the municipality where it holds; empty for the whole."""
        found: Mapping[str, Any] = self.content.get("territory", {})
        return found

    @property
    def period(self) -> tuple[date, date | None]:
        """Return its first and its last day; None is no end."""
        first, last = self.content["period"]["from"], self.content["period"].get("until", "none")
        return date.fromisoformat(first), None if last == "none" else date.fromisoformat(last)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that may be delivered."""
        return tuple(self.content["agreement"]["columns"])

    def article(self, ground: str) -> str:
        """Return the adopter's own article for a ground word; empty where there is none."""
        return str(self.content["articles"].get(ground, ""))


def read_adoption(path: Path, package: Package) -> Adoption:
    """Read the adoption of `package` in the file `path`.

    Raises:
        PackageRefused: It cannot be read, its shape is wrong, it is of another package or release,
            a parameter does not fit, or an article is missing; every problem with its place.
    """
    return adoption_of(read_adoption_document(path), package)


def adoption_of(document: Document, package: Package) -> Adoption:
    """Return the adoption of `package` that a file, read as plain values, states.

    Raises:
        PackageRefused: As for `read_adoption`.
    """
    problems = schema_problems(document, schema_name="adoption")
    if problems:
        raise PackageRefused(problems)
    problems = [*_identity(document, package), *_articles(document, package)]
    problems += [*_columns(document), *_days(document)]
    parameters, wrong = _parameters(document, package)
    problems += wrong
    if problems:
        raise PackageRefused(problems)
    decider = Decider(folded_rulebook(package.rulebook, parameters))
    return Adoption(document, package, parameters, decider)


def read_adoption_document(path: Path) -> Document:
    """Return the file of an adoption as plain values with their places.

    Raises:
        PackageRefused: It is too large or is not the YAML that Klik reads.
    """
    if not path.is_file():
        raise PackageRefused([Problem(path.name, 1, 1, "there is no such file")])
    with path.open("rb") as opened:
        return adoption_document(opened.read(MAXIMUM_BYTES + 1), file=path.name)


def adoption_document(text: bytes, *, file: str) -> Document:
    """Return the bytes of an adoption as plain values with their places.

    Args:
        text: The file's content.
        file: Its name, for the places of problems.

    Raises:
        PackageRefused: It is too large or is not the YAML that Klik reads.
    """
    if len(text) > MAXIMUM_BYTES:
        message = f"this file holds at most {MAXIMUM_BYTES:,} bytes"
        raise PackageRefused([Problem(file, 1, 1, message)])
    return read_document(text, file=file)


def adoption_examples(adoption: Adoption) -> tuple[tuple[Ran, ...], list[Problem]]:
    """Return the adoption's own examples computed, and a problem for each claim that fails."""
    content = adoption.content
    defaults = {
        "municipality": content["municipality"],
        "parameters": content.get("parameters", {}),
        "adopted": content["period"],
        **({"territory": content["territory"]} if "territory" in content else {}),
    }
    return run_cases(
        adoption.package, adoption.document, content.get("examples", []), ("examples",), defaults
    )


def _problem(document: Document, path: Place, message: str) -> Problem:
    place = document.place(path)
    return Problem(document.file, place.line, place.column, message)


def _identity(document: Document, package: Package) -> list[Problem]:
    problems = []
    for key, of in (("package", "id"), ("release", "version")):
        wanted = package.content[of]
        if document.content[key] != wanted:
            message = f"this adopts {document.content[key]}, and the package has the {of} {wanted}"
            problems.append(_problem(document, (key,), message))
    return problems


def _articles(document: Document, package: Package) -> list[Problem]:
    given = document.content["articles"]
    words = sorted(ground_words(dict(package.content)))
    problems = [
        _problem(document, ("articles",), f"the ground {word} has no article; add {word}: ...")
        for word in words
        if word not in given
    ]
    for word in given:
        if word not in words:
            message = f"{word} is no ground of this package; its grounds are {', '.join(words)}"
            place = document.key_place(("articles", word))
            problems.append(Problem(document.file, place.line, place.column, message))
    return problems


def _days(document: Document) -> list[Problem]:
    """Return a problem for each period that ends before it begins."""
    return [
        _problem(document, (group, "until"), "the last day lies before the first")
        for group in ("period", "agreement")
        if document.content[group].get("until", "none") != "none"
        and document.content[group]["until"] < document.content[group]["from"]
    ]


def _columns(document: Document) -> list[Problem]:
    record = RECORDS[document.content["agreement"]["record"]]
    listed = document.content["agreement"]["columns"]
    problems = [
        _problem(
            document,
            ("agreement", "columns"),
            f"{column} is missing; without it no row of {record.name} can be read",
        )
        for column in record.filled_columns
        if column not in listed
    ]
    return problems + [
        _problem(
            document,
            ("agreement", "columns", place),
            f"{column} is not a column of {record.name}; its columns are "
            f"{', '.join(record.columns)}",
        )
        for place, column in enumerate(listed)
        if column not in record.columns
    ]


def _parameters(document: Document, package: Package) -> tuple[dict[str, Any], list[Problem]]:
    problems = []
    given = document.content.get("parameters", {})
    for name, value in given.items():
        try:
            package.parameter(name, value)
        except GivenRefused as refused:
            problems.append(_problem(document, ("parameters", name), str(refused)))
    if problems:
        return {}, problems
    try:
        return package.parameters(given), []
    except GivenRefused as refused:
        return {}, [_problem(document, ("parameters",), str(refused))]
