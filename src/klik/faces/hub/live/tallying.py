"""What everybody in a room is sent: one small text per room, counted at most once a second.

Who looks waits for no count and never keeps a ballot waiting: while one request counts, the others
get what was counted before.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from klik.domains.polls import operations, queries
from klik.domains.polls.queries import QuestionState
from klik.faces.hub.live import telling
from klik.ground.clock import moment_now

if TYPE_CHECKING:
    from klik.domains.polls.models import Question

FRESH_SECONDS: Final = 1.0
_MOST_ROOMS: Final = 500
_UNCHANGED: Final = 304


@dataclass(frozen=True, slots=True)
class Sent:
    """What is sent of a room: the text, and the tag by which a browser knows it again."""

    body: bytes
    tag: str


@dataclass(slots=True)
class _Kept:
    sent: Sent | None = None
    counted_at: float = 0.0
    counting: Lock = field(default_factory=Lock)


_rooms: OrderedDict[UUID, _Kept] = OrderedDict()
_rooms_lock = Lock()


@require_safe
def tally(request: HttpRequest, gathering: UUID) -> HttpResponse:
    """Answer from memory, or with nothing where the browser has it already."""
    sent = sent_of(gathering)
    tags = parse_etags(request.headers.get("If-None-Match", ""))
    response = HttpResponse(status=_UNCHANGED)
    if sent.tag not in tags:
        response = HttpResponse(sent.body, content_type="application/json")
    response["ETag"] = sent.tag
    response["Cache-Control"] = f"public, max-age={int(FRESH_SECONDS)}"
    return response


def sent_of(gathering: UUID) -> Sent:
    """Return what everybody may be sent of a room, about a second old at most.

    Raises:
        GatheringNotFound: There is none.
    """
    kept = _kept(gathering)
    if kept.sent is not None and monotonic() - kept.counted_at < FRESH_SECONDS:
        return kept.sent
    if kept.counting.acquire(blocking=kept.sent is None):
        try:
            if kept.sent is None or monotonic() - kept.counted_at >= FRESH_SECONDS:
                kept.sent, kept.counted_at = count(gathering), monotonic()
        finally:
            kept.counting.release()
    return kept.sent or count(gathering)


def count(gathering: UUID) -> Sent:
    """Return what everybody may be sent of a room, read just now.

    Raises:
        GatheringNotFound: There is none.
    """
    found = queries.gathering_by(gathering)
    now = telling.current_of(list(queries.questions_asked(found)))
    told: dict[str, Any] = {"stage": telling.stage_of(found, now), "question": "", "sequence": 0}
    if now is not None:
        told |= _told(now)
    body = json.dumps(told, separators=(",", ":"), sort_keys=True).encode()
    return Sent(body, f'"{hashlib.sha256(body).hexdigest()[:20]}"')


def forget() -> None:
    """Forget every room, as between tests."""
    with _rooms_lock:
        _rooms.clear()


def _told(now: Question) -> dict[str, Any]:
    if now.state == QuestionState.OPEN:
        operations.take_snapshot(now.pk, moment=moment_now())
    live = queries.live(now)
    if live is None:
        return {"question": str(now.pk), "state": now.state}
    return {
        "question": str(now.pk),
        "state": live.state,
        "sequence": live.sequence,
        "ballots": live.ballots,
        "figures": live.figures,
    }


def _kept(gathering: UUID) -> _Kept:
    with _rooms_lock:
        kept = _rooms.setdefault(gathering, _Kept())
        _rooms.move_to_end(gathering)
        while len(_rooms) > _MOST_ROOMS:
            _rooms.popitem(last=False)
        return kept
