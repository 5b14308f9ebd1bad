"""Computes one subject: a checked expression becomes a tree of Python closures."""

from __future__ import annotations

from klik.rules.evaluator.closures import Closure, Row, Values, closure_of
from klik.rules.evaluator.missing import missing_facts
from klik.rules.evaluator.tables import Table
from klik.rules.evaluator.tracing import ELSE, Trace

__all__ = [
    "ELSE",
    "Closure",
    "Row",
    "Table",
    "Trace",
    "Values",
    "closure_of",
    "missing_facts",
]
