"""What somebody has against a decision, and until when she may say so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from klik.domains.cases import access
from klik.domains.cases.models import Decision, Objection, Part, Party
from klik.domains.cases.queries.own.standing import NotYourCase, decisions_of_party, require_own
from klik.domains.messages import queries as messages
from klik.domains.messages.models import BatchState, OutboxMessage
from klik.ground.clock import HOME
from klik.ground.tenancy import current_actor

TERM_DAYS: Final = 60
"""As long as the appeal to the Council of State: after that it no longer stops that term.

Source: decree of the Regent of 23 August 1948, article 4.
"""
POST_DAYS: Final = 3
"""Working days that a letter on paper is under way; the same article."""
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class ObjectionShown:
    """An objection as its writer reads it.

    Attributes:
        decision: Its reference.
        number: Which of hers it is, from 1.
        received_at: When it came in.
        until: The last day of its term; None where none ran yet.
        answered_at: When it was answered; None while it is open.
        outcome: What was decided on it; empty while it is open.
        letter_key: Of the message that tells her.
    """

    decision: str
    number: int
    received_at: datetime
    until: date | None
    answered_at: datetime | None
    outcome: str
    letter_key: str


def objections_of(reference: str, person: Collection[bytes]) -> list[ObjectionShown]:
    """Return what she has against the decisions of a case, the latest first."""
    rows = Objection.objects.filter(
        decision__case__reference=reference, person__in=list(person)
    ).select_related("decision")
    return [
        ObjectionShown(
            decision=one.decision.reference,
            number=one.number,
            received_at=one.received_at,
            until=one.until,
            answered_at=one.answered_at,
            outcome=one.outcome,
            letter_key=f"{messages.ANSWERING}{one.pk}",
        )
        for one in rows.order_by("-received_at", "-number")
    ]


def open_objections(reference: str) -> list[Objection]:
    """Return the open objections to the decisions of a case, the oldest first, for staff."""
    if not access.may_read_cases(current_actor()):
        return []
    rows = Objection.objects.filter(decision__case__reference=reference, answered_at=None)
    return list(rows.select_related("decision").order_by("received_at"))


def decision_to_object_to(reference: str, person: Collection[bytes]) -> Decision:
    """Return the latest decision of a case that is hers, to her or to a clerk who helps her.

    Raises:
        NotYourCase: There is none, or the actor is anybody else.
    """
    _require_helping(person)
    found = decisions_of_party(reference, person)
    if not found:
        raise NotYourCase
    return found[0].decision


def decisions_told_to(person: Collection[bytes]) -> list[Decision]:
    """Return the latest decision of each case that was told to somebody, the latest first.

    Args:
        person: Her keyed hashes.

    Raises:
        NotYourCase: The actor is neither she nor a clerk who helps her.
    """
    _require_helping(person)
    rows = Party.objects.filter(person__in=list(person), part=Part.ADDRESSEE)
    ordered = rows.select_related("decision__case").order_by("decision__number")
    latest = {one.decision.case_id: one.decision for one in ordered}
    return sorted(latest.values(), key=lambda one: one.decided_at, reverse=True)


def _require_helping(person: Collection[bytes]) -> None:
    if not access.may_handle(current_actor()):
        require_own(person)


def term_to_object(decision: Decision) -> date | None:
    """Return the last day to object; None while nobody was told, for then no term runs."""
    message = decision_message(decision)
    told = told_on(message) if message is not None else None
    return None if told is None else told + timedelta(days=TERM_DAYS)


def decision_message(decision: Decision) -> OutboxMessage | None:
    """Return the message that tells a decision; None where none left."""
    key = f"decision:{decision.reference}"
    return messages.messages_with(decision.municipality_nis, [key]).get(key)


def told_on(message: OutboxMessage) -> date | None:
    """Return the day on which a message reached her, as the law counts; None before that."""
    if message.sent_at is not None:
        return message.sent_at.astimezone(HOME).date()
    batch = message.batch
    if batch is None or batch.state != BatchState.POSTED or batch.posted_at is None:
        return None
    day = batch.posted_at.astimezone(HOME).date()
    for _each in range(POST_DAYS):
        day += timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
    return day
