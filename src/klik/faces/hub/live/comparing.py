"""Do you agree with those present? Who was not there answers first, and then stands beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from klik.domains.polls import operations, queries
from klik.domains.polls.queries import Comparison, NotFrozen, QuestionState, Share, Shown
from klik.faces.hub.live import naming, telling
from klik.faces.hub.live.answering import AnswerForm, chosen_words, form_of
from klik.faces.hub.live.holding import hold, participant_in, token_in
from klik.faces.hub.live.results import in_order, percent, span_label
from klik.faces.ui.languages import letter_language
from klik.ground.clock import moment_now
from klik.ground.counting.choices import Kind

if TYPE_CHECKING:
    from klik.domains.polls.models import Participant, Question

_NOT_UNDERSTOOD: Final = 422
_MUCH, _SOME = 0.6, 0.2  # of Kendall's tau-b, in words


@dataclass(frozen=True, slots=True)
class Side:
    """A share of one population, as it is drawn and read."""

    width: str
    percent: str
    between: str


@dataclass(frozen=True, slots=True)
class Row:
    """An option, or values of a scale next to each other, in both populations.

    Attributes:
        label: Its words.
        is_own: Whether she chose it; of a ranking, first.
        room: None where it is not shown: fewer than five, or five would follow from it.
        visitors: Likewise.
    """

    label: str
    is_own: bool
    room: Side | None
    visitors: Side | None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, question: UUID) -> HttpResponse:
    """Ask first; then show her beside those present and beside who answered later."""
    asked = queries.question_by(question)
    if asked.state != QuestionState.FROZEN:
        raise NotFrozen
    participant = participant_in(request, asked.gathering)
    if request.method == "POST":
        return _taken(request, asked)
    if participant is not None and queries.own_choice(asked, participant) is not None:
        return _compared(request, asked, participant)
    return _asked(request, asked, form_of(queries.question_shown(asked, participant)))


def _taken(request: HttpRequest, asked: Question) -> HttpResponse:
    looks_only = "look" in request.POST
    form = form_of(queries.question_shown(asked, None), request.POST)
    if not looks_only and not form.is_valid():
        return _asked(request, asked, form)
    joined = operations.visit(asked.gathering, token=token_in(request), moment=moment_now())
    if looks_only:
        operations.peek(asked.pk, joined.participant)
        response = _peeked(request, asked)
    else:
        operations.cast_ballot(asked.pk, joined.participant, form.given)
        response = redirect("hub:compare", asked.pk)
    hold(response, joined.token)
    return response


def _asked(request: HttpRequest, asked: Question, form: AnswerForm) -> HttpResponse:
    context = {**_about(asked), "form": form}
    status = _NOT_UNDERSTOOD if form.errors else 200
    return render(request, "hub/live/answer_first.html", context, status=status)


def _peeked(request: HttpRequest, asked: Question) -> HttpResponse:
    room = queries.room_result(asked)
    context = {**_about(asked), "room": room, "rows": _rows(asked, room, Shown(None), ())}
    return render(request, "hub/live/compare.html", context)


def _compared(request: HttpRequest, asked: Question, participant: Participant) -> HttpResponse:
    found = queries.comparison(asked, participant)
    frozen = queries.frozen_result(asked)
    context = {
        **_about(asked),
        "room": found.room,
        "visitors": found.visitors,
        "chosen": chosen_words(queries.question_shown(asked, participant)),
        "rows": _rows(asked, found.room, found.visitors, found.own),
        "says": _says(asked, found),
        "frozen": frozen,
    }
    return render(request, "hub/live/compare.html", context)


def _about(asked: Question) -> dict[str, Any]:
    return {
        "here": "join",
        "asked": asked,
        "title": naming.title_of(asked.gathering),
        "text": telling.text_of(asked),
        "how": telling.how_counted(asked),
    }


def _rows(asked: Question, room: Shown, visitors: Shown, own: tuple[int, ...]) -> list[Row]:
    options = queries.question_shown(asked, None).options
    words = {one.number: one.text(letter_language()) for one in options}
    here = {(one.least, one.most): one for one in room.shares}
    there = {(one.least, one.most): one for one in visitors.shares}
    spans = [(one.least, one.most) for one in in_order(room)] if not words else []
    spans = spans or [(one, one) for one in (room.order or tuple(words))]
    later = [(one.least, one.most) for one in in_order(visitors)]
    spans += [span for span in later if span not in spans]
    counts = own[:1] if asked.kind == Kind.RANKING else own
    return [
        Row(
            span_label(asked, words, *span),
            any(span[0] <= one <= span[1] for one in counts),
            _side(here.get(span)),
            _side(there.get(span)),
        )
        for span in spans
    ]


def _side(share: Share | None) -> Side | None:
    if share is None:
        return None
    between = _("between %(low)s and %(high)s") % {
        "low": percent(share.interval.low),
        "high": percent(share.interval.high),
    }
    return Side(f"{share.share * 100:.1f}%", percent(share.share), between)


def _says(asked: Question, found: Comparison) -> str:
    """Return in one sentence where she stands; empty where too few answered."""
    if found.percentile is not None:
        return _("%(share)s of the room lies below you. Equal answers count for half.") % {
            "share": percent(found.percentile)
        }
    if found.likeness is not None:
        if found.likeness >= _MUCH:
            said = _("Your order is much like that of the room.")
        elif found.likeness >= _SOME:
            said = _("Your order is a bit like that of the room.")
        else:
            said = _("Your order is other than that of the room.")
        return f"{said} {_('Likeness, from -1 to 1 (Kendall):')} {found.likeness:.2f}"
    if asked.kind != Kind.SINGLE:
        return ""
    same = next((one for one in found.room.shares if one.least == found.own[0]), None)
    if same is None:
        return ""
    return _("%(share)s of the room chose the same as you.") % {"share": percent(same.share)}
