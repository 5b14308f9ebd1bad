"""From a situation to a decision: conditions, awards and the precedence of outcomes."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


class Outcome(enum.StrEnum):
    """What becomes of a subject; the words are those of `expect: {outcome: ...}`."""

    GRANTED = "granted"
    REFUSED = "refused"
    NOT_SELECTED = "not_selected"
    INVITED = "invited"
    WAITING = "waiting"
    UNDECIDED = "undecided"
    NOT_APPLICABLE = "not_applicable"


class Verdict(enum.StrEnum):
    """What became of one condition."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


JOINED = (
    Outcome.GRANTED,
    Outcome.UNDECIDED,
    Outcome.WAITING,
    Outcome.INVITED,
    Outcome.REFUSED,
    Outcome.NOT_SELECTED,
)
"""With several awards the decision takes the first of these that one of them has."""


@dataclass(frozen=True, slots=True)
class Awarded:
    """What became of one benefit.

    Attributes:
        amount: Euro with two decimals; None unless granted and expressed in money.
        quantity: Pieces; None unless granted and expressed in goods.
        valid_until: The last day on which a voucher is valid.
        collect_by: The last day on which it can be collected.
    """

    id: str
    outcome: Outcome
    given_as: str = ""
    amount: Decimal | None = None
    quantity: int | None = None
    valid_until: date | None = None
    collect_by: date | None = None
    pieces: int | None = None
    waits_until: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision with everything that led to it.

    Attributes:
        amount: The sum of what was granted in euro; None unless granted.
        verdicts: Per condition what became of it.
        unmet: Ids of conditions that are FALSE, `once`, and benefits whose amount is 0.
        unknown: Ids of conditions that are unknown, and benefits whose amount is.
        missing: The facts that would settle what is unknown.
        values: Every declared name that was computed or read, for the explanation.
    """

    outcome: Outcome
    amount: Decimal | None
    awards: tuple[Awarded, ...]
    verdicts: Mapping[str, Verdict]
    unmet: tuple[str, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    reference_day: date | None
    values: Mapping[str, Any]
