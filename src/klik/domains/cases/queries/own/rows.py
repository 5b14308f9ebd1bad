"""The rows of which a list of somebody's cases is made: hundreds, so never whole rows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from klik.domains.cases.models import Application, ApplicationQuestion, Objection, Party
from klik.ground.tenancy.prepared import prepared


class Asked(NamedTuple):
    """What a list needs of an application. Somebody may have hundreds: no whole rows."""

    reference: str
    adoption_id: UUID
    state: str
    started_at: datetime
    submitted_at: datetime | None
    ended_at: datetime | None
    expires_on: date
    decide_by: date | None


class Told(NamedTuple):
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


@prepared
def asked_by(person: Any) -> QuerySet[Application, tuple[Any, ...]]:
    """Return her applications, as `Asked`."""
    rows = Application.objects.filter(person__in=person).order_by()
    return rows.values_list(*Asked._fields)


@prepared
def told_to(person: Any) -> QuerySet[Party, tuple[Any, ...]]:
    """Return the decisions of which she is a party, as `Told`."""
    rows = Party.objects.filter(person__in=person).order_by()
    return rows.values_list(
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


@prepared
def questions_to(person: Any) -> QuerySet[ApplicationQuestion, tuple[Any, ...]]:
    """Return until when she must answer what was asked, by the reference of the application."""
    rows = ApplicationQuestion.objects.filter(
        application__person__in=person, answered_at__isnull=True
    )
    return rows.values_list("application__reference", "answer_by")


@prepared
def objected_by(person: Any) -> QuerySet[Objection, tuple[Any, ...]]:
    """Return the cases in which an objection of hers is open."""
    rows = Objection.objects.filter(person__in=person, answered_at__isnull=True)
    return rows.values_list("decision__case__reference")
