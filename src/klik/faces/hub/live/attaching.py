"""What a room said, for the page of its session: its topic, what came of it, what to compare.

The page includes `hub/live/_at_session.html` with what this returns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from klik.domains.polls import queries
from klik.domains.polls.queries import QuestionState
from klik.faces.hub.live import telling
from klik.faces.hub.live.naming import SESSION
from klik.faces.ui.languages import letter_language

if TYPE_CHECKING:
    from klik.domains.polls.models import TopicOutcome


@dataclass(frozen=True, slots=True)
class Voiced:
    """A final question, with which a reader can compare herself."""

    id: UUID
    text: str


@dataclass(frozen=True, slots=True)
class AtSession:
    """What a room said at a session.

    Attributes:
        is_live: Whether one can join now.
        code: As it is shown; empty where nobody is asked anything.
        topic: What a room chose to talk about here; empty where none did.
        outcome: Who takes that further and what came of it; None where nobody does yet.
        came_of_it: The words of that in the language of the page.
        final: Whose results are final.
    """

    is_live: bool = False
    code: str = ""
    topic: str = ""
    outcome: TopicOutcome | None = None
    came_of_it: str = ""
    final: tuple[Voiced, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is anything to tell."""
        return bool(self.is_live or self.topic or self.final)


def at_session(key: str) -> AtSession:
    """Return what a room said at the session with this key: in at most five queries."""
    is_english = letter_language() == "en"
    topic = queries.topic_of(SESSION, key)
    outcome = queries.outcome_of(topic.question) if topic else None
    gathering = queries.gathering_of(SESSION, key)
    asked = list(queries.questions_asked(gathering)) if gathering else []
    return AtSession(
        is_live=bool(gathering and gathering.is_live),
        code=queries.code_in_words(gathering) if gathering else "",
        topic=(topic.text_en if is_english else topic.text_nl) if topic else "",
        outcome=outcome,
        came_of_it=(
            ((outcome.outcome_en if is_english else "") or outcome.outcome_nl) if outcome else ""
        ),
        final=tuple(
            Voiced(one.pk, telling.text_of(one))
            for one in asked
            if one.state == QuestionState.FROZEN
        ),
    )
