"""Runs a package's examples: every claim is computed and compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from klik.packages.compiling import Package
from klik.packages.problems import Problem
from klik.packages.reading import Document, Path
from klik.packages.situations import CaseRefused, situation_of
from klik.rules.decision import Awarded, Decision
from klik.rules.situation import Situation

MERGED = frozenset({"facts", "parameters"})


@dataclass(frozen=True, slots=True)
class Ran:
    """One example that was computed.

    Attributes:
        name: Its name.
        situation: What was decided.
        decision: What came out.
        own_parameters: The parameters that the example gives itself.
    """

    name: str
    situation: Situation
    decision: Decision
    own_parameters: frozenset[str]


def run_examples(package: Package) -> tuple[tuple[Ran, ...], list[Problem]]:
    """Return every example computed, and a problem for each claim that does not hold."""
    document = package.folder.examples
    if document is None:
        place = package.folder.package
        message = "examples.yaml is missing; a package proves itself with worked cases"
        return (), [Problem(place.file, 1, 1, message)]
    content = document.content
    return run_cases(package, document, content["cases"], ("cases",), content.get("defaults", {}))


def run_cases(
    package: Package,
    document: Document,
    cases: Sequence[Mapping[str, Any]],
    path: Path,
    defaults: Mapping[str, Any],
) -> tuple[tuple[Ran, ...], list[Problem]]:
    """Return cases computed, and a problem for each claim that does not hold.

    Args:
        package: What decides.
        document: Where the cases stand, for the places of problems.
        cases: The cases as written.
        path: Where in the document they stand.
        defaults: What holds for a case that does not say otherwise.
    """
    problems: list[Problem] = []
    ran: list[Ran] = []
    for number, case in enumerate(cases):
        at: Path = (*path, number)
        whole = with_defaults(case, defaults)
        if "decided_on" not in whole:
            problems.append(_problem(document, at, "give the day of the decision: decided_on"))
            continue
        try:
            situation = situation_of(package, whole, decided_on=date.min)
        except CaseRefused as refused:
            problems.append(_refused(document, at, refused))
            continue
        decision = package.decider.decide(situation)
        ran.append(Ran(case["name"], situation, decision, frozenset(whole.get("parameters", {}))))
        problems += _differences(document, at, case, decision)
    return tuple(ran), problems


def with_defaults(case: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return an example with what `defaults` gives for the rest; facts merge key by key."""
    whole = {**defaults, **case}
    for key in MERGED & set(defaults) & set(case):
        whole[key] = {**defaults[key], **case[key]}
    return whole


def _refused(document: Document, at: Path, refused: CaseRefused) -> Problem:
    path: Path = (*at, *refused.path)
    if document.value(path) is None and document.value(("defaults", *refused.path)) is not None:
        path = ("defaults", *refused.path)
    return _problem(document, path, refused.message)


def _problem(document: Document, path: Path, message: str) -> Problem:
    place = document.place(path)
    return Problem(document.file, place.line, place.column, message)


def _differences(
    document: Document, at: Path, case: Mapping[str, Any], decision: Decision
) -> list[Problem]:
    path: Path = (*at, "expect")
    found = []
    for key, expected in case["expect"].items():
        if key == "awards":
            found += _award_differences(document, (*path, key), expected, decision)
            continue
        if key not in _ACTUAL:
            message = f"not yet supported: {key} of an envelope; leave it out"
            found.append(_problem(document, (*path, key), message))
            continue
        actual = _ACTUAL[key](decision)
        if not _same(expected, actual):
            message = _said(case, key, actual, decision)
            found.append(_problem(document, (*path, key), message))
    return found


def _award_differences(
    document: Document, path: Path, expected: Mapping[str, Any], decision: Decision
) -> list[Problem]:
    awards = {award.id: award for award in decision.awards}
    found = []
    for name, wanted in expected.items():
        if name not in awards:
            message = f"there is no award {name}; there are: {', '.join(sorted(awards))}"
            if not awards:
                message = f"no benefit was looked at: the decision is {decision.outcome}"
            found.append(_problem(document, (*path, name), message))
            continue
        for key, value in wanted.items():
            actual = _awarded(awards[name], key)
            if not _same(value, actual):
                message = f"{name}.{key}: expected {_shown(value)}, and it is {_shown(actual)}"
                found.append(_problem(document, (*path, name, key), message))
    return found


def _awarded(award: Awarded, key: str) -> Any:
    found = getattr(award, key)
    return found.isoformat() if isinstance(found, date) else found


_ACTUAL: dict[str, Callable[[Decision], Any]] = {
    "outcome": lambda decision: str(decision.outcome),
    "amount": lambda decision: decision.amount,
    "unmet": lambda decision: sorted(decision.unmet),
    "unknown": lambda decision: sorted(decision.unknown),
    "missing": lambda decision: sorted(decision.missing),
}


def _same(expected: Any, actual: Any) -> bool:
    if isinstance(expected, list):
        return bool(sorted(expected) == actual)
    if isinstance(expected, int | Decimal) and not isinstance(expected, bool):
        return bool(actual is not None and Decimal(expected) == actual)
    return bool(str(expected) == str(actual))


def _said(case: Mapping[str, Any], key: str, actual: Any, decision: Decision) -> str:
    expected = case["expect"]
    found = f"it is {_shown(actual)}"
    if key == "amount" and actual is None:
        found = f"it is {decision.outcome}"
    message = f'"{case["name"]}": {key} expected {_shown(expected[key])}, and {found}'
    if key in ("outcome", "amount"):
        message += _reasons(decision)
    # 0 is never granted: who expects it expects, in other words, what came out.
    claimed = expected.get("outcome", decision.outcome if expected.get("amount") == 0 else "")
    if key == "amount" and actual is None and str(claimed) == str(decision.outcome):
        message += ", so there is no amount; leave amount out"
    return message


def _reasons(decision: Decision) -> str:
    reasons = [
        f"{label} {', '.join(ids)}"
        for label, ids in (
            ("unmet:", decision.unmet),
            ("unknown:", decision.unknown),
            ("missing:", decision.missing),
        )
        if ids
    ]
    return f" ({'; '.join(reasons)})" if reasons else ""


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(str(one) for one in value)}]"
    return "nothing" if value is None else str(value)
