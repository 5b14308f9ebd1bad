"""Reads of what is somebody's own: her applications, and the decisions of which she is a party."""

from klik.domains.cases.queries.own.listing import OwnCase, OwnCases, Step, own_cases
from klik.domains.cases.queries.own.looking import Seen, seen_of
from klik.domains.cases.queries.own.objecting import (
    ObjectionShown,
    decision_message,
    decision_to_object_to,
    decisions_told_to,
    objections_of,
    open_objections,
    term_to_object,
)
from klik.domains.cases.queries.own.paying import PaidState
from klik.domains.cases.queries.own.reading import OwnReason, own_reasons
from klik.domains.cases.queries.own.standing import (
    NotYourCase,
    OwnDecision,
    application_in,
    letter_to,
    own_decisions_in,
    require_own,
)

__all__ = [
    "NotYourCase",
    "ObjectionShown",
    "OwnCase",
    "OwnCases",
    "OwnDecision",
    "OwnReason",
    "PaidState",
    "Seen",
    "Step",
    "application_in",
    "decision_message",
    "decision_to_object_to",
    "decisions_told_to",
    "letter_to",
    "objections_of",
    "open_objections",
    "own_cases",
    "own_decisions_in",
    "own_reasons",
    "require_own",
    "seen_of",
    "term_to_object",
]
