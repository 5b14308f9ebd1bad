"""Many random expressions on both engines, with what they gave counted."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.rules.generating import engines, loading
from tests.rules.generating.engines import Difference
from tests.rules.generating.expressions import Drawing
from tests.rules.generating.grammar import ABOUT, features_of
from tests.rules.generating.subjects import SCOPE, Subject, draw_subjects

from klik.rules.checker import Expression
from klik.rules.types import Kind

SUBJECTS = 200
EXPRESSIONS_A_QUERY = 40
QUERIES_A_POPULATION = 4
DEPTHS = (1, 2, 2, 3, 4)
NAMED_VALUES = {
    "total": Kind.MONEY, "rate": Kind.DECIMAL, "steps": Kind.INTEGER, "last_day": Kind.DATE,
    "entitled": Kind.BOOLEAN,
}  # fmt: skip


@dataclass(slots=True)
class Comparison:
    """What a run compared.

    Attributes:
        conditions: How often a boolean expression gave TRUE, FALSE and None (unknown).
        features: Per function, operator or form in how many expressions it stood.
        differences: Where the engines differ; empty is the proof.
    """

    expressions: int = 0
    conditions: Counter[Any] = field(default_factory=Counter)
    features: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def found(self) -> bool:
        """Return whether an answer differs; an engine that stops has no place."""
        return any(difference.place >= 0 for difference in self.differences)

    @property
    def shares(self) -> dict[str, float]:
        """Which part of the conditions was true, false and unknown."""
        total = max(self.conditions.total(), 1)
        named = {"true": True, "false": False, "unknown": None}
        return {name: self.conditions[answer] / total for name, answer in named.items()}

    def shown(self) -> str:
        """Return the run as lines to read."""
        shares = ", ".join(f"{name} {share:.1%}" for name, share in self.shares.items())
        counts = ", ".join(f"{name} {count:,}" for name, count in sorted(self.features.items()))
        return (
            f"{self.expressions:,} expressions x {SUBJECTS} subjects, {self.seconds:.0f} s\n"
            f"conditions: {shares}\nexpressions per function, operator and form: {counts}"
        )


def compare(
    random: Random, expressions: int, *, only: Sequence[str] = (), until_found: bool = False
) -> Comparison:
    """Return what both engines say of random expressions about random subjects.

    Args:
        random: What draws.
        expressions: How many expressions, shared out over every function, operator and form.
        only: The functions, operators or forms to draw about; all when empty.
        until_found: Whether to stop at the first answer that differs.
    """
    begun = time.perf_counter()
    run = Comparison()
    features = list(only) or sorted(ABOUT)
    subjects: list[Subject] = []
    with engines.connect() as connection:
        while run.expressions < expressions and not (until_found and run.found):
            if run.expressions % (EXPRESSIONS_A_QUERY * QUERIES_A_POPULATION) == 0:
                subjects = draw_subjects(random, SUBJECTS)
                loading.load(connection, subjects)
            values = _named_values(random)
            drawn = _drawn(random, values, features, run.expressions)
            answers = engines.by_python(drawn, subjects, values)
            layout = random.choice((loading.PLAIN, loading.narrow_layout(subjects)))
            run.differences += engines.differences(connection, drawn, answers, values, layout)
            _count(run, drawn, answers)
    run.seconds = time.perf_counter() - begun
    return run


def _named_values(random: Random) -> dict[str, Expression]:
    drawing = Drawing(random, none=False)
    return {name: drawing.of(kind, 2) for name, kind in NAMED_VALUES.items()}


def _drawn(
    random: Random, values: dict[str, Expression], features: Sequence[str], first: int
) -> list[Expression]:
    scope = SCOPE.adding({name: value.type for name, value in values.items()})
    drawing = Drawing(random, scope)
    return [
        drawing.about(features[place % len(features)], random.choice(DEPTHS))
        for place in range(first, first + EXPRESSIONS_A_QUERY)
    ]


def _count(run: Comparison, drawn: Sequence[Expression], answers: list[list[Any]]) -> None:
    run.expressions += len(drawn)
    for place, expression in enumerate(drawn):
        run.features.update(features_of(expression.text))
        if expression.type.kind == Kind.BOOLEAN:
            run.conditions.update(row[place] for row in answers)
