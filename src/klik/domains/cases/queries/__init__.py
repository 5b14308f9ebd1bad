"""Reads of cases: decisions, why they are what they are, what happened, and the proof of it."""

from klik.domains.cases.queries.claims import Claimed, claims_on
from klik.domains.cases.queries.decisions import (
    CasesNotYours,
    DecisionNotFound,
    case_of,
    cases_of_person,
    decision_of,
    decisions_of_case,
    decisions_of_run,
    grounds_of,
    grounds_purpose,
    latest_decisions,
    latest_numbers,
    standing_decisions,
)
from klik.domains.cases.queries.explaining import CaseExplained, explained, ruled_again
from klik.domains.cases.queries.holding import held_about
from klik.domains.cases.queries.proving import (
    Altered,
    Recomputed,
    Reproduced,
    recomputed,
    verify_decisions,
)
from klik.domains.cases.queries.timeline import Event, timeline

__all__ = [
    "Altered",
    "CaseExplained",
    "CasesNotYours",
    "Claimed",
    "DecisionNotFound",
    "Event",
    "Recomputed",
    "Reproduced",
    "case_of",
    "cases_of_person",
    "claims_on",
    "decision_of",
    "decisions_of_case",
    "decisions_of_run",
    "explained",
    "grounds_of",
    "grounds_purpose",
    "held_about",
    "latest_decisions",
    "latest_numbers",
    "recomputed",
    "ruled_again",
    "standing_decisions",
    "timeline",
    "verify_decisions",
]
