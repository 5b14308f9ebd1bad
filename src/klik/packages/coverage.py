"""Rule coverage: what no example goes through is not proven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from klik.packages.compiling import Package
from klik.packages.compiling.declared import PARAMETERS
from klik.packages.compiling.rules import names_behind
from klik.packages.examples import Ran
from klik.packages.problems import Problem
from klik.packages.reading import Path
from klik.packages.records import RECORDS
from klik.rules import syntax
from klik.rules.checker import Expression
from klik.rules.decision import Decision, Outcome, Verdict
from klik.rules.evaluator import ELSE, Table, Trace
from klik.rules.rulebook import Condition

FEW_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Part:
    """An expression of the package, with its place and when it is computed.

    Attributes:
        path: Where it stands.
        condition: The condition that it belongs to; empty for none.
        award: The benefit that it belongs to; empty for none.
    """

    path: Path
    expression: Expression
    condition: str = ""
    award: str = ""

    def is_reached(self, decision: Decision) -> bool:
        """Return whether computing `decision` went through this part."""
        if self.path == ("reference_day",):
            return True
        if not decision.awards:
            return False
        if self.condition:
            return self._is_judged(decision.verdicts.get(self.condition))
        outcomes = {award.id: award.outcome for award in decision.awards}
        if "handout" in self.path:
            return outcomes[self.award] == Outcome.GRANTED
        return outcomes.get(self.award) != Outcome.NOT_APPLICABLE

    def _is_judged(self, verdict: Verdict | None) -> bool:
        if "applies" in self.path:
            return verdict is not None
        if "if_unmet" in self.path:
            return verdict == Verdict.UNMET
        return verdict not in (None, Verdict.NOT_APPLICABLE)


def coverage_problems(package: Package, ran: tuple[Ran, ...]) -> list[Problem]:
    """Return a problem for each condition, CASE branch and table row that no example reaches."""
    problems = list(_conditions(package, ran))
    parts = tuple(_parts(package))
    traces = [_trace(package, one, parts) for one in ran]
    problems += _branches(package, parts, traces)
    problems += _tables(package, ran, traces)
    return problems


def _problem(package: Package, path: Path, message: str) -> Problem:
    place = package.folder.package.key_place(path)
    return Problem(package.folder.package.file, place.line, place.column, message)


def _conditions(package: Package, ran: tuple[Ran, ...]) -> Iterator[Problem]:
    values = {value.name: value.expression for value in package.rulebook.values}
    # No condition is judged before the reference day is known, and so what that day needs.
    known = names_behind(package.rulebook.reference_day, values)
    for path, condition in _condition_paths(package):
        seen = {one.decision.verdicts.get(condition.id) for one in ran}
        wanted = {Verdict.MET: "meets", Verdict.UNMET: "fails"}
        behind = [part for part in (condition.when, condition.applies) if part is not None]
        if any(may_be_unknown(package, names_behind(part, values) - known) for part in behind):
            wanted[Verdict.UNKNOWN] = "leaves unknown"
        for verdict, word in wanted.items():
            if verdict not in seen:
                message = f"no example {word} the condition {condition.id}; add one"
                yield _problem(package, (*path, "id"), message)


def may_be_unknown(package: Package, names: Iterable[str]) -> bool:
    """Return whether one of the facts behind a condition may be missing.

    A column that every delivery fills is never missing; a parameter and the platform's own names
    are always there.
    """
    return any(_may_be_missing(package, name) for name in names)


def _may_be_missing(package: Package, name: str) -> bool:
    declared = package.content["facts"].get(name.removesuffix(".in_territory"))
    if declared is None:
        return name in package.declared.collections
    record, _, column = declared.get("source", "").partition(".")
    if record not in RECORDS or column not in RECORDS[record].columns:
        return True
    return not RECORDS[record].columns[column].filled


def _condition_paths(package: Package) -> Iterator[tuple[Path, Condition]]:
    for place, condition in enumerate(package.rulebook.conditions):
        yield ("conditions", place), condition
    for number, award in enumerate(package.rulebook.awards):
        for place, condition in enumerate(award.conditions):
            yield ("benefits", number, "conditions", place), condition


def _parts(package: Package) -> Iterator[_Part]:
    """Yield every expression but those of values, which are followed from where they are used."""
    conditions = {path: condition.id for path, condition in _condition_paths(package)}
    for path, expression in package.expressions.items():
        if path[0] == "values":
            continue
        condition = next((conditions[start] for start in _starts(path) if start in conditions), "")
        award = ""
        if path[0] == "benefits" and isinstance(path[1], int):
            award = package.rulebook.awards[path[1]].id
        yield _Part(path, expression, condition, award)


def _starts(path: Path) -> Iterator[Path]:
    return (path[:length] for length in range(1, len(path)))


def _trace(package: Package, one: Ran, parts: tuple[_Part, ...]) -> Trace:
    trees = {value.name: value.expression.tree for value in package.rulebook.values}
    trace = Trace(one.decision.values, trees)
    for part in parts:
        if part.is_reached(one.decision):
            trace.follow(part.expression.tree)
    if one.decision.awards:
        for name in _paid_by(package):
            if name in trees:
                trace.follow(trees[name])
    return trace


def _paid_by(package: Package) -> Iterator[str]:
    """Yield the names that say who is paid, on which account and less what."""
    for benefit in package.content["benefits"]:
        payee = benefit.get("payee", {})
        yield from payee.get("to", ())
        yield payee.get("account", "")
        yield benefit.get("reduce_by", {}).get("fact", "")


def _branches(package: Package, parts: tuple[_Part, ...], traces: list[Trace]) -> Iterator[Problem]:
    taken = set().union(*(trace.branches for trace in traces)) if traces else set()
    named = [
        _Part(("values", value.name, "is"), value.expression) for value in package.rulebook.values
    ]
    for part in [*parts, *named]:
        for node in syntax.walk(part.expression.tree):
            if isinstance(node, syntax.Case):
                yield from _untaken(package, part, node, taken)


def _untaken(
    package: Package, part: _Part, node: syntax.Case, taken: set[tuple[int, int]]
) -> Iterator[Problem]:
    for place in [*range(len(node.branches)), ELSE]:
        if (id(node), place) not in taken:
            when = node.offset if place == ELSE else node.branches[place][0].offset
            branch = "ELSE" if place == ELSE else f"WHEN number {place + 1}"
            at = package.folder.package.place_within(part.path, when)
            message = f"no example takes the branch {branch} of this CASE; add one"
            yield Problem(package.folder.package.file, at.line, at.column, message)


def _tables(package: Package, ran: tuple[Ran, ...], traces: list[Trace]) -> Iterator[Problem]:
    for full in package.declared.tables:
        name = full.removeprefix(PARAMETERS)
        table = _proven_table(package, full, ran)
        if table is None:
            continue
        found = {
            keys
            for one, trace in zip(ran, traces, strict=True)
            if one.situation.parameters[full] is table or one.situation.parameters[full] == table
            for table_name, keys in trace.rows
            if table_name == full
        }
        for keys in _rows_to_reach(table, found):
            shown = ", ".join(str(key) for key in keys)
            message = f"no example finds the row {shown} of the table {name}; add one"
            yield _problem(package, ("parameters", name), message)


def _proven_table(package: Package, full: str, ran: tuple[Ran, ...]) -> Table | None:
    """Return the default table; without one, the longest that an example gives."""
    default = package.defaults.get(full)
    if isinstance(default, Table):
        return default
    given: list[Any] = [one.situation.parameters.get(full) for one in ran]
    return max(
        (table for table in given if isinstance(table, Table)),
        key=lambda table: len(table.rows),
        default=None,
    )


def _rows_to_reach(table: Table, found: set[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows that are not proven: all of up to three, else first, last and one other."""
    rows = [keys for keys, _ in table.rows]
    if len(rows) <= FEW_ROWS:
        return [keys for keys in rows if keys not in found]
    missing = [keys for keys in (rows[0], rows[-1]) if keys not in found]
    between = rows[1:-1]
    return missing if set(between) & found else [*missing, between[0]]
