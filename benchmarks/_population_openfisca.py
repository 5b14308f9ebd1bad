"""The birth premium of the population benchmark in OpenFisca-Core, tuned by hand.

Runs in the reference environment: `_population_openfisca.py PEOPLE PARAMETERS OUT`. One entity,
every variable in one month, and parameters as arrays that a person's municipality indexes: no loop
over municipalities, no copy of a parameter tree. OpenFisca knows no unknown, so each fact that may
be unknown has a second variable that says whether it is known, and a verdict is a number.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from _population_numpy import (
    GRANTED,
    MET,
    NOT_APPLICABLE,
    NOT_SELECTED,
    REFUSED,
    UNDECIDED,
    UNKNOWN,
    UNMET,
    codes,
    table_of,
    write,
)
from _population_parameters import MILLION, NO_DEADLINE, Parameters, read_parameters
from numpy.typing import NDArray
from openfisca_core.entities import build_entity
from openfisca_core.periods import MONTH
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

MONTH_OF_RUN = "2026-01"
PERSON = build_entity(key="person", plural="persons", label="", is_person=True)
INPUTS = {
    "place": int, "at_home": bool, "register": int, "asked": bool, "rank": int, "care": bool,
    "care_known": bool, "born": date, "born_known": bool, "resident_since": date,
    "resident_since_known": bool, "received": date, "received_known": bool,
}  # fmt: skip
COMPUTED = {
    "lives_here": int, "resident": int, "in_time": int, "cents": int, "cents_known": bool,
    "looked_at": bool, "outcome": int,
}  # fmt: skip
Array = NDArray[Any]
Ask = Callable[[str], Array]


def main(people: Path, parameters: Path, out: Path) -> None:
    """Read the people, decide on them, write what came out."""
    known = read_parameters(parameters)
    words = ["municipality.nis", "child.municipality", "child.register", "application.trigger"]
    table = pq.read_table(people, read_dictionary=words)
    simulation = SimulationBuilder().build_default_simulation(system(known), len(table))
    for name, array in inputs(table, known).items():
        simulation.set_input(name, MONTH_OF_RUN, array)
    keys = table["child.insz"]
    del table
    found = {name: simulation.calculate(name, MONTH_OF_RUN) for name in COMPUTED}
    decided = table_of(
        keys,
        outcome=found["outcome"],
        verdicts=(found["lives_here"], found["resident"], found["in_time"]),
        skipped=~found["looked_at"],
        cents=found["cents"].astype(np.int64),
    )
    write(decided, out)


def inputs(table: pa.Table, known: Parameters) -> dict[str, Array]:
    """Return every input variable as the array that OpenFisca keeps."""
    home = codes(table["child.municipality"], known.every_code)
    care = table["child.care_supplement"]
    arrays: dict[str, Array] = {
        "place": codes(table["municipality.nis"], known.codes).astype(np.int32),
        "at_home": codes(table["municipality.nis"], known.every_code) == home,
        "register": codes(table["child.register"], known.registers).astype(np.int32),
        "asked": codes(table["application.trigger"], ["request"]) == 0,
        "rank": table["child.rank"].cast(pa.int32()).fill_null(0).to_numpy(),
        "care": care.cast(pa.uint8()).fill_null(0).to_numpy().astype(np.bool_),
        "care_known": care.is_valid().to_numpy(),
    }
    for name, column in {
        "born": "child.birth_date",
        "resident_since": "parent.resident_since",
        "received": "application.received_on",
    }.items():
        days = table[column].cast(pa.int32()).fill_null(0).to_numpy()
        arrays[name] = days.astype("datetime64[D]")
        arrays[f"{name}_known"] = table[column].is_valid().to_numpy()
    return arrays


def system(known: Parameters) -> TaxBenefitSystem:
    """Return the tax-benefit system; its formulas read the parameters as arrays."""
    made = TaxBenefitSystem([PERSON])
    for name, kind in INPUTS.items():
        made.add_variable(_variable(name, kind))
    for name, kind in COMPUTED.items():
        made.add_variable(_variable(name, kind, getattr(Formulas(known), name)))
    return made


def _variable(name: str, kind: type, compute: Callable[[Ask], Array] | None = None) -> type:
    parts = {"value_type": kind, "entity": PERSON, "definition_period": MONTH, "label": name}
    if compute is not None:
        parts["formula"] = lambda person, period: compute(lambda asked: person(asked, period))
    return type(name, (Variable,), parts)


@dataclass(frozen=True)
class Formulas:
    """The rule; each formula asks for the variables that it needs."""

    known: Parameters

    def lives_here(self, ask: Ask) -> Array:
        """Compare the municipalities and look the register up in the municipality's set."""
        register, here = ask("register"), ask("at_home")
        counts = self.known.in_set[ask("place"), register]
        return _verdict(here & counts, unknown=here & (register == len(self.known.registers)))

    def resident(self, ask: Ask) -> Array:
        """Compare the day the parent came with the day of birth, moved back."""
        before = add_months(ask("born"), -self.known.residence_months[ask("place")])
        unknown = ~(ask("resident_since_known") & ask("born_known"))
        return _verdict(ask("resident_since") <= before, unknown=unknown)

    def in_time(self, ask: Ask) -> Array:
        """Compare the day of the request with the day of birth, moved forward."""
        months = self.known.deadline_months[ask("place")]
        none = months == NO_DEADLINE
        last = add_months(ask("born"), np.where(none, 0, months))
        met = none | (ask("received") <= last)
        found = _verdict(met, unknown=~none & ~ask("received_known"))
        return np.where(ask("asked"), found, NOT_APPLICABLE)

    def cents(self, ask: Ask) -> Array:
        """Multiply the amount of the rank, half up."""
        place = ask("place")
        highest = self.known.cents_by_rank.shape[1] - 1
        amount = self.known.cents_by_rank[place, np.minimum(ask("rank"), highest)]
        factor = np.where(ask("care"), self.known.factor_millionths[place], MILLION)
        return (amount * factor + MILLION // 2) // MILLION

    def cents_known(self, ask: Ask) -> Array:
        """Tell whether rank and supplement are known and the table has the rank."""
        return (ask("rank") > 0) & ask("care_known") & (ask("cents") >= 0)

    def looked_at(self, ask: Ask) -> Array:
        """Tell whether the municipality adopts the premium on the day of birth."""
        return ask("born_known") & self.known.adopted[ask("place")]

    def outcome(self, ask: Ask) -> Array:
        """Join the verdicts."""
        found = [ask(name) for name in ("lives_here", "resident", "in_time")]
        unmet = (found[0] == UNMET) | (found[1] == UNMET) | (found[2] == UNMET)
        unmet |= ask("cents_known") & (ask("cents") == 0)
        unknown = (found[0] == UNKNOWN) | (found[1] == UNKNOWN) | (found[2] == UNKNOWN)
        branches = {
            UNDECIDED: ~ask("born_known"),
            NOT_SELECTED: ~ask("looked_at"),
            REFUSED: unmet & ask("asked"),
        }
        conditions = [*branches.values(), unmet, unknown | ~ask("cents_known")]
        return np.select(conditions, [*branches, NOT_SELECTED, UNDECIDED], GRANTED)


def _verdict(met: Array, *, unknown: Array) -> Array:
    return np.where(unknown, UNKNOWN, np.where(met, MET, UNMET))


def add_months(day: Array, months: Array) -> Array:
    """Move days by whole months; the last day of a month where that day does not exist."""
    month = day.astype("datetime64[M]")
    moved = month + months
    first = moved.astype("datetime64[D]")
    last = (moved + 1).astype("datetime64[D]") - 1
    return np.minimum(first + (day - month), last)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
