"""The names of one decision with their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from klik.rules.evaluator import Closure
from klik.rules.scope import IN_TERRITORY
from klik.rules.situation import Situation


class Known(dict[str, Any]):
    """Names with their values: a named value is computed once, an absent fact is unknown."""

    def __init__(self, values: Mapping[str, Closure]) -> None:
        """Start without facts, knowing how to compute `values`."""
        super().__init__()
        self._values = values

    def __missing__(self, name: str) -> Any:
        closure = self._values.get(name)
        found = None if closure is None else closure(self, None)
        self[name] = found
        return found


def known_of(situation: Situation, values: Mapping[str, Closure]) -> Known:
    """Return every name of a situation; values are computed when they are first read."""
    known = Known(values)
    known.update(situation.parameters)
    known.update(situation.facts)
    known.update(situation.collections)
    for name, inside in situation.in_territory.items():
        known[name + IN_TERRITORY] = inside
    known["municipality.nis"] = situation.municipality_nis
    known["today"] = situation.decided_on
    known["issued_on"] = situation.issued_on or situation.decided_on
    known["earlier"] = [
        {"amount": award.amount, "decided_on": award.decided_on, "key": award.key}
        for award in situation.earlier
    ]
    application = situation.application
    known["application.trigger"] = "automatic" if application is None else application.trigger
    if application is not None:
        known["application.received_on"] = application.received_on
        known["application.complete_on"] = application.complete_on
        known["application.applicant"] = application.applicant
    return known
