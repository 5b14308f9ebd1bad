"""Whatever happens to a file on its way: every row is accounted for, and nothing falls over."""

from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from klik.ground.deliveries import Accepted, DeliveryRefused, read_delivery
from klik.ground.deliveries.synthetic import edge_case_rows, write_births
from klik.packages.records import BIRTHS

PIECES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from([b'"', b";", b"\n", b"\r", b"\r\n", b"\x00", b"\xff", b'";"', b"\xe2\x80\xae"]),
)
CHANGE = st.tuples(st.integers(0, 20_000), st.integers(0, 40), PIECES)

# Few control characters: a file full of them is no text and refused as a whole.
CELL = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t;"), max_size=9
)

# A folder per example would be a thousand folders; the file is written anew each time.
ONE_FOLDER = [HealthCheck.function_scoped_fixture]


def _original(folder: Path, suffix: str) -> bytes:
    path = folder / f"original{suffix}"
    if not path.exists():
        rows = edge_case_rows(municipality_nis="37021", year=2026).values()
        write_births(path, [row for case in rows for row in case])
    return path.read_bytes()


def _changed(content: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for at, removed, piece in changes:
        start = at % (len(content) + 1)
        content = content[:start] + piece + content[start + removed :]
    return content


def _read_and_count(path: Path) -> None:
    try:
        reading = read_delivery(path, columns_agreed=BIRTHS.columns)
        outcomes = list(reading)
    except DeliveryRefused:
        return
    summary = reading.summary()
    accepted = [outcome for outcome in outcomes if isinstance(outcome, Accepted)]
    assert summary.complete
    assert summary.delivered == len(outcomes) == summary.accepted + summary.rejected
    assert summary.accepted == len(accepted)
    assert len({outcome.line for outcome in outcomes}) == len(outcomes)
    keys = [
        row.values["child_insz"]
        for row in accepted
        if row.values["child_insz"] and row.values["event"] == "NIEUW"
    ]
    assert len(keys) == len(set(keys))


@settings(suppress_health_check=ONE_FOLDER)
@given(changes=st.lists(CHANGE, max_size=8))
@example(changes=[(700, 0, b'"')])
def test_a_damaged_csv_file_loses_no_row(
    changes: list[tuple[int, int, bytes]], tmp_path: Path
) -> None:
    path = tmp_path / "births.csv"
    path.write_bytes(_changed(_original(tmp_path, ".csv"), changes))

    _read_and_count(path)


@settings(suppress_health_check=ONE_FOLDER, max_examples=25)
@given(changes=st.lists(CHANGE, min_size=1, max_size=3))
def test_a_damaged_parquet_file_is_refused_or_read(
    changes: list[tuple[int, int, bytes]], tmp_path: Path
) -> None:
    path = tmp_path / "births.parquet"
    path.write_bytes(_changed(_original(tmp_path, ".parquet"), changes))

    _read_and_count(path)


@settings(suppress_health_check=ONE_FOLDER)
@given(
    rows=st.lists(
        st.lists(CELL, min_size=35, max_size=35),
        max_size=6,
    )
)
def test_any_cells_at_all_are_read_as_one_row_each(rows: list[list[str]], tmp_path: Path) -> None:
    path = tmp_path / "births.csv"
    lines = [";".join(BIRTHS.columns)]
    lines += [";".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows]
    path.write_bytes("\n".join(lines).encode("utf-8", "replace"))

    outcomes = list(read_delivery(path, columns_agreed=BIRTHS.columns))

    assert len(outcomes) == len(rows)
