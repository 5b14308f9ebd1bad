"""Lowers a whole rulebook: one SELECT that decides every row of a source."""

from __future__ import annotations

from collections.abc import Mapping

from klik.rules import syntax
from klik.rules.checker import Expression
from klik.rules.decision import JOINED, Outcome, Verdict
from klik.rules.duckdb.emitting import Sql, TableColumns, quoted
from klik.rules.duckdb.lowering import Lowering
from klik.rules.duckdb.occurring import Occurring
from klik.rules.rulebook import Award, Condition, Rulebook, Setting

REFERENCE_DAY = quoted("reference day")
ADOPTED = quoted("adopted")
TRIGGER = quoted("application.trigger")
TODAY = quoted("today")


def lower_reference_day(
    rulebook: Rulebook, source: str, *, occurring: Occurring | None = None
) -> str:
    """Return `source` with the reference day of each row, which chooses its parameters."""
    lowering = Lowering(values=_trees(rulebook), occurring=occurring or Occurring())
    day = lowering.lower(rulebook.reference_day.tree)
    layered = lowering.steps.layered(source)
    own = ", ".join(lowering.steps.parts)
    without = f"* EXCLUDE ({own})" if own else "*"
    return f"(SELECT {without}, {day.value} AS {REFERENCE_DAY} FROM {layered})"  # noqa: S608 -- every part is ours


def lower_rulebook(
    rulebook: Rulebook,
    source: str,
    *,
    tables: Mapping[str, TableColumns],
    occurring: Occurring | None = None,
    keep: tuple[str, ...] = (),
    explained: bool = True,
) -> str:
    """Return a SELECT that decides each row of `source`.

    Args:
        rulebook: What decides.
        source: A relation whose columns are named as the facts and parameters are, with `adopted`
            (whether an adoption is in force) and `reference day`; where a value may be none, a
            column `NAME?none` beside it; tables as `TableColumns` gives them.
        tables: Per table the shape of its columns.
        occurring: What is known of this run's numbers and sets; without it all that is declared
            may occur, and sets stand as lists.
        keep: Columns of the source to give back first.
        explained: Whether to add a column `condition.ID` per condition.

    Returns:
        SQL that gives `keep`, `outcome`, the verdicts, and `amount` DECIMAL(12, 2). Outcome and
        verdicts are words of an ENUM, written to a file as text; a verdict is NULL where no
        condition was looked at.
    """
    known = occurring or Occurring()
    lowering = Lowering(values=_trees(rulebook), tables=tables, occurring=known)
    population = _Population(rulebook, lowering)
    columns = [quoted(name) for name in keep]
    columns.append(f"{population.outcome()} AS outcome")
    if explained:
        columns += [
            f"{population.verdict(one)} AS {quoted('condition.' + one.id)}"
            for one in rulebook.all_conditions
        ]
    columns.append(f"{population.amount()} AS amount")
    return f"SELECT {', '.join(columns)} FROM {population.lowering.steps.layered(source)}"  # noqa: S608 -- every part is ours


def _trees(rulebook: Rulebook) -> dict[str, syntax.Node]:
    return {value.name: value.expression.tree for value in rulebook.values}


class _Population:
    """The parts of a rulebook as steps, each computed once."""

    def __init__(self, rulebook: Rulebook, lowering: Lowering) -> None:
        self.rulebook = rulebook
        self.lowering = lowering
        self.states = {one.id: self._state(one) for one in rulebook.all_conditions}
        self.amounts = {one.id: self._measured(one.amount) for one in rulebook.awards}
        self.quantities = {one.id: self._measured(one.quantity) for one in rulebook.awards}
        self.awards = {one.id: self._award(one) for one in rulebook.awards}
        self.looked_at = self._looked_at()
        self.decided = self._share(self._outcome())

    def _share(self, sql: str, *parts: Sql) -> Sql:
        level = max((part.level for part in parts), default=self._highest())
        return self.lowering.steps.share(sql, level)

    def _highest(self) -> int:
        return max((level for _, level in self.lowering.steps.parts.values()), default=0)

    def _lowered(self, expression: Expression) -> Sql:
        return self.lowering.shared(expression.tree)

    def _state(self, condition: Condition) -> Sql:
        """TRUE where a condition does not stand in the way, FALSE where it is unmet."""
        if condition.applies is None:
            return self._lowered(condition.when)
        applies = self._lowered(condition.applies)
        # In the branch itself, not as a step: it is computed only where it applies.
        when = self.lowering.lower(condition.when.tree)
        unknown = "" if applies.known else _when(f"{applies.value} IS NULL", "NULL")
        sql = f"(CASE {unknown}WHEN {applies.value} THEN {when.value} ELSE TRUE END)"
        return self._share(sql, applies, when)

    def _measured(self, expression: Expression | None) -> Sql | None:
        return None if expression is None else self._lowered(expression)

    def _trigger(self, setting: Setting) -> str:
        return quoted(setting.parameter) if setting.parameter else f"'{setting.word}'"

    def _award(self, award: Award) -> Sql:
        conditions = (*self.rulebook.conditions, *award.conditions)
        measures = [self.amounts[award.id], self.quantities[award.id]]
        positive = [f"({part.value} > 0)" for part in measures if part is not None]
        refusing = [self.states[one.id].value for one in conditions if one.if_unmet == "refuse"]
        refusing += [self._after_waiting(one) for one in conditions if one.if_unmet == "wait"]
        asking = [self.states[one.id].value for one in conditions if one.if_unmet == "invite"]
        waiting = [self.states[one.id].value for one in conditions if one.if_unmet == "wait"]
        states = refusing + asking + waiting + positive
        branches = [
            _when(_false(refusing + positive), _refused()),
            _when(_false(asking), _word(Outcome.INVITED)),
            _when(_false(waiting), _word(Outcome.WAITING)),
            _when(_unknown([*states, *self._key_known()]), _word(Outcome.UNDECIDED)),
        ]
        if award.trigger is not None:
            other = f"{self._trigger(award.trigger)} <> {TRIGGER}"
            branches.insert(0, _when(other, _word(Outcome.NOT_APPLICABLE)))
        return self._share(f"(CASE {''.join(branches)}ELSE {_word(Outcome.GRANTED)} END)")

    def _after_waiting(self, condition: Condition) -> str:
        """FALSE once the day that an unmet condition waited for has come."""
        if condition.wait_until is None:
            return "TRUE"
        until = self._lowered(condition.wait_until).value
        state = self.states[condition.id].value
        return f"(CASE WHEN NOT {state} AND {until} <= {TODAY} THEN FALSE ELSE TRUE END)"

    def _looked_at(self) -> Sql:
        looked = f"({REFERENCE_DAY} IS NOT NULL AND {ADOPTED}"
        if self.rulebook.trigger is not None:
            trigger = self._trigger(self.rulebook.trigger)
            looked += f" AND ({TRIGGER} <> 'automatic' OR {trigger} = 'automatic')"
        return self.lowering.steps.share(looked + ")", 0)

    def _key_known(self) -> list[str]:
        """Return a state that is unknown for a subject without any known key."""
        keys = " OR ".join(f"{quoted(key)} IS NOT NULL" for key in self.rulebook.keys)
        return [f"(CASE WHEN {keys} THEN TRUE END)"] if keys else []

    def _outcome(self) -> str:
        awards = [award.value for award in self.awards.values()]
        not_selected = _word(Outcome.NOT_SELECTED)
        branches = [
            _when(f"{REFERENCE_DAY} IS NULL", _word(Outcome.UNDECIDED)),
            _when(f"NOT {self.looked_at.value}", not_selected),
        ]
        if len(awards) == 1:
            none = _when(f"{awards[0]} = {_word(Outcome.NOT_APPLICABLE)}", not_selected)
            return f"(CASE {''.join(branches)}{none}ELSE {awards[0]} END)"
        for outcome in JOINED:
            any_has = " OR ".join(f"{award} = {_word(outcome)}" for award in awards)
            branches.append(_when(any_has, _word(outcome)))
        return f"(CASE {''.join(branches)}ELSE {not_selected} END)"

    def outcome(self) -> str:
        """Return the outcome of the decision."""
        return self.decided.value

    def amount(self) -> str:
        """Return the sum of what was granted; NULL unless the decision is granted."""
        granted = _word(Outcome.GRANTED)
        amounts = {award: part.value for award, part in self.amounts.items() if part is not None}
        total = " + ".join(
            f"CASE WHEN {self.awards[award].value} = {granted} THEN {amount} ELSE 0 END"
            for award, amount in amounts.items()
        )
        if len(self.awards) == 1 and amounts:
            (total,) = amounts.values()
        return (
            f"CASE WHEN {self.decided.value} = {granted} "
            f"THEN CAST({total or 0} AS DECIMAL(12, 2)) END"
        )

    def verdict(self, condition: Condition) -> str:
        """Return what became of a condition; NULL where it was not looked at."""
        state = self.states[condition.id].value
        branches = [_when(f"NOT {self.looked_at.value}", "NULL")]
        branches += self._of_other_triggers(condition)
        if condition.applies is not None:
            applies = self._lowered(condition.applies).value
            branches.append(_when(f"NOT {applies}", _word(Verdict.NOT_APPLICABLE)))
        branches.append(_when(state, _word(Verdict.MET)))
        branches.append(_when(f"NOT {state}", _word(Verdict.UNMET)))
        return f"(CASE {''.join(branches)}ELSE {_word(Verdict.UNKNOWN)} END)"

    def _of_other_triggers(self, condition: Condition) -> list[str]:
        """Leave a condition out where every award that it belongs to has another trigger."""
        owners = [one for one in self.rulebook.awards if condition in one.conditions]
        others = [
            f"{self.awards[one.id].value} = {_word(Outcome.NOT_APPLICABLE)}"
            for one in owners or self.rulebook.awards
            if one.trigger is not None
        ]
        if len(others) < len(owners or self.rulebook.awards):
            return []
        return [_when(" AND ".join(others), _word(Verdict.NOT_APPLICABLE) if owners else "NULL")]


def _word(word: Outcome | Verdict) -> str:
    """Return an outcome or verdict as a word of a closed list, which the engine keeps in a byte."""
    words = ", ".join(f"'{one}'" for one in type(word))
    return f"CAST('{word}' AS ENUM({words}))"


def _when(test: str, value: str) -> str:
    return f"WHEN {test} THEN {value} "


def _false(states: list[str]) -> str:
    return f"NOT ({' AND '.join(states)})" if states else "FALSE"


def _unknown(states: list[str]) -> str:
    return f"({' AND '.join(states)}) IS NULL" if states else "FALSE"


def _refused() -> str:
    return (
        f"CASE WHEN {TRIGGER} = 'automatic' THEN {_word(Outcome.NOT_SELECTED)} "
        f"ELSE {_word(Outcome.REFUSED)} END"
    )
