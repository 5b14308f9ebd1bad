"""What somebody asked for, and what she stated: beside a delivery, or without one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from klik.packages.adoption import Adoption
from klik.packages.compiling import GivenRefused, given_value, refuse_bounds
from klik.rules.types import Kind, Type

TRIGGER = "request"
FROM_APPLICANT = "application.applicant"
_APPLICANT_DIGITS = {Kind.INSZ: 11, Kind.KBO: 10}


@dataclass(frozen=True, slots=True)
class Request:
    """An application as the rules and the letter need it.

    Attributes:
        applicant: The register or enterprise number of who asks, digits only.
        name: As log-in or a clerk gave it.
        address_lines: Where she wants paper; may be empty.
        received_on: The day on which she handed it in.
        complete_on: The day on which nothing was missing any more; None before it.
        stated: Per question what she answered, as it was written.
    """

    applicant: str = field(repr=False)
    name: str = field(repr=False)
    address_lines: tuple[str, ...] = field(repr=False)
    received_on: date
    complete_on: date | None
    stated: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Stated:
    """What was stated, as values of the rules."""

    facts: Mapping[str, Any]
    collections: Mapping[str, list[Mapping[str, Any]]]


def stated_values(adoption: Adoption, request: Request) -> Stated:
    """Return what a request states as typed values; the number of who asks among them.

    An answer that does not fit the package any more, such as one that was kept under another
    release, is unknown.
    """
    package = adoption.package
    facts: dict[str, Any] = {}
    collections: dict[str, list[Mapping[str, Any]]] = {}
    for name, declared in package.content["facts"].items():
        given = package.declared.facts[name]
        if declared.get("source") == FROM_APPLICANT:
            if len(request.applicant) == _APPLICANT_DIGITS.get(given.kind):
                facts[name] = request.applicant
        elif name in request.stated and "ask" in declared:
            facts[name] = _value(request.stated[name], given, declared)
    for name, fields in package.declared.collections.items():
        declared = package.content["collections"][name]
        if name in request.stated and "ask" in declared:
            collections[name] = [
                _row(row, fields, declared["fields"]) for row in request.stated[name]
            ]
    return Stated(facts, collections)


def request_plain(request: Request) -> dict[str, Any]:
    """Return a request as plain values, which `request_of_plain` reads."""
    return {
        "applicant": request.applicant,
        "name": request.name,
        "address_lines": list(request.address_lines),
        "received_on": request.received_on.isoformat(),
        "complete_on": request.complete_on.isoformat() if request.complete_on else None,
        "stated": dict(request.stated),
    }


def request_of_plain(kept: Mapping[str, Any]) -> Request:
    """Return the request that `request_plain` wrote down."""
    complete_on = kept["complete_on"]
    return Request(
        applicant=kept["applicant"],
        name=kept["name"],
        address_lines=tuple(kept["address_lines"]),
        received_on=date.fromisoformat(kept["received_on"]),
        complete_on=date.fromisoformat(complete_on) if complete_on else None,
        stated=kept["stated"],
    )


def _row(
    row: Mapping[str, Any], fields: Mapping[str, Type], declared: Mapping[str, Any]
) -> dict[str, Any]:
    return {name: _value(row.get(name), given, declared[name]) for name, given in fields.items()}


def _value(written: Any, given: Type, declared: Any) -> Any:
    try:
        found = given_value(written, given)
        if isinstance(declared, Mapping):
            refuse_bounds(declared, found)
    except GivenRefused:
        return None
    return found
