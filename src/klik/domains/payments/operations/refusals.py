"""Why an operation on payments may not go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from klik.ground.refusals import Refusal, WordedRefusal, Wording


class PaymentsNotYours(Refusal):
    """An actor without the role for it."""

    status = 403
    reason = "Only finance of the municipality does this with payments."


class OrderDiffers(Refusal):
    """An order under a reference that another order already has."""

    reason = (
        "There is an order with this reference for another decision or another amount. A payment "
        "is never changed: give the other one its own award or decision."
    )


class OrderNotOpen(Refusal):
    """An order that is no longer, or not yet, where this could be done."""

    reason = "This order is not in the state for this. Look at it again."


class ChangeNotYours(Refusal):
    """A changed account of somebody else."""

    status = 403
    reason = "Only whose account it is, or a member of staff for her, cancels this."


class ChangeEnded(Refusal):
    """A changed account that does not wait any more."""

    reason = "This change does not wait any more. Look at it again."


class NotPayable(WordedRefusal):
    """A name or account that a bank would not take."""

    status = 422
    wordings: ClassVar[Mapping[str, Wording]] = {
        "account": ("{why}", "{why}", ("Vraag het nummer na.", "Ask for the number again.")),
        "name": (
            "Geen letter van deze naam kan in een betaalbestand staan.",
            "No letter of this name can stand in a payment file.",
            ("Geef de naam in Latijnse letters.", "Give the name in Latin letters."),
        ),
    }


class ExecutionDayRefused(Refusal):
    """A day on which no bank would pay."""

    status = 422
    reason = "The day of execution lies between today and a year from now."


class BatchNotOpen(Refusal):
    """A batch that is no longer, or not yet, where this could be done."""

    reason = "This batch is not in the state for this. Look at it again."


class SecondPersonNeeded(Refusal):
    """A batch above the limit, approved by nobody or by who drew it."""

    status = 403
    reason = (
        "A batch above the limit of the municipality is approved by an approver or by finance, "
        "and by another person than who drew it."
    )


class AnswerContradicts(Refusal):
    """An answer that takes back that a payment was rejected."""

    status = 422
    reason = (
        "This answer says executed of a payment that an earlier answer rejected. It may have been "
        "paid anew since: ask the bank which holds, before anything is taken from this file."
    )


class NotHandedOut(Refusal):
    """A hand-out that was handed out already, or whose last day has passed."""

    reason = "This was handed out already, or its last day has passed."
