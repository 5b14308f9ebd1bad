"""The big screen: how to join, what is asked, how many answered, and what they chose once shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from klik.domains.polls import queries
from klik.domains.polls.queries import QuestionState
from klik.faces.hub.live import naming, telling
from klik.faces.hub.live.results import drawn, drawn_for_good
from klik.faces.ui import charts

if TYPE_CHECKING:
    from klik.domains.polls.models import Question
    from klik.faces.hub.live.results import ResultShown

_QUIET_ZONE: Final = 2  # enough on white: the screen around it is dark


@never_cache
@require_safe
def screen(request: HttpRequest, gathering: UUID) -> HttpResponse:
    """Show the room what everybody in it may see."""
    found = queries.gathering_by(gathering)
    now = telling.current_of(list(queries.questions_asked(found)))
    address = request.build_absolute_uri(reverse("hub:join"))
    context: dict[str, Any] = {
        "gathering": found,
        "title": naming.title_of(found),
        "code": queries.code_in_words(found),
        "join_at": address.partition("://")[2].rstrip("/"),
        "qr": _qr(f"{address}?{urlencode({'code': found.code})}"),
        "stream": telling.stream_of(found),
        "stage": telling.stage_of(found, now),
        "now": now,
        "panel": queries.asked_panel(found, None)[:5],
    }
    if now:
        is_waiting = now.state == QuestionState.DRAFT
        result = _result(now)
        context |= {
            "text": telling.text_of(now),
            "how": telling.how_counted(now),
            "ballots": None if is_waiting else queries.ballots_cast(now),
            "options": queries.question_shown(now, None).options,
            "result": result,
            "bars": charts.bars(result.points) if result and result.ballots else [],
        }
    return render(request, "hub/live/screen.html", context)


def _result(now: Question) -> ResultShown | None:
    options = queries.question_shown(now, None).options
    if now.state == QuestionState.FROZEN:
        return drawn_for_good(now, options, queries.room_result(now))
    state = QuestionState(now.state)
    tally = queries.latest_tally(now)
    if tally is None or not queries.is_shown(state, is_hidden=now.is_hidden):
        return None
    return drawn(now, options, tally.counted)


def _qr(address: str) -> str:
    code = segno.make(address, error="m")
    drawing = code.svg_inline(border=_QUIET_ZONE, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(drawing)  # noqa: S308 -- drawn from an address of ours; it holds squares only
