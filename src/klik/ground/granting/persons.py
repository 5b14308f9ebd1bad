"""What a person must look at before, or instead of, the machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from klik.ground.deliveries import Accepted
from klik.ground.granting.noted import Noted
from klik.ground.granting.payees import Payee
from klik.ground.granting.subjects import Subject, is_bereaved
from klik.packages.adoption import Adoption
from klik.rules.decision import Decision, Outcome
from klik.rules.rulebook import TRIGGERS
from klik.rules.situation import Application

REASONS: Mapping[str, Mapping[str, str]] = {
    "event": {
        "nl": "De levering verbetert of trekt een eerdere rij in; kijk na wat al beslist werd.",
        "en": "The delivery corrects or withdraws an earlier row; see what was decided before.",
    },
    "bereavement": {
        "nl": "Het kind werd levenloos geboren. Lees eerst zelf, en schrijf een eigen brief.",
        "en": "The child was stillborn. Read first, and write a letter of your own.",
    },
    "undecided": {
        "nl": "Er ontbreekt een gegeven; vraag het na: ",
        "en": "A fact is missing; find out: ",
    },
    "account": {
        "nl": "Er is geen rekeningnummer; vraag het aan de ouder.",
        "en": "There is no account number; ask the parent for it.",
    },
    "holder": {
        "nl": "De rekening staat op een andere naam; vraag of dat klopt.",
        "en": "The account is in another name; ask whether that is right.",
    },
    "payee": {
        "nl": "Het is niet bekend aan wie wij betalen of schrijven; beslis het zelf.",
        "en": "It is not known whom to pay or write to; decide it yourself.",
    },
    "letter": {
        "nl": "De brief kan niet gemaakt worden: een naam of adres heeft tekens of regels die er "
        "niet in passen. Schrijf hem zelf.",
        "en": "The letter cannot be made: a name or address has signs or lines that do not fit. "
        "Write it yourself.",
    },
    "bank": {
        "nl": "De bank kan de naam of het bedrag van deze betaling niet verwerken; betaal ze zelf.",
        "en": "The bank cannot process the name or the amount of this payment; pay it yourself.",
    },
    "before-payment": {
        "nl": "Kijk vóór de betaling na of er iets te verrekenen is, zoals een schuld.",
        "en": "Before payment, check whether there is anything to set off, such as a debt.",
    },
    "invite": {
        "nl": "Nodig de ouder uit om de premie te vragen.",
        "en": "Invite the parent to ask for the premium.",
    },
}
"""Per code what a person reads; a sentence that ends in a colon is completed."""

_HOLDER = "account-holder-differs"
_INVITES = "invitation"
_IN_VAIN = (Outcome.REFUSED, Outcome.NOT_SELECTED)


def is_correction(row: Accepted) -> bool:
    """Return whether a row corrects or withdraws an earlier one, so that no machine decides it."""
    return row.values.get("event") != "NIEUW"


def may_be_invited(adoption: Adoption, subject: Subject, decision: Decision) -> bool:
    """Return whether to ask someone to apply whom no run may grant to.

    The municipality invites where nothing starts by itself and something does by invitation, and
    nothing that is known would stand in the way of who applies: not the day, not a condition.
    """
    rulebook = adoption.package.rulebook
    settings = [rulebook.trigger or award.trigger for award in rulebook.awards]
    started = {one.of(adoption.parameters) for one in settings if one is not None}
    invites = _INVITES in started and TRIGGERS[0] not in started
    if not invites or decision.outcome != Outcome.NOT_SELECTED:
        return False
    asked = replace(subject.situation, application=Application(_INVITES))
    return adoption.decider.decide(asked).outcome not in _IN_VAIN


def reason_of_decision(
    adoption: Adoption, subject: Subject, decision: Decision, payee: Payee
) -> str:
    """Return why a person comes in after the decision was computed; empty where none need.

    Bereavement comes first: no letter goes out by machine, whatever the outcome.
    """
    row, noted = subject.row, subject.noted
    if (is_bereaved(row) or noted.is_bereaved) and not noted.was_read:
        return "bereavement"
    if decision.outcome == Outcome.UNDECIDED:
        return "undecided"
    if decision.outcome != Outcome.GRANTED:
        return "invite" if decision.outcome == Outcome.INVITED else ""
    if not payee.name:
        return "payee"
    if not pays_money(decision):
        return ""
    return _reason_of_account(row, noted, payee) or _reason_before_payment(adoption, decision)


def _reason_of_account(row: Accepted, noted: Noted, payee: Payee) -> str:
    if not payee.iban:
        return "account"
    if noted.payee is not None and payee.iban != row.values.get("iban"):
        return ""  # the account was noted with who gets it; the question is about the delivered one
    return "holder" if any(one.code == _HOLDER for one in row.questions) else ""


def _reason_before_payment(adoption: Adoption, decision: Decision) -> str:
    return "before-payment" if checks_before_payment(adoption, decision) else ""


def pays_money(decision: Decision) -> bool:
    """Return whether an award of this decision is paid into an account."""
    return any(
        award.given_as == "money" and award.outcome == Outcome.GRANTED for award in decision.awards
    )


def checks_before_payment(adoption: Adoption, decision: Decision) -> bool:
    """Return whether a clerk looks at `reduce_by` before this is paid: it is TRUE or unknown."""
    granted = {one.id for one in decision.awards if one.outcome == Outcome.GRANTED}
    facts = [
        benefit["reduce_by"]["fact"]
        for benefit in adoption.package.content["benefits"]
        if benefit["id"] in granted and "reduce_by" in benefit
    ]
    return any(decision.values[fact] is not False for fact in facts)
