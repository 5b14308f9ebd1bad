"""Who is paid and who is written to: the first that is known; otherwise a person decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from klik.ground.deliveries import Accepted
from klik.ground.granting.subjects import Subject
from klik.ground.letters.letter import Recipient
from klik.packages.adoption import Adoption
from klik.packages.records import RECORDS
from klik.rules.decision import Decision, Outcome


@dataclass(frozen=True, slots=True)
class Payee:
    """Who gets an award.

    Attributes:
        name: As the bank and the envelope need it; empty where unknown.
        iban: The account; empty where none is known.
        number: The register number; empty where unknown. Finds how she wants to get messages.
    """

    name: str
    iban: str
    number: str = ""


def payee_of(
    adoption: Adoption, subject: Subject, benefit: Mapping[str, Any], known: Mapping[str, Any]
) -> Payee:
    """Return who gets a benefit, with empty parts where nothing is known.

    Args:
        adoption: Whose record gives the names.
        subject: The child.
        benefit: As declared; `payee` names facts or values.
        known: The values of a decision, by name.
    """
    payee = benefit.get("payee", {})
    numbers = (known[name] for name in payee.get("to", ()))
    number = next((one for one in numbers if isinstance(one, str)), "")
    iban = known[payee["account"]] if "account" in payee else None
    return Payee(
        name=_name_of(adoption, subject, number),
        iban=iban if isinstance(iban, str) else "",
        number=number,
    )


def payees_of(adoption: Adoption, subject: Subject, decision: Decision) -> Mapping[str, Payee]:
    """Return who gets each award that is granted, by the id of its benefit."""
    granted = {one.id for one in decision.awards if one.outcome == Outcome.GRANTED}
    return {
        benefit["id"]: payee_of(adoption, subject, benefit, decision.values)
        for benefit in adoption.package.content["benefits"]
        if benefit["id"] in granted
    }


def payee_written_to(decision: Decision, payees: Mapping[str, Payee]) -> Payee:
    """Return to whom the letter goes: who gets the money, else who gets the first award.

    Where an award in money has no account, so has who is written to: a person asks for it first.
    """
    paid = [
        payees[award.id]
        for award in decision.awards
        if award.id in payees and award.given_as == "money"
    ]
    unpaid = [payee for payee in paid if not payee.iban or not payee.name]
    return next(iter([*unpaid, *paid, *payees.values()]), Payee(name="", iban=""))


def recorded_name(adoption: Adoption, row: Accepted, number: str) -> str:
    """Return the name that the record gives beside a register number; empty where none does."""
    record = RECORDS[adoption.content["agreement"]["record"]]
    for collection in record.collections.values():
        for one in collection.rows_of(row.values) or ():
            if one.get("insz") == number:
                return str(one.get("name") or "")
    return ""


def _name_of(adoption: Adoption, subject: Subject, number: str) -> str:
    """Return the name that goes with a number: as noted, as who asked gave it, as recorded."""
    if not number:
        return ""
    noted, request = subject.noted.payee, subject.request
    if noted is not None and noted.number == number:
        return noted.name
    if request is not None and request.applicant == number:
        return request.name
    return recorded_name(adoption, subject.row, number)


def recipient_of(subject: Subject, payee: Payee) -> Recipient:
    """Return name and address for the envelope: as noted, as who asked gave it, as in the row."""
    noted, request = subject.noted.payee, subject.request
    if noted is not None and noted.number == payee.number:
        return Recipient(name=noted.name, address_lines=(noted.street, noted.place))
    if request is not None and request.applicant == payee.number and request.address_lines:
        return Recipient(name=payee.name, address_lines=request.address_lines)
    values = subject.row.values
    number = " ".join(
        str(part) for part in (values.get("street"), values.get("house_number")) if part
    )
    box = f"{number} bus {values['box']}" if values.get("box") and number else number
    place = " ".join(str(part) for part in (values.get("postcode"), values.get("locality")) if part)
    return Recipient(name=payee.name, address_lines=tuple(line for line in (box, place) if line))
