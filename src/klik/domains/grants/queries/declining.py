"""Who wants no benefit of herself, unless she asks; and which runs looked at her rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from klik.domains.grants.models import Declined, Run, RunItem
from klik.ground.persons import Held


def declined_by(people: Iterable[bytes | None]) -> frozenset[bytes]:
    """Return who of these wants nothing of herself, in the municipalities acted for."""
    asked = sorted({person for person in people if person is not None})
    if not asked:
        return frozenset()
    rows = Declined.objects.filter(person__in=asked)
    return frozenset(bytes(person) for person in rows.values_list("person", flat=True))


def declined_since(person: Collection[bytes]) -> datetime | None:
    """Return since when a person wants nothing of herself; None where she did not say so."""
    row = Declined.objects.filter(person__in=list(person)).order_by("said_at").first()
    return row.said_at if row else None


@dataclass(frozen=True, slots=True)
class UsedInRun:
    """That a run looked at a row: for which regulation, and when; not what came of it."""

    adoption_id: UUID
    at: datetime


def runs_that_used(tokens: Collection[UUID], *, limit: int = 100) -> list[UsedInRun]:
    """Return the runs that looked at one of these rows, the latest first."""
    items = RunItem.objects.filter(row_token__in=list(tokens))
    runs = Run.objects.filter(pk__in=items.values("run")).order_by("-planned_at", "pk")
    return [UsedInRun(one.adoption_id, one.planned_at) for one in runs[:limit]]


def wish_held_about(person: bytes) -> list[Held]:
    """Return that a person wants nothing of herself, where she said so."""
    return [
        Held(
            kind="declined",
            title=_("You want no benefit of itself"),
            source=_("You yourself"),
            under=_("General Data Protection Regulation, article 21"),
            fields={_("Since"): one.said_at},
            since=one.said_at,
            corrects=_("You change it yourself, or the town hall does it for you."),
        )
        for one in Declined.objects.filter(person=person)
    ]
