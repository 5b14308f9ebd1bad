"""Lowers checked expressions and whole rulebooks to SQL for DuckDB: a population at once.

The answers equal those of `klik.rules.evaluator`; generated cases hold the two to each other.
"""

from __future__ import annotations

from klik.rules.duckdb.lowering import Lowering
from klik.rules.duckdb.population import lower_rulebook

__all__ = ["Lowering", "lower_rulebook"]
