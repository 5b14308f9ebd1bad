"""Fictitious births, as many as Flanders has, with every case that practice brings.

Nobody in them exists: names carry `Voorbeeld`, accounts are at banks that are not there. The same
arguments give the same rows.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

import duckdb

from klik.ground.deliveries.synthetic.edge_cases import EDGE_CASES, edge_case_groups
from klik.ground.deliveries.synthetic.numbers import children_a_year
from klik.ground.deliveries.synthetic.rows import Maker, Row
from klik.ground.territory import Municipality, municipalities, municipality_of
from klik.packages.records import BIRTHS

__all__ = [
    "EDGE_CASES",
    "Row",
    "births_a_year",
    "edge_case_rows",
    "generate_births",
    "write_births",
]

# Flanders, 2023: 63,030 births among 6.7 million inhabitants.
BIRTHS_PER_1000_INHABITANTS = 9.4
# Kept free per municipality in the list of the year, for its edge cases.
_EDGE_PLACES = 60


def births_a_year(municipality: Municipality) -> int:
    """Return how many children are born there in a year, on average, rounded."""
    return round(municipality.population * BIRTHS_PER_1000_INHABITANTS / 1000)


def generate_births(
    *,
    municipality_nis: str | None,
    year: int,
    count: int | None = None,
    seed: int = 0,
    with_edge_cases: bool = True,
) -> Iterator[Row]:
    """Yield the rows of a year, municipality by municipality, each by monthly run.

    Every row has all columns of the record, the optional ones included; cells are text. Of one
    municipality every edge case is there, so there may be more rows than `count`. Of all together
    there are exactly `count`, and each that has room for them shows every edge case.

    Args:
        municipality_nis: One municipality, by its code of today or an older one; None for all.
        year: The year of birth.
        count: Rows; by default what the number of inhabitants makes likely.
        seed: Another seed gives other families with the same numbers.
        with_edge_cases: False gives ordinary rows only, all of which hold.

    Raises:
        MunicipalityUnknown: No municipality in Flanders has this code.
        ValueError: There are not enough fictitious numbers in a year for `count` children.
    """
    if municipality_nis is None:
        shares = _usual_shares() if count is None else _divided_shares(count)
        chosen = shares
        first_places = _first_places(shares)
    else:
        nis = municipality_of(municipality_nis).nis
        usual = _usual_shares()
        chosen = {nis: usual[nis] if count is None else count}
        first_places = _first_places(usual)
    _refuse_too_many(sum(chosen.values()) + _EDGE_PLACES * len(chosen), year=year)
    for nis, share in chosen.items():
        maker = _maker_of(nis, first_place=first_places[nis], year=year, seed=seed)
        groups = list(edge_case_groups(maker).values()) if with_edge_cases else []
        ordinary = share - sum(map(len, groups))
        if ordinary < 0 and municipality_nis is None:
            groups, ordinary = [], share
        yield from _mixed(maker, groups, ordinary=max(ordinary, 0))


def edge_case_rows(
    *, municipality_nis: str, year: int, seed: int = 0
) -> Mapping[str, Sequence[Row]]:
    """Return the rows of each edge case that generate_births mixes in, by the name of the case.

    They are those of one municipality, asked by its code.

    Raises:
        MunicipalityUnknown: No municipality in Flanders has this code.
    """
    nis = municipality_of(municipality_nis).nis
    first_place = _first_places(_usual_shares())[nis]
    return edge_case_groups(_maker_of(nis, first_place=first_place, year=year, seed=seed))


def write_births(
    path: Path, rows: Iterable[Row], *, columns: Sequence[str] = tuple(BIRTHS.columns)
) -> int:
    """Write `rows` to `path` as a delivery and return how many.

    CSV with semicolons in UTF-8, or Parquet with dates as text where the name ends in .parquet.

    Args:
        path: The file to write; what was there is replaced.
        rows: What generate_births yields.
        columns: The columns of the agreement, in the order of the file.
    """
    if path.suffix != ".parquet":
        return _write_csv(path, rows, columns)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as engine:
        table = Path(folder) / "births.csv"
        written = _write_csv(table, rows, columns)
        source = engine.read_csv(str(table), sep=";", all_varchar=True, header=True, quotechar='"')
        source.write_parquet(str(path))
    return written


def _write_csv(path: Path, rows: Iterable[Row], columns: Sequence[str]) -> int:
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(
            file, columns, delimiter=";", extrasaction="ignore", lineterminator="\n"
        )
        table.writeheader()
        for row in rows:
            table.writerow(row)
            written += 1
    return written


def _maker_of(nis: str, *, first_place: int, year: int, seed: int) -> Maker:
    return Maker(
        municipality=municipalities()[nis],
        ordinal=list(municipalities()).index(nis),
        year=year,
        place=first_place,
        random=Random(f"{seed}/{nis}/{year}"),  # noqa: S311 -- draws examples, protects nothing
    )


def _mixed(maker: Maker, groups: list[list[Row]], *, ordinary: int) -> Iterator[Row]:
    """Yield all rows by monthly run; the rows of one case stay together and in order."""
    groups = [*groups, *([maker.make_row()] for _ in range(ordinary))]
    maker.random.shuffle(groups)
    groups.sort(key=lambda group: group[0]["run_id"])
    for group in groups:
        yield from group


def _usual_shares() -> dict[str, int]:
    return {nis: births_a_year(municipality) for nis, municipality in municipalities().items()}


def _divided_shares(count: int) -> dict[str, int]:
    """Divide `count` by population, exactly: the largest remainders get what is left over."""
    inhabitants = {nis: place.population for nis, place in municipalities().items()}
    everyone = sum(inhabitants.values())
    shares = {nis: count * there // everyone for nis, there in inhabitants.items()}
    by_remainder = sorted(inhabitants, key=lambda nis: -(count * inhabitants[nis] % everyone))
    for nis in by_remainder[: count - sum(shares.values())]:
        shares[nis] += 1
    return shares


def _first_places(shares: Mapping[str, int]) -> dict[str, int]:
    """Give each municipality its own stretch of the list, so that no child is in two files."""
    first_places: dict[str, int] = {}
    place = 0
    for nis, share in shares.items():
        first_places[nis] = place
        place += share + _EDGE_PLACES
    return first_places


def _refuse_too_many(places: int, *, year: int) -> None:
    if places > children_a_year(year):
        raise ValueError(
            f"{year} has fictitious numbers for {children_a_year(year)} children and {places} are"
            " asked; make several years"
        )
