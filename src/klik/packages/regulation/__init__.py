"""What an adopted package says, in words, about nobody in particular: a page that anybody reads."""

from klik.packages.regulation.amounts import StatedAward
from klik.packages.regulation.automated import AutomatedDecision, Source
from klik.packages.regulation.conditions import StatedCondition
from klik.packages.regulation.settings import StatedSetting
from klik.packages.regulation.stating import Regulation, state_regulation
from klik.packages.regulation.terms import state_terms

__all__ = [
    "AutomatedDecision",
    "Regulation",
    "Source",
    "StatedAward",
    "StatedCondition",
    "StatedSetting",
    "state_regulation",
    "state_terms",
]
