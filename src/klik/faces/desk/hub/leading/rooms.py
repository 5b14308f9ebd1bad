"""Where people are asked something: the sessions of this municipality's events, and their rooms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from klik.domains.knowledge.queries import programmes
from klik.domains.polls import operations, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import see_other
from klik.faces.desk.hub.home import EDITORS
from klik.ground.clock import moment_now

if TYPE_CHECKING:
    from klik.domains.polls.models import Gathering

SESSION: Final = "session"
_Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A session, and the room where it is asked something.

    Attributes:
        key: Of the session.
        event: The title of its event.
        title: Of the session.
        room: None where nobody is asked anything there yet.
    """

    key: str
    event: _Texts
    title: _Texts
    room: Gathering | None


@require_safe
@desk_page(roles=EDITORS)
def rooms(request: DeskRequest) -> HttpResponse:
    """Show every session, and where people can be asked something."""
    return render(request, "desk/hub/leading/rooms.html", {"places": places_of(request)})


@require_POST
@desk_page(roles=EDITORS)
def begin(request: DeskRequest, session: UUID) -> HttpResponse:
    """Make a room for a session, with a code of its own; made already, lead to it."""
    if str(session) not in {one.key for one in places_of(request)}:
        raise programmes.EventNotFound
    nis = request.municipality.nis
    room = operations.begin_gathering(
        nis, kind=SESSION, reference=str(session), moment=moment_now()
    )
    messages.success(request, _("The room is there. Write the first question."))
    return see_other(request, "hub-lead", room.pk)


def places_of(request: DeskRequest) -> list[Place]:
    """Return the sessions of the events of this municipality, drafts too."""
    nis = request.municipality.nis
    made = {one.reference: one for one in queries.gatherings_of(nis) if one.kind == SESSION}
    return [
        Place(session.key, event.title, session.title, made.get(session.key))
        for event in programmes.hub_events_of(nis)
        for session in programmes.draft_of(event).sessions
    ]


def room_of(request: DeskRequest, identifier: UUID) -> Gathering:
    """Return a room of this municipality.

    Raises:
        GatheringNotFound: There is none, or another municipality owns it.
    """
    found = queries.gathering_by(identifier)
    if found.owner_nis != request.municipality.nis:
        raise queries.GatheringNotFound
    return found
