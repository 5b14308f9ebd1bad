"""What the text of an adoption says about place and granting body, held against what is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from klik.domains.municipalities import queries as municipalities
from klik.domains.municipalities.models import Body, BodyKind
from klik.ground import territory
from klik.ground.identifiers.bodies import check_enterprise_number, print_enterprise_number
from klik.ground.identifiers.payments import check_iban
from klik.ground.identifiers.refusal import IdentifierRefused
from klik.packages.problems import Problem
from klik.packages.reading import Document
from klik.packages.reading import Path as Place

_KINDS = {"gemeente": BodyKind.MUNICIPALITY, "ocmw": BodyKind.OCMW}
_BODY: Place = ("granting_body",)


def problem_at(document: Document, path: Place, message: str) -> Problem:
    """Return a problem at the place of a value."""
    place = document.place(path)
    return Problem(document.file, place.line, place.column, message)


def place_problems(document: Document, municipality_nis: str) -> list[Problem]:
    """Return what is wrong with municipality and territory."""
    named = document.content["municipality"]["nis"]
    if named != municipality_nis:
        now = territory.current_nis(named)
        said = f"since 2025 {named} is {now}; " if now not in (None, named) else ""
        message = f"{said}this is adopted for {municipality_nis}, so write {municipality_nis}"
        return [problem_at(document, ("municipality", "nis"), message)]
    part = document.content.get("territory", {}).get("nis")
    accepted = (municipality_nis, *territory.old_codes_of(municipality_nis))
    if part is None or part in accepted:
        return []
    name = territory.municipality_of(municipality_nis).name
    message = (
        f"{part} is no part of {name}; accepted: {', '.join(dict.fromkeys(accepted))}, or leave "
        "territory out for the whole municipality"
    )
    return [problem_at(document, ("territory", "nis"), message)]


def body_problems(document: Document, municipality_nis: str, *, day: date) -> list[Problem]:
    """Return what is wrong with the granting body and with the decision that adopts.

    That there are signatories and an appeal text is for the schema to say.

    Args:
        document: The adoption, of the right shape.
        municipality_nis: Among those acted for.
        day: On which it is adopted.
    """
    body = document.content["granting_body"]
    problems = [
        *_check_digits(
            document, (*_BODY, "enterprise_number"), body["enterprise_number"],
            check_enterprise_number,
        ),
        *_check_digits(document, (*_BODY, "debtor", "iban"), body["debtor"]["iban"], check_iban),
    ]  # fmt: skip
    if not problems:
        problems += _known_otherwise(document, municipality_nis)
    if document.content["decision"]["decided_on"] > day.isoformat():
        message = f"this day is still to come; a decision is adopted once it is taken, by {day}"
        problems.append(problem_at(document, ("decision", "decided_on"), message))
    return problems


def _check_digits(
    document: Document, path: Place, number: str, check: Callable[[str], str]
) -> list[Problem]:
    try:
        check(number)
    except IdentifierRefused as refused:
        return [problem_at(document, path, refused.texts["en"])]
    return []


def _known_otherwise(document: Document, municipality_nis: str) -> list[Problem]:
    """Return a problem where the number is known to belong to another body than the one named."""
    named = document.content["granting_body"]
    kind, number = _KINDS[named["kind"]], named["enterprise_number"]
    bodies = [one for one in _bodies(municipality_nis) if one.enterprise_number]
    for body in bodies:
        if (body.kind == kind) != (body.enterprise_number == number):
            message = (
                f"{body.name} has the enterprise number "
                f"{print_enterprise_number(body.enterprise_number)}; the kind and the number must "
                "be of the same body"
            )
            return [problem_at(document, (*_BODY, "enterprise_number"), message)]
    return []


def _bodies(municipality_nis: str) -> list[Body]:
    return list(municipalities.bodies().filter(municipality_nis=municipality_nis))
