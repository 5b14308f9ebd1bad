"""Evaluates a package over a population on files: facts and parameters in, outcomes out."""

from __future__ import annotations

from klik.packages.population.evaluating import Evaluated, evaluate
from klik.packages.population.refusals import PopulationRefused

__all__ = ["Evaluated", "PopulationRefused", "evaluate"]
