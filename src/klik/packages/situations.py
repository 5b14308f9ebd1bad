"""A case as someone writes it (an example, a facts file) as a situation that can be decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from klik.packages.compiling import GivenRefused, Package, given_value, refuse_bounds
from klik.packages.problems import InputRefused
from klik.rules.rulebook import TRIGGERS
from klik.rules.situation import Application, EarlierAward, Situation
from klik.rules.types import DATE, Kind, Type

INSZ = Type(Kind.INSZ)


class CaseRefused(InputRefused):
    """A written case holds a value that does not fit.

    Attributes:
        path: The keys that lead to it, as ("facts", "child.birth_date").
    """

    def __init__(self, path: tuple[str | int, ...], message: str) -> None:
        super().__init__(f"{'.'.join(str(step) for step in path)}: {message}")
        self.path = path
        self.message = message


def situation_of(package: Package, case: Mapping[str, Any], *, decided_on: date) -> Situation:
    """Return the situation that `case` describes.

    Args:
        package: A compiled package.
        case: `facts`, and perhaps `municipality`, `territory`, `adopted`, `parameters`,
            `application`, `earlier` and `issued_on`, as SERVICE-PACKAGE gives an example.
        decided_on: The day of the decision when the case names none.

    Raises:
        CaseRefused: A value does not fit, or a name is not declared.
    """
    if "period" in case:
        raise CaseRefused(("period",), "not yet supported: the period of an example; leave it out")
    facts, collections = _facts(package, case.get("facts", {}))
    application = _application(case.get("application"))
    if application is not None:
        facts.update(_from_application(package, facts, application))
    adopted = case.get("adopted", {})
    return Situation(
        facts=facts,
        parameters=_parameters(package, case.get("parameters", {})),
        municipality_nis=str(case.get("municipality", {}).get("nis", "")),
        decided_on=_day(case, "decided_on") or decided_on,
        collections=collections,
        in_territory=territory_answers(package, case, facts),
        application=application,
        adopted_from=_day(adopted, "from"),
        adopted_until=_day(adopted, "until"),
        earlier=_earlier(package, case.get("earlier", []), facts),
        key_known=_key_known(package, case.get("facts", {}), facts),
        issued_on=_day(case, "issued_on"),
    )


def _facts(
    package: Package, given: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]] | None]]:
    facts: dict[str, Any] = dict.fromkeys(package.declared.facts)
    collections: dict[str, list[dict[str, Any]] | None] = dict.fromkeys(
        package.declared.collections
    )
    for name, value in given.items():
        if name in collections:
            collections[name] = _rows(package, name, value)
        elif name in facts:
            given_type = package.declared.facts[name]
            declared = package.content["facts"][name]
            facts[name] = _value(value, given_type, ("facts", name), declared)
        else:
            known = ", ".join(sorted([*facts, *collections]))
            raise CaseRefused(("facts", name), f"this fact is not declared; declared are {known}")
    return facts, collections


def _rows(package: Package, name: str, value: Any) -> list[dict[str, Any]] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        message = "a collection is a list of rows, as [{FIELD: VALUE}], or null"
        raise CaseRefused(("facts", name), message)
    return [_row(package, name, place, row) for place, row in enumerate(value)]


def _row(package: Package, name: str, place: int, row: Mapping[str, Any]) -> dict[str, Any]:
    fields = package.declared.collections[name]
    declared = package.content["collections"][name]["fields"]
    found: dict[str, Any] = dict.fromkeys(fields)
    for field, cell in row.items():
        path = ("facts", name, place, field)
        if field not in fields:
            raise CaseRefused(path, f"{name} has the fields {', '.join(sorted(fields))}")
        found[field] = _value(cell, fields[field], path, declared[field])
    return found


def _value(value: Any, given: Type, path: tuple[str | int, ...], declared: Any = None) -> Any:
    """Return a value that fits its type, and the bounds where the declaration has any."""
    try:
        found = given_value(value, given)
        if isinstance(declared, Mapping):
            refuse_bounds(declared, found)
    except GivenRefused as refused:
        raise CaseRefused(path, str(refused)) from refused
    return found


def _parameters(package: Package, given: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in given.items():
        try:
            package.parameter(name, value)
        except GivenRefused as refused:
            raise CaseRefused(("parameters", name), str(refused)) from refused
    try:
        return package.parameters(given)
    except GivenRefused as refused:
        raise CaseRefused(("parameters",), str(refused)) from refused


def _day(given: Mapping[str, Any], name: str) -> date | None:
    if given.get(name) in (None, "none"):
        return None
    found: date | None = _value(given[name], DATE, (name,))
    return found


def _application(given: Mapping[str, Any] | None) -> Application | None:
    if given is None or given.get("trigger", "request") == TRIGGERS[0]:
        return None
    applicant: str | None = given.get("applicant")
    return Application(
        trigger=str(given.get("trigger", "request")),
        received_on=_day(given, "received_on"),
        complete_on=_day(given, "complete_on"),
        applicant=applicant,
    )


def _from_application(
    package: Package, facts: Mapping[str, Any], application: Application
) -> dict[str, Any]:
    """Return the unknown facts whose source is the applicant: a person or an organisation."""
    digits = len(application.applicant or "")
    return {
        name: application.applicant
        for name, declared in package.content["facts"].items()
        if declared.get("source") == "application.applicant"
        and facts[name] is None
        and digits == _APPLICANT_DIGITS[package.declared.facts[name].kind]
    }


_APPLICANT_DIGITS = {Kind.INSZ: 11, Kind.KBO: 10}


def _earlier(
    package: Package, given: list[Mapping[str, Any]], facts: Mapping[str, Any]
) -> tuple[EarlierAward, ...]:
    """Return the earlier awards of this subject: those that share a key, or name none known."""
    found = []
    for place, award in enumerate(given):
        keys = {
            name: _key(package, name, value, ("earlier", place, "keys", name))
            for name, value in award["keys"].items()
        }
        known = {name: facts[name] for name in keys if facts[name] is not None}
        if known and all(keys[name] != value for name, value in known.items()):
            continue
        reference_day = _day(award, "reference_day") or _day(award, "decided_on")
        found.append(
            EarlierAward(
                amount=Decimal(str(award.get("amount", 0))),
                decided_on=_day(award, "decided_on") or date.min,
                reference_day=reference_day,
                key=str(next(iter(keys.values()), "")),
            )
        )
    return tuple(found)


def _key_known(package: Package, given: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Return whether the subject has a key: keys that are left out are taken to be known.

    Only a case that gives every key as unknown is about nobody that we know.
    """
    keys = package.rulebook.keys
    return any(facts[key] is not None or key not in given for key in keys)


def _key(package: Package, name: str, value: Any, path: tuple[str | int, ...]) -> Any:
    if name not in package.declared.facts:
        known = ", ".join(str(key) for key in package.content["subject"]["keys"])
        raise CaseRefused(path, f"this fact is not declared; the keys of the subject are {known}")
    return _value(value, package.declared.facts[name], path)


def territory_answers(
    package: Package, case: Mapping[str, Any], facts: Mapping[str, Any]
) -> dict[str, bool | None]:
    """Return per fact of type nis whether it lies in the territory of the adoption.

    Without a street no list of streets, nor an old NIS code, can be answered for a fact that
    gives the municipality of today: that is unknown.
    """
    municipality = str(case.get("municipality", {}).get("nis", ""))
    territory = case.get("territory", {})
    places = {name for name, given in package.declared.facts.items() if given.kind == Kind.NIS}
    return {name: inside(facts[name], municipality, territory) for name in places}


def inside(nis: str | None, municipality: str, territory: Mapping[str, Any]) -> bool | None:
    """Return whether a NIS code lies in a territory; None where the code alone cannot tell."""
    if nis is None or not municipality:
        return None
    part = territory.get("nis", municipality)
    if nis == part:
        return True if "streets" not in territory else None
    if nis == municipality:
        return None
    return False
