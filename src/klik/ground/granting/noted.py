"""What a person found out about a child, beside what was delivered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from klik.ground.refusals import LANGUAGES, Both, WordedRefusal, Wording
from klik.packages.adoption import Adoption
from klik.packages.compiling import GivenRefused, given_value, refuse_bounds
from klik.packages.explanation import Explainer
from klik.rules.types import Kind

BEREAVED = "family.bereaved"
"""The fact by which a package that has it knows of a death."""
READ_FROM = "bereavement.write_from"
"""The fact by which a package lets a letter go from a day on, once a person read it."""
_LONGEST_SHOWN: Final = 60


class FactRefused(WordedRefusal):
    """A fact that nobody may note, or with a value that does not fit."""

    status = 422
    wordings: ClassVar[Mapping[str, Wording]] = {
        "not-noted": (
            "{name} is geen gegeven dat een medewerker noteert.",
            "{name} is no fact that a person notes.",
            ("Wel deze: {accepted}.", "Accepted are {accepted}."),
        ),
        "value": (
            "De waarde bij {label} past niet.",
            "{label}: this value does not fit.",
            ("Kijk ze na en vul ze opnieuw in.", "Check it; a {kind} is expected."),
        ),
    }


@dataclass(frozen=True, slots=True)
class PayeeNoted:
    """Who is paid and written to where no record names her: an heir, a guardian.

    Attributes:
        number: Her register number; what is noted holds for whoever has it, and nobody else.
        name: As the bank and the envelope need it.
        street: Street, number and box.
        place: Postcode and place.
    """

    number: str
    name: str
    street: str
    place: str


@dataclass(frozen=True, slots=True)
class Noted:
    """What a person noted.

    Attributes:
        facts: Per declared fact its value as written, such as `2026-03-02` or true.
        is_bereaved: Whether the child or a parent died; no register tells it.
        was_read: Whether a person read the letter to a bereaved family before it goes.
        own_words: The message of that letter in the reader's own words, Markdown; may be empty.
        payee: Who is paid and written to where no record names her; None where nobody noted it.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    is_bereaved: bool = False
    was_read: bool = False
    own_words: str = ""
    payee: PayeeNoted | None = None


def values_of(adoption: Adoption, noted: Noted) -> dict[str, Any]:
    """Return everything noted as typed values of facts, a death among them.

    Raises:
        FactRefused: See `noted_values`.
    """
    found = noted_values(adoption, noted.facts)
    if noted.is_bereaved and BEREAVED in adoption.package.declared.facts:
        found[BEREAVED] = True
    return found


def noted_values(adoption: Adoption, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return noted facts as typed values.

    Raises:
        FactRefused: A fact that is not declared, that a register alone tells, or a value that does
            not fit; nothing of the value is repeated.
    """
    return {name: _value(adoption, name, value) for name, value in facts.items()}


def notable_facts(adoption: Adoption) -> tuple[str, ...]:
    """Return the facts that a person may note: those of a person, and those that are asked."""
    types = adoption.package.declared.facts
    return tuple(
        name
        for name, declared in adoption.package.content["facts"].items()
        # Where a child is registered comes from the register, with the code as delivered.
        if ("ask" in declared or declared.get("by") == "person") and types[name].kind != Kind.NIS
    )


def _value(adoption: Adoption, name: str, value: Any) -> Any:
    accepted = notable_facts(adoption)
    if name not in accepted:
        raise FactRefused("not-noted", name=name[:_LONGEST_SHOWN], accepted=", ".join(accepted))
    given = adoption.package.declared.facts[name]
    try:
        found = given_value(value, given)
        refuse_bounds(adoption.package.content["facts"][name], found)
    except GivenRefused:
        raise FactRefused("value", label=_label(adoption, name), kind=given) from None
    return found


def _label(adoption: Adoption, name: str) -> Both:
    package = adoption.package
    return Both(*(Explainer(package, language=one).label(name) for one in LANGUAGES))
