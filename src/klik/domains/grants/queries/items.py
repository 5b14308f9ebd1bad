"""The children of a run, chosen by what it does with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from klik.domains.grants.models import Closing, Run, RunItem
from klik.domains.grants.queries.runs import NOT_LOOKED_AT, RunNotFound
from klik.ground.granting.planning import Treatment

_GRANTED: Final = Q(treatment__in=[Treatment.GRANT, Treatment.REVISE])
_NOT_SELECTED: Final = Q(treatment=Treatment.NONE, outcome="not_selected")
GROUPS: Final[Mapping[str, Q]] = {
    "granted": _GRANTED,
    "person": Q(treatment=Treatment.PERSON) | (_GRANTED & ~Q(reason="")),
    "not-selected": _NOT_SELECTED,
    "nothing": Q(treatment=Treatment.NONE) & ~_NOT_SELECTED,
    "left-out": Q(closed_as__in=[Closing.CHANGED, Closing.CLAIMED]),
}
"""What a reader asks for: children of one treatment, or that the execution left out."""


def items_in(
    run: Run, *, group: str = "", condition: str = "", reason: str = ""
) -> QuerySet[RunItem]:
    """Return the children of a run, in the order of delivery.

    Args:
        run: Of a municipality acted for.
        group: One of `GROUPS`; everybody where empty.
        condition: Id of a condition that is not met, or `NOT_LOOKED_AT`.
        reason: Why a person comes in, or why nothing happens.

    Raises:
        KeyError: There is no such group.
    """
    items = RunItem.objects.filter(run=run)
    if group:
        items = items.filter(GROUPS[group])
    if reason:
        items = items.filter(reason=reason)
    if condition:
        # SQLite has no lookup into a list; an id stands in its quotes in the text of every engine.
        items = items.annotate(unmet_text=Cast("unmet", TextField()))
        named = {"unmet_text__contains": f'"{condition}"'}
        nobody_looked = {"unmet_text": "[]"}
        chosen = nobody_looked if condition == NOT_LOOKED_AT else named
        items = items.filter(_NOT_SELECTED, **chosen)
    return items.order_by("position")


def group_counts(run: Run) -> Mapping[str, int]:
    """Return how many children of a run there are in each of `GROUPS`."""
    named = {name: name.replace("-", "_") for name in GROUPS}
    counted = {named[name]: Count("pk", filter=chosen) for name, chosen in GROUPS.items()}
    found = RunItem.objects.filter(run=run).aggregate(**counted)
    return {name: int(found[key]) for name, key in named.items()}


def in_two_groups(run: Run) -> int:
    """Return how many children of a run are granted and wait for a person too."""
    return RunItem.objects.filter(_GRANTED & ~Q(reason=""), run=run).count()


def closings(run: Run) -> Mapping[str, int]:
    """Return what became of the children of a run, per closing that there is."""
    rows = RunItem.objects.filter(run=run).exclude(closed_as="").order_by().values_list("closed_as")
    return dict(rows.annotate(count=Count("pk")))


def item_of(run: Run, row_token: UUID) -> RunItem:
    """Return one child of a run.

    Raises:
        RunNotFound: It is not in it.
    """
    found = RunItem.objects.filter(run=run, row_token=row_token).first()
    if found is None:
        raise RunNotFound
    return found


def letters_to_read(run: Run, *, places: list[int]) -> list[RunItem]:
    """Return some children that get a letter, by their place among them, from 0."""
    items = RunItem.objects.filter(_GRANTED, run=run).order_by("position")
    return [items[place] for place in places]
