"""The vote of the first event, for the demonstration: its five themes, with ballots of nobody.

The themes and the chosen one are facts; the ballots are examples, and the question says so.
"""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Final

from klik.domains.polls import operations, queries
from klik.domains.polls.operations import QuestionDraft, Words
from klik.domains.polls.queries import QuestionState
from klik.faces.cli.demonstration.first_event import chosen_theme, key_of, themes
from klik.ground.counting.choices import Kind
from klik.ground.tenancy import Actor, acting_for

if TYPE_CHECKING:
    from klik.domains.polls.models import Question

SLUG: Final = "de-klik-met-de-burger"
KEY: Final = "themes"
PEOPLE: Final = 90
AT_MOST: Final = 2
_ASKED: Final = Words(
    "Welk thema bespreekt het panel eerst? (voorbeeld, met verzonnen stemmen)",
    "Which theme does the panel talk about first? (example, with invented votes)",
)
_OWNER: Final = "Het panel (voorbeeld)"
_CAME_OF_IT: Final = Words("Het panel begon met dit thema.", "The panel began with this theme.")


def fill_first_vote(nis: str, editor: Actor, *, moment: datetime) -> int:
    """Let the room of the first event vote, and make its result final; again changes nothing.

    Args:
        nis: Of the owner.
        editor: Who does it.
        moment: When.

    Returns:
        How many ballots the room cast.
    """
    session = str(key_of(SLUG, "panel"))
    with acting_for([nis], editor):
        room = operations.begin_gathering(nis, kind="session", reference=session, moment=moment)
        standing = queries.questions_of(room).filter(key=KEY).first()
        if standing is not None and standing.state == QuestionState.FROZEN:
            return queries.ballots_cast(standing)
        draft = QuestionDraft(
            Kind.SEVERAL,
            _ASKED,
            options=tuple(Words(one["nl"], one["en"]) for one in themes()),
            at_most=AT_MOST,
            topic_for=("session", session),
        )
        question = operations.write_question(room, key=KEY, draft=draft, moment=moment)
        operations.open_question(question.pk, moment=moment)
    _vote(question, moment)
    with acting_for([nis], editor):
        for step in (
            operations.close_question,
            operations.reveal_question,
            operations.freeze_question,
        ):
            step(question.pk, moment=moment)
        operations.set_outcome(question.pk, owner=_OWNER, outcome=_CAME_OF_IT, moment=moment)
        operations.set_live(room, is_live=False, moment=moment)
    return queries.ballots_cast(question)


def _vote(question: Question, moment: datetime) -> None:
    """Cast ballots that are the same each time, most of them for the theme that was chosen."""
    chance = Random(2023)  # noqa: S311 -- examples, no secret
    numbers = [one.number for one in queries.options_of(question)]
    chosen = numbers[chosen_theme()]
    for _person in range(PEOPLE):
        person = operations.join(question.gathering.code, token=None, moment=moment).participant
        wanted = {chosen} if chance.random() < 0.6 else set()  # noqa: PLR2004 -- a clear majority
        wanted |= set(chance.sample(numbers, AT_MOST - len(wanted)))
        operations.cast_ballot(question.pk, person, sorted(wanted))
