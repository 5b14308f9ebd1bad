"""The birth premium of the population benchmark in OpenFisca-Core, tuned by hand.

Runs in the reference environment: `_population_openfisca.py PEOPLE PARAMETERS OUT`. One entity, every
variable in one month, and parameters as arrays that a person's municipality indexes: no loop over
municipalities, no copy of a parameter tree. OpenFisca knows no unknown, so each fact that may be
unknown has a second variable that says whether it is known, and a verdict is a number.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from _population_numpy import GRANTED, NOT_APPLICABLE, OUTCOMES, codes, money, verdicts
from _population_parameters import NO_DEADLINE, Parameters, read_parameters
from openfisca_core.entities import build_entity
from openfisca_core.periods import MONTH
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

MILLION = 1_000_000
MONTH_OF_RUN = "2026-01"
Person = build_entity(key="person", plural="persons", label="", is_person=True)


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

    def computed(name: str) -> np.ndarray:
        return np.asarray(simulation.calculate(name, MONTH_OF_RUN))

    outcome = computed("outcome")
    skipped = ~computed("looked_at")
    decided = pa.table(
        {
            "child.insz": keys,
            "outcome": pa.DictionaryArray.from_arrays(pa.array(outcome), OUTCOMES),
            "condition.lives-here": verdicts(computed("lives_here"), skipped),
            "condition.parent-resident-long-enough": verdicts(computed("resident"), skipped),
            "condition.in-time": verdicts(computed("in_time"), skipped),
            "amount": money(computed("cents").astype(np.int64), outcome == GRANTED),
        }
    )
    pq.write_table(
        decided,
        out,
        compression="snappy",
        use_dictionary=decided.column_names[1:],
        row_group_size=MILLION,
        store_schema=False,
    )


def inputs(table: pa.Table, known: Parameters) -> dict[str, np.ndarray]:
    """Return every input variable as the array that OpenFisca keeps."""
    home = codes(table["child.municipality"], known.every_code)
    arrays = {
        "place": codes(table["municipality.nis"], known.codes).astype(np.int32),
        "at_home": codes(table["municipality.nis"], known.every_code) == home,
        "register": codes(table["child.register"], known.registers).astype(np.int32),
        "asked": codes(table["application.trigger"], ["request"]) == 0,
        "rank": table["child.rank"].cast(pa.int32()).fill_null(0).to_numpy(),
        "care": table["child.care_supplement"].fill_null(False).to_numpy(),
        "care_known": table["child.care_supplement"].is_valid().to_numpy(),
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
    made = TaxBenefitSystem([Person])
    kinds = {
        "place": int, "at_home": bool, "register": int, "asked": bool, "rank": int, "care": bool,
        "care_known": bool, "born": np.datetime64, "born_known": bool,
        "resident_since": np.datetime64, "resident_since_known": bool, "received": np.datetime64,
        "received_known": bool,
    }  # fmt: skip
    for name, kind in kinds.items():
        made.add_variable(_variable(name, date if kind is np.datetime64 else kind))
    for name, (kind, formula) in _formulas(known).items():
        made.add_variable(_variable(name, kind, formula))
    return made


def _variable(name, kind, formula=None):
    parts = {"value_type": kind, "entity": Person, "definition_period": MONTH, "label": name}
    if formula is not None:
        parts["formula"] = formula
    return type(name, (Variable,), parts)


def _formulas(known: Parameters):
    def lives_here(person, period):
        register = person("register", period)
        here = person("at_home", period)
        counts = known.in_set[person("place", period), register]
        unknown = here & (register == len(known.registers))
        return _verdict(met=here & counts, unknown=unknown)

    def resident(person, period):
        months = known.residence_months[person("place", period)]
        before = add_months(person("born", period), -months)
        unknown = ~(person("resident_since_known", period) & person("born_known", period))
        return _verdict(met=person("resident_since", period) <= before, unknown=unknown)

    def in_time(person, period):
        months = known.deadline_months[person("place", period)]
        none = months == NO_DEADLINE
        last = add_months(person("born", period), np.where(none, 0, months))
        met = none | (person("received", period) <= last)
        unknown = ~none & ~person("received_known", period)
        found = _verdict(met=met, unknown=unknown)
        return np.where(person("asked", period), found, NOT_APPLICABLE)

    def cents(person, period):
        place = person("place", period)
        highest = known.cents_by_rank.shape[1] - 1
        amount = known.cents_by_rank[place, np.minimum(person("rank", period), highest)]
        factor = np.where(person("care", period), known.factor_millionths[place], MILLION)
        return (amount * factor + MILLION // 2) // MILLION

    def cents_known(person, period):
        rank = person("rank", period) > 0
        return rank & person("care_known", period) & (person("cents", period) >= 0)

    def looked_at(person, period):
        return person("born_known", period) & known.adopted[person("place", period)]

    def outcome(person, period):
        found = [person(name, period) for name in ("lives_here", "resident", "in_time")]
        verdict = [np.asarray(one) for one in found]
        unmet = (verdict[0] == 1) | (verdict[1] == 1) | (verdict[2] == 1)
        unknown = (verdict[0] == 2) | (verdict[1] == 2) | (verdict[2] == 2)
        cents_known = person("cents_known", period)
        unmet |= cents_known & (person("cents", period) == 0)
        return np.select(
            [
                ~person("born_known", period),
                ~person("looked_at", period),
                unmet & person("asked", period),
                unmet,
                unknown | ~cents_known,
            ],
            [3, 2, 1, 2, 3],
            0,
        )

    return {
        "lives_here": (int, lives_here), "resident": (int, resident), "in_time": (int, in_time),
        "cents": (int, cents), "cents_known": (bool, cents_known), "looked_at": (bool, looked_at),
        "outcome": (int, outcome),
    }  # fmt: skip


def _verdict(met, unknown):
    return np.where(unknown, 2, np.where(met, 0, 1))


def add_months(day, months):
    """Move days by whole months; the last day of a month where that day does not exist."""
    month = day.astype("datetime64[M]")
    moved = month + months
    first = moved.astype("datetime64[D]")
    last = (moved + 1).astype("datetime64[D]") - 1
    return np.minimum(first + (day - month), last)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
