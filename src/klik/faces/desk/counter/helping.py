"""Who is helped at the counter; each time that she is looked at, it is noted."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import Http404

from klik.domains.audit.operations import record_view
from klik.domains.cases.queries.applications import Channel
from klik.domains.people import queries as people
from klik.faces.desk.acting import DeskRequest
from klik.ground.clock import moment_now

CHANNELS: Final = frozenset({Channel.COUNTER.value, Channel.PHONE.value, Channel.PAPER.value})


def helped(request: DeskRequest, resident: UUID, channel: str) -> people.ResidentShown:
    """Return who is helped; that she was looked at is noted, with the channel as the reason."""
    if channel not in CHANNELS:
        raise Http404
    found = people.resident_of(resident)
    record_view(
        request.municipality.nis,
        person=found.person.hex(),
        shown="counter",
        purpose=channel,
        moment=moment_now(),
    )
    return found
