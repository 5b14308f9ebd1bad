"""Writes of cases. Each runs in the transaction of `acting_for`."""

from klik.domains.cases.operations.claiming import claim_more
from klik.domains.cases.operations.consequences import Consequences, Rendered, Taken
from klik.domains.cases.operations.deciding import (
    AlreadyClaimed,
    Binding,
    Decided,
    DecidingNotYours,
    Mandate,
    Proposal,
    decide,
    decide_one,
)
from klik.domains.cases.operations.objecting import (
    AnotherDeciderNeeded,
    ObjectionNotFound,
    OutcomeMissing,
    answer_objection,
    object_to,
)
from klik.domains.cases.operations.withdrawing import withdraw
from klik.domains.cases.queries import Reproduced, recomputed

__all__ = [
    "AlreadyClaimed",
    "AnotherDeciderNeeded",
    "Binding",
    "Consequences",
    "Decided",
    "DecidingNotYours",
    "Mandate",
    "ObjectionNotFound",
    "OutcomeMissing",
    "Proposal",
    "Rendered",
    "Taken",
    "answer_objection",
    "claim_more",
    "decide",
    "decide_one",
    "object_to",
    "reproduce",
    "withdraw",
]


def reproduce(reference: str) -> Reproduced:
    """Compute a decision again and compare outcome, reasons, amount and the bytes of the letter.

    It sets one letter. Who has many asks `queries.recomputed` and compares outside `acting_for`.

    Raises:
        DecisionNotFound: There is none.
        CasesNotYours: Another role.
        CannotDecrypt: What it kept was changed since.
    """
    return recomputed(reference).compared()
