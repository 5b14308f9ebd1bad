"""Reads of runs: how far they are, what they did not do, and how they differ from the last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from klik.domains.grants.models import OPEN, UNDER_WAY, ItemState, Run, RunItem, RunKind, RunState
from klik.ground.granting.planning import Treatment
from klik.ground.refusals import Refusal

_GRANTS = (Treatment.GRANT, Treatment.REVISE)
NOT_LOOKED_AT: Final = "not-looked-at"
"""Stands for a condition: the rules were not applied, for the day lies outside their period."""


class RunNotFound(Refusal):
    """No run of the municipalities acted for has this identifier."""

    status = 404
    reason = "There is no such run."


class RunsNotYours(Refusal):
    """An actor whose role does not do this with runs."""

    status = 403
    reason = "Your role does not do this with runs."


@dataclass(frozen=True, slots=True)
class Progress:
    """How many children of a run are done, of how many."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Changed:
    """One child whose amount is another than in the last run."""

    reference: str
    before_cents: int | None
    now_cents: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What a run grants or leaves standing, beside the last one of its adoption.

    Attributes:
        last: That run; None where this is the first.
        new: References that it did not have.
        gone: References that it had and this one has not.
        changed: References with another amount.
    """

    last: Run | None
    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[Changed, ...]


def runs_of(municipality_nis: str) -> QuerySet[Run]:
    """Return the runs of a municipality acted for, the latest first."""
    return Run.objects.filter(municipality_nis=municipality_nis).order_by("-planned_at", "id")


def run_of(run_id: UUID) -> Run:
    """Return a run of the municipalities acted for.

    Raises:
        RunNotFound: There is none.
    """
    found = Run.objects.filter(pk=run_id).first()
    if found is None:
        raise RunNotFound
    return found


def runs_beginning(identifier: str) -> list[Run]:
    """Return the runs, of the municipalities acted for, whose identifier begins so."""
    wanted = identifier.strip().lower()
    found = Run.objects.order_by("-planned_at", "id").values_list("pk", flat=True)
    chosen = [key for key in found if wanted and str(key).startswith(wanted)]
    return list(Run.objects.filter(pk__in=chosen).order_by("-planned_at", "id"))


def runs_to_execute(municipality_nis: str) -> QuerySet[Run]:
    """Return the runs that were approved and are not done, the oldest first."""
    states = [RunState.APPROVED, RunState.EXECUTING]
    return runs_of(municipality_nis).filter(state__in=states).order_by("approved_at", "id")


def items_of(run: Run) -> QuerySet[RunItem]:
    """Return every child of a run, in the order of delivery."""
    return RunItem.objects.filter(run=run).order_by("position")


def exceptions(run: Run) -> QuerySet[RunItem]:
    """Return the children of a run that a person looks at, granted or not, by reason."""
    looked_at = Q(treatment=Treatment.PERSON) | (Q(treatment__in=_GRANTS) & ~Q(reason=""))
    return RunItem.objects.filter(looked_at, run=run).order_by("reason", "position")


def not_selected(run: Run) -> QuerySet[RunItem]:
    """Return the children of whom nothing is decided because the rules do not select them."""
    items = RunItem.objects.filter(run=run, treatment=Treatment.NONE, outcome="not_selected")
    return items.order_by("position")


def not_selected_counts(run: Run) -> Mapping[str, int]:
    """Return how many children of a run each condition left out, by its id.

    A child that was not looked at, because its day lies outside the period of the adoption, counts
    under `NOT_LOOKED_AT`. One with two conditions that are not met counts under both.
    """
    counted: Counter[str] = Counter()
    for unmet in not_selected(run).values_list("unmet", flat=True):
        counted.update(unmet or [NOT_LOOKED_AT])
    return dict(sorted(counted.items()))


def amounts(run: Run) -> Mapping[int, int]:
    """Return how many children a run grants each amount, by its cents, the largest first."""
    granted = RunItem.objects.filter(run=run, treatment__in=_GRANTS, amount_cents__isnull=False)
    counted = granted.order_by().values_list("amount_cents").annotate(count=Count("pk"))
    return dict(counted.order_by("-amount_cents"))


def progress(run: Run) -> Progress:
    """Return how far a run is."""
    items = RunItem.objects.filter(run=run)
    return Progress(items.filter(state=ItemState.DONE).count(), items.count())


def last_run(run: Run) -> Run | None:
    """Return the run over the same adoption that was executed last before this one."""
    return _executed_before(run).order_by("-done_at").first()


def difference_with_last(run: Run) -> Difference:
    """Return what differs from the last run: new, gone and changed amounts.

    A child that was decided before and still stands is in both, with its amount.
    """
    last = last_run(run)
    before = {} if last is None else _granted(last)
    now = _granted(run)
    return Difference(
        last,
        new=tuple(sorted(now.keys() - before.keys())),
        gone=tuple(sorted(before.keys() - now.keys())),
        changed=tuple(
            Changed(case, before[case], now[case])
            for case in sorted(now.keys() & before.keys())
            if now[case] != before[case]
        ),
    )


def open_run(adoption_id: UUID) -> Run | None:
    """Return the run over an adoption that is planned, approved or being executed."""
    found = Run.objects.filter(adoption_id=adoption_id, kind=RunKind.PROACTIVE, state__in=OPEN)
    return found.first()


def open_reading(row_token: UUID) -> Run | None:
    """Return the run of one child, after reading, that waits or is under way; None for none."""
    found = Run.objects.filter(row_token=row_token, kind=RunKind.READING, state__in=OPEN)
    return found.order_by("-planned_at").first()


def readings_waiting(municipality_nis: str) -> frozenset[str]:
    """Return the tokens of the rows whose letter was read and waits for another person."""
    waiting = Run.objects.filter(
        municipality_nis=municipality_nis, kind=RunKind.READING, state__in=OPEN
    )
    return frozenset(str(token) for token in waiting.values_list("row_token", flat=True))


def runs_under_way(adoption_id: UUID) -> QuerySet[Run]:
    """Return the runs over an adoption that were approved and are not executed to the end."""
    return Run.objects.filter(
        adoption_id=adoption_id, kind=RunKind.PROACTIVE, state__in=UNDER_WAY
    ).order_by("planned_at", "id")


def runs_before(run: Run, *, most: int) -> list[Run]:
    """Return the runs over the same adoption that were executed before this one, the oldest first.

    Args:
        run: Of a municipality acted for.
        most: How many at most: the latest.
    """
    found = _executed_before(run).order_by("-planned_at", "id")[:most]
    return list(reversed(found))


def _executed_before(run: Run) -> QuerySet[Run]:
    return Run.objects.filter(
        adoption_id=run.adoption_id,
        kind=RunKind.PROACTIVE,
        state=RunState.DONE,
        planned_at__lt=run.planned_at,
    )


def _granted(run: Run) -> dict[str, int | None]:
    """Return per case what it gets under a run, from this run or from before."""
    standing = Q(treatment__in=_GRANTS) | Q(treatment=Treatment.NONE, reason="decided")
    rows = RunItem.objects.filter(standing, run=run).values_list("reference", "amount_cents")
    return {case_named_in(reference): cents for reference, cents in rows}


def case_named_in(reference: str) -> str:
    """Return the reference of the case in that of a decision: `GEB-37021-ABC` of one with `-2`."""
    return "-".join(reference.split("-")[:3])


def rests_on_adoption(adoption_id: UUID) -> bool:
    """Return whether a run of a municipality acted for was planned under an adoption."""
    return Run.objects.filter(adoption_id=adoption_id).exists()
