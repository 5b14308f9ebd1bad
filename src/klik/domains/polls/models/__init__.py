"""Tables of polls. All are shared by the installation: what a room thinks is public knowledge.

A gathering has an owner, the municipality whose staff may edit and moderate; see ADR 0030.
"""

from klik.domains.polls.models.gatherings import (
    CODE_SIGNS,
    Gathering,
    Participant,
    Population,
)
from klik.domains.polls.models.outcomes import TopicOutcome
from klik.domains.polls.models.panel import PanelQuestion, PanelState, Upvote
from klik.domains.polls.models.questions import Option, OptionState, Question, QuestionState
from klik.domains.polls.models.voting import Ballot, FrozenResult, Peek, TallySnapshot

__all__ = [
    "CODE_SIGNS",
    "Ballot",
    "FrozenResult",
    "Gathering",
    "Option",
    "OptionState",
    "PanelQuestion",
    "PanelState",
    "Participant",
    "Peek",
    "Population",
    "Question",
    "QuestionState",
    "TallySnapshot",
    "TopicOutcome",
    "Upvote",
]
