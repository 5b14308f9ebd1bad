"""What pages of a room say about a question: its words, how it is counted, how far it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klik.domains.polls.queries import OptionState, QuestionState
from klik.faces.ui.languages import letter_language
from klik.ground.counting.choices import Method, TieBreak

if TYPE_CHECKING:
    from klik.domains.polls.models import Gathering, Question

STATES: Final[Mapping[QuestionState, str | Promise]] = {
    QuestionState.DRAFT: _("Not open yet"),
    QuestionState.OPEN: _("Open now"),
    QuestionState.CLOSED: _("Closed"),
    QuestionState.REVEALED: _("Result shown"),
    QuestionState.FROZEN: _("Final"),
}
IDEA_STATES: Final[Mapping[OptionState, str | Promise]] = {
    OptionState.PROPOSED: _("Waits for the moderator"),
    OptionState.ACCEPTED: _("Stands in the list"),
    OptionState.REJECTED: _("Not taken up"),
    OptionState.MERGED: _("Taken together with another idea"),
}
METHODS: Final[Mapping[Method, str | Promise]] = {
    Method.PLURALITY: _("Whatever most people choose wins."),
    Method.APPROVAL: _("Whatever most people can agree with wins."),
    Method.BORDA: _("A higher place gives more points. Most points wins."),
    Method.CONDORCET: _("Each is compared with each other. Who wins most of these duels wins."),
    Method.DOTS: _("Most dots wins."),
    Method.SCALE: _("We show how often each value was chosen."),
}
TIES: Final[Mapping[TieBreak, str | Promise]] = {
    TieBreak.FIRST_CHOICES: _("Between equals, more first choices decide, then the list."),
    TieBreak.LISTING: _("Between equals, the earlier in the list goes first."),
}
_NEVER: Final = datetime(1, 1, 1, tzinfo=UTC)


def text_of(asked: Question) -> str:
    """Return the words of a question in the language of the page."""
    return (asked.text_en if letter_language() == "en" else "") or asked.text_nl


def how_counted(asked: Question) -> str:
    """Return how a question is counted, and what decides between equals."""
    method = Method(asked.method)
    tie = "" if method is Method.SCALE else f" {TIES[TieBreak(asked.tie_break)]}"
    return gettext("How we count: %(how)s") % {"how": f"{METHODS[method]}{tie}"}


def current_of(asked: Sequence[Question]) -> Question | None:
    """Return the question that a room is at: the last one opened, or one that gathers ideas."""
    under_way = [one for one in asked if one.state == QuestionState.OPEN]
    gathering_ideas = [one for one in asked if one.state == QuestionState.DRAFT]
    past = [one for one in asked if one.state not in {QuestionState.OPEN, QuestionState.DRAFT}]
    for group in (under_way, gathering_ideas, past):
        if group:
            return max(group, key=lambda one: (one.opened_at or _NEVER, one.number))
    return None


def stage_of(gathering: Gathering, now: Question | None) -> str:
    """Return a mark that changes when a page of the room no longer shows what is asked."""
    facts = (gathering.is_live, now and (str(now.pk), now.state, now.takes_ideas))
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:12]


def stream_of(gathering: Gathering) -> str:
    """Return the address of the stream of a room; empty where there is none, and pages look."""
    room = reverse("hub:room", args=[gathering.pk])
    return f"{room}stroom/" if settings.KLIK_STREAMS else ""
