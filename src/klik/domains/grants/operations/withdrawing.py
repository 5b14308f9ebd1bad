"""Taking back what a run granted, by a person, before it was paid."""

from __future__ import annotations

from datetime import datetime

from klik.domains.cases import operations as cases
from klik.domains.cases.models import Decision
from klik.domains.grants.queries import is_paid
from klik.domains.payments import operations as payments
from klik.domains.payments import queries as payment_queries
from klik.ground.refusals import Refusal


class PaidAlready(Refusal):
    """Money has left, or lies at the bank."""

    reason = "This decision was paid. Recover the amount first, or wait for the bank's answer."


def withdraw_decision(reference: str, *, why: str, moment: datetime) -> Decision:
    """Withdraw a decision that was not paid; what it was to pay or hand out is given up.

    Again changes nothing.

    Args:
        reference: Of the decision.
        why: A code, such as `left-before-birth`; names nobody.
        moment: When.

    Raises:
        PaidAlready: Money or a voucher has left, or lies at the bank.
        DecidingNotYours, DecisionNotFound, DecisionReplaced: See `cases.operations.withdraw`.
        PaymentsNotYours: The approver may not handle payments.
    """
    if is_paid(reference):
        raise PaidAlready
    withdrawn = cases.withdraw(reference, why=why, moment=moment)
    for order in payment_queries.orders_about(reference).exclude(state="cancelled"):
        payments.cancel_order(order, moment=moment)
    payments.cancel_handouts(withdrawn.municipality_nis, reference, moment=moment)
    return withdrawn
