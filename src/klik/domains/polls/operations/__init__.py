"""Writes of polls. Those of staff run in the transaction of `acting_for`, for the owner.

What a participant does (join, visit, cast_ballot, peek, propose_idea, ask_panel, vote_up,
take_back_vote) commits by itself, outside `acting_for`: when it returned, it is kept.
"""

from klik.domains.polls.operations.gatherings import (
    Joined,
    begin_gathering,
    forget_tokens,
    join,
    set_live,
    visit,
)
from klik.domains.polls.operations.ideas import (
    EnoughIdeas,
    IdeaNotFound,
    IdeaRefused,
    MergedWrongly,
    accept_idea,
    merge_idea,
    propose_idea,
    reject_idea,
)
from klik.domains.polls.operations.leading import (
    NoIdeas,
    NotYet,
    TooFewOptions,
    close_question,
    freeze_question,
    open_question,
    reveal_question,
    set_taking_ideas,
    take_snapshot,
)
from klik.domains.polls.operations.outcomes import NoTopic, OutcomeRefused, set_outcome
from klik.domains.polls.operations.panel import (
    EnoughQuestions,
    PanelNotAsked,
    PanelQuestionRefused,
    ask_panel,
    moderate_panel_question,
    take_back_vote,
    vote_up,
)
from klik.domains.polls.operations.refusals import (
    JoinFirst,
    QuestionsNotYours,
    QuestionUnderWay,
)
from klik.domains.polls.operations.voting import (
    AnsweredAlready,
    NotOpen,
    cast_ballot,
    peek,
)
from klik.domains.polls.operations.writing import (
    MOST_DOTS,
    QuestionDraft,
    QuestionRefused,
    Scale,
    Words,
    drop_question,
    require_sound,
    write_question,
)

__all__ = [
    "MOST_DOTS",
    "AnsweredAlready",
    "EnoughIdeas",
    "EnoughQuestions",
    "IdeaNotFound",
    "IdeaRefused",
    "JoinFirst",
    "Joined",
    "MergedWrongly",
    "NoIdeas",
    "NoTopic",
    "NotOpen",
    "NotYet",
    "OutcomeRefused",
    "PanelNotAsked",
    "PanelQuestionRefused",
    "QuestionDraft",
    "QuestionRefused",
    "QuestionUnderWay",
    "QuestionsNotYours",
    "Scale",
    "TooFewOptions",
    "Words",
    "accept_idea",
    "ask_panel",
    "begin_gathering",
    "cast_ballot",
    "close_question",
    "drop_question",
    "forget_tokens",
    "freeze_question",
    "join",
    "merge_idea",
    "moderate_panel_question",
    "open_question",
    "peek",
    "propose_idea",
    "reject_idea",
    "require_sound",
    "reveal_question",
    "set_live",
    "set_outcome",
    "set_taking_ideas",
    "take_back_vote",
    "take_snapshot",
    "visit",
    "vote_up",
    "write_question",
]
