"""A row of a delivery as a situation that can be decided."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from klik.ground.deliveries import Accepted
from klik.ground.granting.noted import Noted, values_of
from klik.ground.granting.stated import Request
from klik.packages.adoption import Adoption
from klik.packages.compiling import GivenRefused, given_value, refuse_bounds
from klik.packages.records import RECORDS
from klik.packages.situations import inside
from klik.rules.situation import EarlierAward, Situation
from klik.rules.types import Kind

_REFERENCE_LENGTH = 10
STILLBORN = "levenloos"


@dataclass(frozen=True, slots=True)
class Subject:
    """One child of a delivery.

    Attributes:
        reference: Names the decision; the same child gets the same one under the same package.
        situation: What is known about it, ready to be decided.
        row: The accepted row it comes from.
        noted: What a person found out beside the delivery.
        request: What was asked for and stated; None in a run.
    """

    reference: str
    situation: Situation
    row: Accepted
    noted: Noted = field(default_factory=Noted)
    request: Request | None = None


def subject_of(
    adoption: Adoption,
    row: Accepted,
    *,
    reference: str,
    decided_on: date,
    noted: Noted | None = None,
    earlier: tuple[EarlierAward, ...] = (),
) -> Subject:
    """Return the subject of an accepted row.

    What a person noted goes before what was delivered.

    A column that was not delivered is unknown, and so is a value that does not fit the package:
    nothing in one row keeps the others from being decided. The NIS code as delivered, perhaps of
    before a merger, decides whether a place lies in a territory that is part of the municipality.
    """
    package = adoption.package
    first, last = adoption.period
    noted = noted or Noted()
    facts = _facts(adoption, row) | values_of(adoption, noted)
    return Subject(
        reference=reference,
        situation=Situation(
            facts=facts,
            parameters=adoption.parameters,
            municipality_nis=adoption.municipality_nis,
            decided_on=decided_on,
            collections=_collections(adoption, row),
            in_territory={
                name: _inside(adoption, row, name, facts[name])
                for name, given in package.declared.facts.items()
                if given.kind == Kind.NIS
            },
            adopted_from=first,
            adopted_until=last,
            earlier=earlier,
            key_known=any(facts.get(key) is not None for key in package.rulebook.keys),
        ),
        row=row,
        noted=noted,
    )


def reference_of(adoption: Adoption, row: Accepted, *, hash_key: bytes, row_name: str = "") -> str:
    """Return the reference of a decision: package, municipality and a word that names the child.

    The word is a keyed hash of the first known key of the subject; without a key it names the row.

    Args:
        adoption: Whose decision it is.
        row: The accepted row.
        hash_key: What keeps the word from being tried back to a register number, of which there
            are few enough to try them all.
        row_name: Names the row of a subject without a key; by default its line in the file.
    """
    content = adoption.package.content
    facts = content["facts"]
    keys = (facts.get(key, {}).get("source", "") for key in content["subject"]["keys"])
    columns = (source.partition(".")[2] for source in keys)
    known = next((f"{one}={row.values[one]}" for one in columns if row.values.get(one)), "")
    key = known or row_name or f"line {row.line}"
    named = f"{content['subject']['family']}/{key}".encode()
    digest = hmac.digest(hash_key, named, "sha256")
    word = base64.b32encode(digest).decode("ascii")[:_REFERENCE_LENGTH]
    return f"{content['id'][:3].upper()}-{adoption.municipality_nis}-{word}"


def _facts(adoption: Adoption, row: Accepted) -> dict[str, Any]:
    declared = adoption.package.content["facts"]
    return {
        name: _fact(fact, adoption.package.declared.facts[name], row)
        for name, fact in declared.items()
    }


def _fact(fact: Mapping[str, Any], given: Any, row: Accepted) -> Any:
    record, _, column = fact.get("source", "").partition(".")
    if record not in RECORDS:
        return None
    try:
        found = given_value(row.values.get(column), given)
        refuse_bounds(fact, found)
    except GivenRefused:
        # Well delivered, and nothing that this package knows: a person finds out.
        return None
    return found


def _collections(adoption: Adoption, row: Accepted) -> dict[str, list[Mapping[str, Any]] | None]:
    found: dict[str, list[Mapping[str, Any]] | None] = {}
    for name, fields in adoption.package.declared.collections.items():
        source = adoption.package.content["collections"][name].get("source", "")
        record, _, collection = source.partition(".")
        rows = None
        if record in RECORDS:
            rows = RECORDS[record].collections[collection].rows_of(row.values)
        found[name] = (
            None if rows is None else [{field: one.get(field) for field in fields} for one in rows]
        )
    return found


def _inside(adoption: Adoption, row: Accepted, name: str, nis: str | None) -> bool | None:
    """Answer for the child's own place with what was delivered: the old code, or the street."""
    source = adoption.package.content["facts"][name].get("source", "")
    municipality, territory = adoption.municipality_nis, adoption.territory
    if source != "births.municipality_nis" or not row.delivered_nis:
        return inside(nis, municipality, territory)
    if "streets" in territory:
        street = row.values.get("street")
        inside_municipality = row.municipality_nis == municipality
        if street is None:
            return None if inside_municipality else False
        return inside_municipality and street in territory["streets"]
    delivered = row.delivered_nis if territory else row.municipality_nis
    return inside(delivered, municipality, territory)


def is_bereaved(row: Accepted) -> bool:
    """Return whether a person must read first because a child was born dead."""
    return row.values.get("birth_type") == STILLBORN
