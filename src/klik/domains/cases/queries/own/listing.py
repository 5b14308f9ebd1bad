"""Everything that runs or ran for one person, in a fixed number of queries."""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Final, NamedTuple, overload
from uuid import UUID

from klik.domains.cases.models import RUNNING, ApplicationState, DecisionState, Part
from klik.domains.cases.queries.own.paying import PaidState, paid_states
from klik.domains.cases.queries.own.rows import (
    Asked,
    Told,
    asked_by,
    objected_by,
    questions_to,
    told_to,
)
from klik.domains.cases.queries.own.standing import require_own


class Step(enum.IntEnum):
    """How far a case is; each is over once the next begins."""

    TO_HAND_IN = 1
    RECEIVED = 2
    LOOKED_AT = 3
    DECIDED = 4
    PAID = 5
    DONE = 6


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


class OwnCases(Sequence[OwnCase]):
    """Cases in order, each put together only when it is looked at: a page shows some of many."""

    __slots__ = ("_found", "_put_together")

    def __init__(self, found: list[_Found], put_together: Callable[[_Found], OwnCase]) -> None:
        self._found = found
        self._put_together = put_together

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, index: int) -> OwnCase: ...
    @overload
    def __getitem__(self, index: slice) -> list[OwnCase]: ...
    def __getitem__(self, index: int | slice) -> OwnCase | list[OwnCase]:
        if isinstance(index, slice):
            return [self._put_together(one) for one in self._found[index]]
        return self._put_together(self._found[index])

    @property
    def references(self) -> frozenset[str]:
        """Return how these cases are named."""
        return frozenset(one.reference for one in self._found)

    def named(self, reference: str) -> OwnCase | None:
        """Return the case of this name; None where it is none of these."""
        found = next((one for one in self._found if one.reference == reference), None)
        return None if found is None else self._put_together(found)


def own_cases(person: Collection[bytes]) -> OwnCases:
    """Return every case of hers: what waits for her first, then the latest first.

    Args:
        person: Her keyed hashes.

    Raises:
        NotYourCase: The actor is somebody else.
    """
    require_own(person)
    applications, parties = asked_by(person=person), told_to(person=person)
    asked = {one.reference: one for one in map(Asked._make, applications.raw)}
    told = _latest(map(Told._make, parties.raw))
    beside = _Beside(
        dict(questions_to(person=person)),
        frozenset(reference for (reference,) in objected_by(person=person)),
        paid_states([one.decision for one in told.values() if one.part == Part.ADDRESSEE]),
    )

    def put_together(found: _Found) -> OwnCase:
        its_asked = Asked._make(applications.converted(found.asked)) if found.asked else None
        its_told = Told._make(parties.converted(found.told)) if found.told else None
        return _case(found.reference, its_asked, its_told, beside)

    found = [
        _found(one, asked.get(one), told.get(one), beside) for one in dict.fromkeys((*asked, *told))
    ]
    found.sort(key=attrgetter("at", "reference"), reverse=True)
    found.sort(key=attrgetter("turn"))
    return OwnCases(found, put_together)


class _Found(NamedTuple):
    """A case as its place in the list needs it: its rows are still as the database gave them."""

    reference: str
    asked: Asked | None
    told: Told | None
    turn: int  # hers come first, what is over comes last
    at: Any


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is known of cases beside their own rows."""

    answer_by: Mapping[str, date | None]
    objecting: frozenset[str]
    paid: Mapping[str, PaidState]


def _latest(rows: Iterable[Told]) -> dict[str, Told]:
    """Return per case what she is in the latest decision of which she is a party."""
    ordered = sorted(rows, key=lambda one: (one.number, one.part == Part.ADDRESSEE))
    return {one.case: one for one in ordered}


def _found(reference: str, asked: Asked | None, told: Told | None, beside: _Beside) -> _Found:
    state = asked.state if asked else ApplicationState.DECIDED
    paid = beside.paid.get(told.decision, PaidState.NOTHING) if told else PaidState.NOTHING
    is_over = _step(state, told, paid) is Step.DONE and reference not in beside.objecting
    turn = is_over - 2 * _is_hers_to_do(state, paid)
    return _Found(reference, asked, told, turn, _last_change(asked, told))


def _case(reference: str, application: Asked | None, told: Told | None, beside: _Beside) -> OwnCase:
    is_told = told is not None and told.part == Part.ADDRESSEE
    paid = beside.paid.get(told.decision, PaidState.NOTHING) if told else PaidState.NOTHING
    state = application.state if application else ApplicationState.DECIDED
    return OwnCase(
        reference=reference,
        adoption_id=(told or application).adoption_id,  # type: ignore[union-attr]  # -- one is
        state=str(state),
        step=_step(state, told, paid),
        is_hers_to_do=_is_hers_to_do(state, paid),
        do_by=_do_by(application, beside.answer_by.get(reference)),
        outcome=told.outcome if told else "",
        amount_cents=told.amount_cents if told and is_told else None,
        is_standing=told is not None and told.state == DecisionState.STANDING,
        paid=paid,
        objects=reference in beside.objecting,
        at=_last_change(application, told),
        asked_for=application is not None,
    )


def _is_hers_to_do(state: str, paid: PaidState) -> bool:
    return state in _HER_TURN or paid == PaidState.TO_COLLECT


def _step(state: str, told: Told | None, paid: PaidState) -> Step:
    if told is None:
        return _STEP_WHEN_ASKED.get(state, Step.LOOKED_AT)
    if told.state != DecisionState.STANDING or told.outcome != "granted":
        return Step.DONE
    return Step.DONE if paid in _PAID_OUT else Step.PAID


def _do_by(application: Asked | None, answer_by: date | None) -> date | None:
    if application is None:
        return None
    if application.state == ApplicationState.DRAFT:
        return application.expires_on
    return answer_by or (application.decide_by if application.state in RUNNING else None)


def _last_change(application: Asked | None, told: Told | None) -> Any:
    """Return when something last changed, in the form that the rows have."""
    if application is None:
        return told.decided_at if told else None
    last = application.ended_at or application.submitted_at or application.started_at
    return max(last, told.decided_at) if told else last
