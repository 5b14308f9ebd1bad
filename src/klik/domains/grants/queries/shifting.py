"""What is different now from what a plan says, child by child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from klik.domains.grants.models import Run, RunItem
from klik.domains.grants.queries.gathering import Child
from klik.domains.grants.queries.runs import case_named_in


@dataclass(frozen=True, slots=True)
class Treated:
    """What is done with a child: a treatment, its reason, and what it gets."""

    treatment: str
    reason: str
    amount_cents: int | None


@dataclass(frozen=True, slots=True)
class Shift:
    """One child that a plan treats otherwise than one of now would.

    Attributes:
        reference: Of its case: a corrected row is the same child.
        planned: What the plan says; None where the child was not in it.
        now: What would be done now; None where its row counts no more.
    """

    reference: str
    planned: Treated | None
    now: Treated | None


def shifts(run: Run, found: Sequence[Child]) -> tuple[Shift, ...]:
    """Return the children that a plan treats otherwise than one of now would, by reference.

    Args:
        run: A plan of a municipality acted for.
        found: Every child under its adoption, as `children` gives them now.
    """
    planned = {
        case_named_in(item.reference): item
        for item in RunItem.objects.filter(run=run).order_by("position")
    }
    now = {case_named_in(child.planned.reference): child for child in found}
    return tuple(
        _shift(case, planned.get(case), now.get(case))
        for case in sorted(planned.keys() | now.keys())
        if _digest(planned.get(case)) != _digest_now(now.get(case))
    )


def _shift(case: str, item: RunItem | None, child: Child | None) -> Shift:
    before = None if item is None else Treated(item.treatment, item.reason, item.amount_cents)
    if child is None:
        return Shift(case, before, None)
    planned = child.planned
    after = Treated(planned.treatment.value, planned.reason, planned.amount_cents)
    return Shift(case, before, after)


def _digest(item: RunItem | None) -> str:
    return "" if item is None else item.digest


def _digest_now(child: Child | None) -> str:
    return "" if child is None else child.planned.digest
