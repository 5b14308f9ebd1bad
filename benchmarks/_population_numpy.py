"""The birth premium of the population benchmark in NumPy, tuned by hand, on one thread.

Runs in the reference environment: `_population_numpy.py PEOPLE PARAMETERS OUT`. Texts stay
dictionaries from reading to writing, days are whole numbers, money is whole cents, months are
moved with small tables, and what nobody looks at is not computed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from _population_parameters import MILLION, NO_DEADLINE, Parameters, read_parameters
from numpy.typing import NDArray

MET, UNMET, UNKNOWN, NOT_APPLICABLE = range(4)
VERDICTS = pa.array(["met", "unmet", "unknown", "not_applicable"])
GRANTED, REFUSED, NOT_SELECTED, UNDECIDED = range(4)
OUTCOMES = pa.array(["granted", "refused", "not_selected", "undecided"])
CONDITIONS = ("lives-here", "parent-resident-long-enough", "in-time")
Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


def main(people: Path, parameters: Path, out: Path) -> None:
    """Read the people, decide on them, write what came out."""
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    words = ["municipality.nis", "child.municipality", "child.register", "application.trigger"]
    table = pq.read_table(people, use_threads=False, read_dictionary=words, pre_buffer=False)
    write(decide(table, read_parameters(parameters)), out)


def decide(table: pa.Table, known: Parameters) -> pa.Table:
    """Return the key, outcome, verdicts and amount of every person."""
    place = codes(table["municipality.nis"], known.codes)
    born, born_known = days(table["child.birth_date"])
    born[~born_known] = born[born_known.argmax()]  # any day; nobody looks at it
    asked = codes(table["application.trigger"], ["request"]) == 0
    here = lives_here(table, known, place)
    resident = resident_long_enough(table, known, place, born, born_known)
    in_time = asked_in_time(table, known, place, born, asked)
    cents, cents_known = amount(table, known, place)
    looked_at = born_known & known.adopted[place]
    unmet = (here == UNMET) | (resident == UNMET) | (in_time == UNMET)
    unknown = (here == UNKNOWN) | (resident == UNKNOWN) | (in_time == UNKNOWN) | ~cents_known
    outcome = np.where(unknown, np.uint8(UNDECIDED), np.uint8(GRANTED))
    refused = np.where(asked, np.uint8(REFUSED), np.uint8(NOT_SELECTED))
    np.copyto(outcome, refused, where=unmet | (cents_known & (cents == 0)))
    outcome[~looked_at] = NOT_SELECTED
    outcome[~born_known] = UNDECIDED
    return table_of(
        table["child.insz"],
        outcome=outcome,
        verdicts=(here, resident, in_time),
        skipped=~looked_at,
        cents=cents,
    )


def codes(column: pa.ChunkedArray, words: list[str]) -> Ints:
    """Return per row the place of its word among `words`; the last place for any other, or none."""
    parts = []
    for chunk in column.chunks:
        places = {word: place for place, word in enumerate(words)}
        given = chunk.dictionary.to_pylist()
        table = np.array([places.get(word, len(words)) for word in [*given, None]], dtype=np.int16)
        parts.append(table[chunk.indices.fill_null(len(given)).to_numpy(zero_copy_only=False)])
    return np.concatenate(parts)


def days(column: pa.ChunkedArray) -> tuple[Ints, Flags]:
    """Return days since 1970 and which of them are known."""
    known = column.is_valid().to_numpy()
    return column.cast(pa.int32()).fill_null(0).to_numpy().copy(), known


def lives_here(table: pa.Table, known: Parameters, place: Ints) -> Ints:
    """Compare the municipalities and look the register up in the municipality's set."""
    home = codes(table["child.municipality"], known.every_code)
    here = codes(table["municipality.nis"], known.every_code) == home
    registers = codes(table["child.register"], known.registers)
    absent = np.int16(len(known.registers))
    in_set = known.in_set.ravel()[place * np.int16(absent + 1) + registers]
    verdict = np.where(here & in_set, np.uint8(MET), np.uint8(UNMET))
    verdict[here & (registers == absent)] = UNKNOWN
    return verdict


def resident_long_enough(
    table: pa.Table,
    known: Parameters,
    place: Ints,
    born: Ints,
    born_known: Flags,
) -> Ints:
    """Compare the day the parent came with the day of birth, moved back."""
    since, since_known = days(table["parent.resident_since"])
    before = add_months(born, -known.residence_months[place])
    verdict = np.where(since <= before, np.uint8(MET), np.uint8(UNMET))
    verdict[~(since_known & born_known)] = UNKNOWN
    return verdict


def asked_in_time(
    table: pa.Table,
    known: Parameters,
    place: Ints,
    born: Ints,
    asked: Flags,
) -> Ints:
    """Compare the day of the request with the day of birth, moved forward."""
    verdict = np.full(len(asked), NOT_APPLICABLE, dtype=np.uint8)
    rows = np.flatnonzero(asked)
    months = known.deadline_months[place[rows]]
    received, received_known = days(table["application.received_on"])
    none = months == NO_DEADLINE
    last = add_months(born[rows], np.where(none, np.int32(0), months))
    found = np.where(none | (received[rows] <= last), np.uint8(MET), np.uint8(UNMET))
    found[~received_known[rows] & ~none] = UNKNOWN
    verdict[rows] = found
    return verdict


def add_months(day: Ints, months: Ints) -> Ints:
    """Move days by whole months; the last day of a month where that day does not exist.

    NumPy's own calendar takes six times as long as gathers from small tables over the days and
    months that occur.
    """
    first_day, last_day = int(day.min()), int(day.max())
    calendar = np.arange(first_day, last_day + 1).astype("datetime64[D]")
    month_of = calendar.astype("datetime64[M]").astype(np.int32)
    starts = calendar.astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
    since_start = calendar.astype(np.int32) - starts
    lowest = int(month_of[0]) + int(months.min())
    every = np.arange(lowest, int(month_of[-1]) + int(months.max()) + 2)
    first_of = every.astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
    last_of = np.append(first_of[1:] - 1, 0)
    place = day - np.int32(first_day)
    month = month_of[place] + months - np.int32(lowest)
    return np.minimum(first_of[month] + since_start[place], last_of[month])


def amount(table: pa.Table, known: Parameters, place: Ints) -> tuple[Ints, Flags]:
    """Return cents, half up, and which of them are known."""
    rank = table["child.rank"].fill_null(0).to_numpy()
    highest = known.cents_by_rank.shape[1] - 1
    row = np.minimum(rank, highest).astype(np.int16)
    cents = known.cents_by_rank.ravel()[place * np.int16(highest + 1) + row]
    care = table["child.care_supplement"].cast(pa.uint8()).fill_null(2).to_numpy()
    factor = np.where(care == 1, known.factor_millionths[place], np.int64(MILLION))
    rounded = (cents * factor + MILLION // 2) // MILLION
    return rounded, (rank > 0) & (care < 2) & (cents >= 0)  # noqa: PLR2004 -- 2 stands for unknown


def table_of(
    keys: pa.ChunkedArray,
    *,
    outcome: Ints,
    verdicts: tuple[Ints, Ints, Ints],
    skipped: Flags,
    cents: Ints,
) -> pa.Table:
    """Return what is written: texts as dictionaries, an amount only for who is granted one."""
    columns = {
        "child.insz": keys,
        "outcome": pa.DictionaryArray.from_arrays(pa.array(outcome), OUTCOMES),
    }
    for name, found in zip(CONDITIONS, verdicts, strict=True):
        codes_or_none = pa.array(found, mask=skipped)
        columns[f"condition.{name}"] = pa.DictionaryArray.from_arrays(codes_or_none, VERDICTS)
    return pa.table({**columns, "amount": money(cents, outcome == GRANTED)})


def money(cents: Ints, granted: Flags) -> pa.Array:
    """Return cents as decimals of two places, in the memory that Arrow wants, without a copy."""
    halves = np.zeros((len(cents), 2), dtype=np.int64)
    halves[:, 0] = cents
    whole = pa.Array.from_buffers(pa.decimal128(12, 2), len(cents), [None, pa.py_buffer(halves)])
    valid = pa.array(granted)
    return pa.Array.from_buffers(
        pa.decimal128(12, 2), len(cents), [valid.buffers()[1], whole.buffers()[1]]
    )


def write(decided: pa.Table, out: Path) -> None:
    """Write with the compression that every contender has; no dictionary for keys, all differ."""
    pq.write_table(
        decided,
        out,
        compression="snappy",
        use_dictionary=decided.column_names[1:],
        row_group_size=MILLION,
        store_schema=False,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
