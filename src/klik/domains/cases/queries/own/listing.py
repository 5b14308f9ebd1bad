"""Everything that runs or ran for one person, in a fixed number of queries."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from klik.domains.cases.models import (
    RUNNING,
    Application,
    ApplicationQuestion,
    ApplicationState,
    DecisionState,
    Objection,
    Part,
    Party,
)
from klik.domains.cases.queries.own.standing import require_own
from klik.domains.payments import queries as payments


class Step(enum.IntEnum):
    """How far a case is; each is over once the next begins."""

    TO_HAND_IN = 1
    RECEIVED = 2
    LOOKED_AT = 3
    DECIDED = 4
    PAID = 5
    DONE = 6


class PaidState(enum.StrEnum):
    """How far what is paid or handed out is; without an account or a name."""

    NOTHING = "nothing"  # nothing is to be paid
    HELD = "held"  # a person must find something out first
    NEW_ACCOUNT = "new-account"  # held until she was told of it some days
    READY = "ready"  # it goes with the next payments
    UNDER_WAY = "under-way"  # at the bank
    PAID = "paid"
    STOPPED = "stopped"  # refused by the bank or given up
    TO_COLLECT = "to-collect"  # a voucher or gift waits
    HANDED_OUT = "handed-out"
    LAPSED = "lapsed"


_OF_ORDERS: Final = {
    "held": PaidState.HELD,
    "account-changed": PaidState.NEW_ACCOUNT,
    "ready": PaidState.READY,
    "batched": PaidState.UNDER_WAY,
    "executed": PaidState.PAID,
    "rejected": PaidState.STOPPED,
    "cancelled": PaidState.STOPPED,
}
_OF_HANDOUTS: Final = {
    "to_hand_out": PaidState.TO_COLLECT,
    "handed_out": PaidState.HANDED_OUT,
}
_STEP_WHEN_ASKED: Final[Mapping[str, Step]] = {
    ApplicationState.DRAFT: Step.TO_HAND_IN,
    ApplicationState.COSIGN: Step.TO_HAND_IN,
    ApplicationState.DECIDED: Step.DECIDED,
    ApplicationState.WITHDRAWN: Step.DONE,
    ApplicationState.EXPIRED: Step.DONE,
}
_PAID_OUT: Final = frozenset(
    {PaidState.PAID, PaidState.HANDED_OUT, PaidState.NOTHING, PaidState.LAPSED}
)
_HER_TURN: Final = frozenset({ApplicationState.DRAFT, ApplicationState.WAITING})


@dataclass(frozen=True, slots=True)
class OwnCase:
    """One case as its party reads it in a list.

    Attributes:
        reference: Of the case.
        adoption_id: Under what.
        state: Of the application; `decided` for what nobody asked.
        step: How far it is.
        is_hers_to_do: Whether she must do something first.
        do_by: Until when she or the town must do it; None where no day is known.
        outcome: Of the latest decision told to her; empty before one.
        amount_cents: Of that.
        is_standing: Whether that decision still holds.
        paid: How far the payment is.
        objects: Whether an objection of hers is open.
        at: When something last changed.
        asked_for: Whether she applied.
    """

    reference: str
    adoption_id: UUID
    state: str
    step: Step
    is_hers_to_do: bool
    do_by: date | None
    outcome: str
    amount_cents: int | None
    is_standing: bool
    paid: PaidState
    objects: bool
    at: datetime
    asked_for: bool

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to come of it."""
        return self.step == Step.DONE and not self.objects


def own_cases(person: Collection[bytes]) -> list[OwnCase]:
    """Return every case of hers: what waits for her first, then the latest first.

    Args:
        person: Her keyed hashes.

    Raises:
        NotYourCase: The actor is somebody else.
    """
    require_own(person)
    hers = list(person)
    applications = _asked_by(hers)
    decisions = _latest(_told_to(hers))
    asked = dict(
        ApplicationQuestion.objects.filter(
            application__person__in=hers, answered_at__isnull=True
        ).values_list("application__reference", "answer_by")
    )
    objecting = set(
        Objection.objects.filter(person__in=hers, answered_at__isnull=True).values_list(
            "decision__case__reference", flat=True
        )
    )
    told = [one.decision for one in decisions.values() if one.part == Part.ADDRESSEE]
    paid = paid_states(told)
    found = [
        _case(
            reference,
            applications.get(reference),
            decisions.get(reference),
            _Beside(asked.get(reference), reference in objecting, paid),
        )
        for reference in {**applications, **decisions}
    ]
    found.sort(key=lambda one: (one.at, one.reference), reverse=True)
    found.sort(key=lambda one: (not one.is_hers_to_do, one.is_over))
    return found


def paid_states(references: Collection[str]) -> Mapping[str, PaidState]:
    """Return how far the payment of each of these decisions is."""
    found: dict[str, PaidState] = {}
    for reference, state in payments.handout_states(references):
        found[reference] = _OF_HANDOUTS.get(state, PaidState.LAPSED)
    for reference, state in payments.order_states(references):
        found[reference] = _OF_ORDERS.get(state, PaidState.READY)  # of several: the latest order
    return found


class _Asked(NamedTuple):
    """What a list needs of an application. Somebody may have hundreds: no whole rows."""

    reference: str
    adoption_id: UUID
    state: str
    started_at: datetime
    submitted_at: datetime | None
    ended_at: datetime | None
    expires_on: date
    decide_by: date | None


class _Told(NamedTuple):
    """What a list needs of a decision of which she is a party; its grounds stay where they are."""

    part: str
    number: int
    case: str
    decision: str
    adoption_id: UUID
    state: str
    outcome: str
    amount_cents: int | None
    decided_at: datetime


def _asked_by(person: Collection[bytes]) -> dict[str, _Asked]:
    rows = Application.objects.filter(person__in=person).order_by()
    return {row[0]: _Asked._make(row) for row in rows.values_list(*_Asked._fields)}


def _told_to(person: Collection[bytes]) -> Iterable[_Told]:
    rows = Party.objects.filter(person__in=person).order_by()
    found = rows.values_list(
        "part",
        "decision__number",
        "decision__case__reference",
        "decision__reference",
        "decision__adoption_id",
        "decision__state",
        "decision__outcome",
        "decision__amount_cents",
        "decision__decided_at",
    )
    return map(_Told._make, found)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is known of a case beside its own rows."""

    answer_by: date | None
    objects: bool
    paid: Mapping[str, PaidState]


def _latest(rows: Iterable[_Told]) -> dict[str, _Told]:
    """Return per case what she is in the latest decision of which she is a party."""
    ordered = sorted(rows, key=lambda one: (one.number, one.part == Part.ADDRESSEE))
    return {one.case: one for one in ordered}


def _case(
    reference: str,
    application: _Asked | None,
    told: _Told | None,
    beside: _Beside,
) -> OwnCase:
    is_told = told is not None and told.part == Part.ADDRESSEE
    paid = beside.paid.get(told.decision, PaidState.NOTHING) if told else PaidState.NOTHING
    state = application.state if application else ApplicationState.DECIDED
    return OwnCase(
        reference=reference,
        adoption_id=(told or application).adoption_id,  # type: ignore[union-attr]  # -- one is
        state=str(state),
        step=_step(state, told, paid),
        is_hers_to_do=state in _HER_TURN or paid == PaidState.TO_COLLECT,
        do_by=_do_by(application, beside.answer_by),
        outcome=told.outcome if told else "",
        amount_cents=told.amount_cents if told and is_told else None,
        is_standing=told is not None and told.state == DecisionState.STANDING,
        paid=paid,
        objects=beside.objects,
        at=_last_change(application, told),
        asked_for=application is not None,
    )


def _step(state: str, told: _Told | None, paid: PaidState) -> Step:
    if told is None:
        return _STEP_WHEN_ASKED.get(state, Step.LOOKED_AT)
    if told.state != DecisionState.STANDING or told.outcome != "granted":
        return Step.DONE
    return Step.DONE if paid in _PAID_OUT else Step.PAID


def _do_by(application: _Asked | None, answer_by: date | None) -> date | None:
    if application is None:
        return None
    if application.state == ApplicationState.DRAFT:
        return application.expires_on
    return answer_by or (application.decide_by if application.state in RUNNING else None)


def _last_change(application: _Asked | None, told: _Told | None) -> datetime:
    moments: list[datetime | None] = []
    if application is not None:
        moments += [application.started_at, application.submitted_at, application.ended_at]
    if told is not None:
        moments.append(told.decided_at)
    return max(one for one in moments if one is not None)
