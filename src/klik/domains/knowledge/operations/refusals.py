"""What is refused of the hub's events, and who may edit them."""

from __future__ import annotations

from uuid import UUID

from klik.domains.knowledge import access
from klik.domains.knowledge.models import HubEvent
from klik.domains.knowledge.queries.programmes import EventNotFound
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for


class EventsNotYours(Refusal):
    """An actor who edits nothing that municipalities share."""

    status = 403
    reason = "Only an editor of the organising municipality changes this event."


class EventRefused(Refusal):
    """An event or a part of it that lacks what it needs."""

    status = 422
    reason = "Give a title in Dutch, a place, and an end that comes after the beginning."


class SlugTaken(EventRefused):
    """Two events would have one address."""

    reason = "Another event has this address. Choose another one."


class RoomsRefused(EventRefused):
    """A room without a name, or two with one key."""

    reason = "Give each room a name and a short key of its own."


class RoomUnknown(EventRefused):
    """A session in a room that the event does not have."""

    reason = "Choose a room of this event."


class SpeakersRefused(EventRefused):
    """A session with a speaker twice, or with one of another event."""

    reason = "Choose speakers of this event, each once."


class SessionReleased(Refusal):
    """A session that everybody has read of is cancelled, not removed."""

    reason = "This session was announced. Cancel it, so that everybody hears of it."


class NothingToRelease(Refusal):
    """An event without a day cannot be released."""

    status = 422
    reason = "Give the event at least one day before you release its programme."


def require_editor(owner_nis: str) -> None:
    """Return silently when the current actor may edit for this owner.

    Raises:
        EventsNotYours: Another role.
        NotActing, OutsideActing: Nobody acts for the owner here.
    """
    require_acting_for(owner_nis)
    if not access.may_edit(current_actor()):
        raise EventsNotYours


def locked_event(event: HubEvent) -> HubEvent:
    """Return the event, held until the end of the transaction: one change after another.

    Raises:
        EventNotFound: It is gone.
        EventsNotYours, NotActing, OutsideActing: See `require_editor`.
    """
    require_editor(event.owner_nis)
    return held_event(event.pk)


def held_event(identifier: UUID) -> HubEvent:
    """Return the event, held until the end of the transaction, whoever acts.

    Raises:
        EventNotFound: It is gone.
    """
    found = HubEvent.objects.select_for_update().filter(pk=identifier).first()
    if found is None:
        raise EventNotFound
    return found
