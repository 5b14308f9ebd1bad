"""What follows from one child: the decision, who is paid, what is paid, who must look first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from klik.ground.banking.orders import PaymentOrder
from klik.ground.granting.notices import Notices
from klik.ground.granting.orders import are_payable, orders_of
from klik.ground.granting.payees import Payee, payee_written_to, payees_of
from klik.ground.granting.persons import may_be_invited, reason_of_decision
from klik.ground.granting.subjects import Subject
from klik.ground.letters.letter import Letter
from klik.packages.adoption import Adoption
from klik.packages.wording import Language
from klik.rules.decision import Awarded, Decision, Outcome

WITHOUT_LETTER = frozenset({"bereavement", "payee"})
CHECKED_BEFORE_PAYMENT = frozenset({"holder", "before-payment", "bank"})
_NOT_HANDED_OUT = frozenset({"money", "recognition"})


@dataclass(frozen=True, slots=True)
class Ruling:
    """What follows from one child.

    Attributes:
        subject: The child.
        decision: What the rules say.
        payees: Who gets each award that is granted.
        payee: To whom the letter goes.
        orders: The payments of this decision, whether or not they may leave.
        reason: Why a person looks at it, a code of `persons.REASONS`; empty where none need.
    """

    subject: Subject
    decision: Decision
    payees: Mapping[str, Payee]
    payee: Payee
    orders: tuple[PaymentOrder, ...]
    reason: str

    @property
    def is_told(self) -> bool:
        """Return whether a letter tells this: it is granted, and somebody is written to."""
        return self.decision.outcome == Outcome.GRANTED and self.reason not in WITHOUT_LETTER

    @property
    def is_paid_at_once(self) -> bool:
        """Return whether nobody looks before the payments leave."""
        return self.is_told and not self.reason

    @property
    def amount_cents(self) -> int | None:
        """Return what is granted in money and vouchers; None where nothing is."""
        amount = self.decision.amount
        return None if amount is None else int(amount * 100)

    @property
    def handed_out(self) -> tuple[Awarded, ...]:
        """Return the awards that somebody hands out: vouchers, gifts, credits."""
        granted = (one for one in self.decision.awards if one.outcome == Outcome.GRANTED)
        return tuple(one for one in granted if one.given_as not in _NOT_HANDED_OUT)


def rule_on(adoption: Adoption, subject: Subject, *, language: Language) -> Ruling:
    """Return what follows from one child under an adoption.

    Args:
        adoption: The adopted package.
        subject: The child; its situation holds the day of the decision.
        language: Of what the payee reads on the statement.
    """
    decision = adoption.decider.decide(subject.situation)
    payees = payees_of(adoption, subject, decision)
    payee = payee_written_to(decision, payees)
    orders = orders_of(adoption, subject.reference, decision, payees, language)
    reason = reason_of_decision(adoption, subject, decision, payee)
    if not reason and may_be_invited(adoption, subject, decision):
        reason = "invite"
    if not reason and not are_payable(adoption, orders, subject.situation.decided_on):
        reason = "bank"
    return Ruling(subject, decision, payees, payee, orders, reason)


def letter_of(notices: Notices, ruling: Ruling) -> Letter:
    """Return the letter that tells a ruling, which must be one that `is_told`.

    To a bereaved family goes what a person wrote, where she wrote something.
    """
    checked = ruling.reason in CHECKED_BEFORE_PAYMENT
    letter = notices.granted(ruling.subject, ruling.decision, ruling.payee, checked_first=checked)
    own_words = ruling.subject.noted.own_words
    return replace(letter, body_markdown=own_words) if own_words else letter
