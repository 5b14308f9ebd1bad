"""Reads of requests to make something together: public, for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from klik.domains.knowledge.models import (
    CoCreation,
    CoCreationMember,
    CoCreationState,
    CoCreationStep,
)
from klik.ground.refusals import Refusal

_Row = TypeVar("_Row", CoCreationMember, CoCreationStep)
STATES: tuple[str, ...] = tuple(CoCreationState.values)
NEXT: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"open": ("started", "stopped"), "started": ("done", "stopped"), "done": (), "stopped": ()}
)
"""Which states may follow a state; of one that ends, none."""


class CoCreationNotFound(Refusal):
    """No request has this name."""

    status = 404
    reason = "There is no such request."


@dataclass(frozen=True, slots=True)
class CoCreationShown:
    """A request as everybody reads it.

    Attributes:
        request: Its row.
        members: The NIS codes of who joined, in the order in which they did.
        steps: What was said of it, the first one first.
    """

    request: CoCreation
    members: tuple[str, ...]
    steps: tuple[CoCreationStep, ...]

    @property
    def is_over(self) -> bool:
        """Whether nothing follows any more."""
        return not NEXT[self.request.state]


def requests_shown(*, state: str = "") -> list[CoCreationShown]:
    """Return the requests, the latest first, in three queries.

    Args:
        state: Only those that stand so; all where empty.
    """
    rows = CoCreation.objects.filter(state=state) if state else CoCreation.objects.all()
    return _shown(rows)


def request_shown(slug: str) -> CoCreationShown:
    """Return one request.

    Raises:
        CoCreationNotFound: There is none.
    """
    return _only(CoCreation.objects.filter(slug=slug))


def request_by_key(identifier: UUID) -> CoCreationShown:
    """Return one request by its key.

    Raises:
        CoCreationNotFound: There is none.
    """
    return _only(CoCreation.objects.filter(pk=identifier))


def _only(rows: QuerySet[CoCreation]) -> CoCreationShown:
    found = _shown(rows)
    if not found:
        raise CoCreationNotFound
    return found[0]


def _shown(rows: QuerySet[CoCreation]) -> list[CoCreationShown]:
    found = list(rows.order_by("-asked_at", "slug"))
    keys = [one.pk for one in found]
    members = list(
        CoCreationMember.objects.filter(request__in=keys).order_by("joined_at", "joined_nis")
    )
    steps = list(CoCreationStep.objects.filter(request__in=keys).order_by("number"))
    return [
        CoCreationShown(
            one,
            tuple(row.joined_nis for row in _of(one, members)),
            tuple(_of(one, steps)),
        )
        for one in found
    ]


def _of(request: CoCreation, rows: Iterable[_Row]) -> Iterable[_Row]:
    return (row for row in rows if row.request_id == request.pk)
