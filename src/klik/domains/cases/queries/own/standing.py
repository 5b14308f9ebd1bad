"""Whose a case is: she applied, or a decision was told to her. Nobody else finds it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from klik.domains.cases.models import Application, Decision, Part, Party
from klik.domains.messages import queries as messages
from klik.domains.messages.models import OutboxMessage
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor


class NotYourCase(Refusal):
    """No case of this person in the municipalities acted for has this reference."""

    status = 404
    reason = "There is no such case of yours."


@dataclass(frozen=True, slots=True)
class OwnDecision:
    """A decision with what she is in it."""

    decision: Decision
    part: str

    @property
    def was_told_to_her(self) -> bool:
        """Whether the letter went to her: then she may read why."""
        return self.part == Part.ADDRESSEE


def require_own(person: Collection[bytes]) -> None:
    """Return silently where the actor is this person herself.

    Raises:
        NotYourCase: She is somebody else; staff read cases at the desk.
    """
    if current_actor().person not in set(person):
        raise NotYourCase


def own_decisions_in(reference: str, person: Collection[bytes]) -> list[OwnDecision]:
    """Return the decisions of a case of which she is a party, the latest first; may be none.

    Args:
        reference: Of the case.
        person: Her keyed hashes.

    Raises:
        NotYourCase: The actor is somebody else.
    """
    require_own(person)
    return decisions_of_party(reference, person)


def decisions_of_party(reference: str, person: Collection[bytes]) -> list[OwnDecision]:
    """Return the same to who was seen to be herself, or to help her at the counter."""
    rows = Party.objects.filter(person__in=list(person), decision__case__reference=reference)
    ordered = rows.select_related("decision__case").order_by("-decision__number")
    found: dict[UUID, OwnDecision] = {}
    for row in ordered:  # two numbers of hers may both be a party
        standing = found.get(row.decision_id)
        if standing is None or row.part == Part.ADDRESSEE:
            found[row.decision_id] = OwnDecision(row.decision, row.part)
    return list(found.values())


def application_in(reference: str, person: Collection[bytes]) -> Application | None:
    """Return her application with this number; None where she did not apply.

    Raises:
        NotYourCase: The actor is somebody else.
    """
    require_own(person)
    return Application.objects.filter(reference=reference, person__in=list(person)).first()


def letter_to(message_id: UUID, person: Collection[bytes]) -> OutboxMessage:
    """Return a message that went to her.

    Raises:
        NotYourCase: There is none, or it went to somebody else.
    """
    require_own(person)
    for one in sorted(person):
        found = messages.messages_to(one).filter(pk=message_id).first()
        if found is not None:
            return found
    raise NotYourCase
