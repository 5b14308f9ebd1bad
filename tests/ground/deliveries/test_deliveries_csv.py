"""CSV as it comes: encodings, delimiters, line ends and quotation marks."""

import pytest
from tests.ground.deliveries.conftest import ReadBytes

from klik.ground.deliveries import Accepted, Rejected
from klik.ground.deliveries.inspecting import PIECE_BYTES
from klik.ground.deliveries.synthetic import Row
from klik.packages.records import BIRTHS

HEADER = ";".join(BIRTHS.required_columns)


def _line(row: Row, delimiter: str = ";") -> str:
    return delimiter.join(row[column] for column in BIRTHS.required_columns)


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("latin-1", "latin-1"),
        ("windows-1252", "latin-1"),
    ],
)
@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_name_is_the_same_in_every_writing(
    encoding: str, found: str, delimiter: str, line_end: str, good_row: Row, read_bytes: ReadBytes
) -> None:
    row = _line(good_row | {"child_first_names": "Zoë Ömer"}, delimiter)
    lines = [delimiter.join(BIRTHS.required_columns), row, ""]

    outcomes, summary = read_bytes(line_end.join(lines).encode(encoding))

    assert isinstance(outcomes[0], Accepted)
    assert outcomes[0].values["child_first_names"] == "Zoë Ömer"
    assert (summary.delivered, summary.delimiter, summary.encoding) == (1, delimiter, found)


def test_the_signs_that_windows_adds_are_read(good_row: Row, read_bytes: ReadBytes) -> None:
    row = _line(good_row | {"child_last_name": "Voorbeeld € Hof"})

    outcomes, summary = read_bytes(f"{HEADER}\n{row}\n".encode("windows-1252"))

    assert isinstance(outcomes[0], Accepted)
    assert outcomes[0].values["child_last_name"] == "Voorbeeld € Hof"
    assert summary.encoding == "windows-1252"


def test_one_line_in_latin_1_does_not_spoil_the_others(
    good_row: Row, read_bytes: ReadBytes
) -> None:
    first = _line(good_row | {"child_first_names": "Zoë"}).encode()
    second = _line(good_row | {"child_first_names": "Noé", "child_insz": "26010990586"})

    outcomes, _ = read_bytes(b"\n".join((HEADER.encode(), first, second.encode("latin-1"))))

    names = [row.values["child_first_names"] for row in outcomes if isinstance(row, Accepted)]
    assert names == ["Zoë", "Noé"]


def test_a_quoted_cell_may_hold_delimiters_quotation_marks_and_line_ends(
    good_row: Row, read_bytes: ReadBytes
) -> None:
    row = _line(good_row | {"child_last_name": '"Voorbeeld; ""V""\r\nvan ""\n""Hof"""'})

    outcomes, summary = read_bytes(f"{HEADER}\r\n{row}\r\n{_line(good_row)}\r\n".encode())

    assert isinstance(outcomes[0], Accepted)
    assert outcomes[0].values["child_last_name"] == 'Voorbeeld; "V" van " "Hof"'
    assert summary.delivered == 2
    assert outcomes[1].line == 5


@pytest.mark.parametrize("spoiled", ['"Voorbeeld', '"Voor"beeld', 'Voorbeeld;"'])
def test_a_quotation_mark_that_stays_open_costs_its_own_row_only(
    spoiled: str, good_row: Row, read_bytes: ReadBytes
) -> None:
    bad = _line(good_row | {"child_last_name": spoiled})
    good = _line(good_row)
    quoted = _line(good_row | {"child_insz": "26010990586", "child_last_name": '"Voorbeeld"'})

    outcomes, summary = read_bytes("\n".join((HEADER, bad, good, quoted, bad)).encode())

    assert [type(outcome) for outcome in outcomes] == [Rejected, Accepted, Accepted, Rejected]
    assert [outcome.line for outcome in outcomes] == [2, 3, 4, 5]
    assert (summary.delivered, summary.accepted, summary.rejected) == (4, 2, 2)


def test_two_stray_quotation_marks_do_not_swallow_the_row_between_them(
    good_row: Row, read_bytes: ReadBytes
) -> None:
    bad = _line(good_row | {"child_last_name": 'Voorbeeld;"'})

    outcomes, _ = read_bytes("\n".join((HEADER, bad, _line(good_row), bad)).encode())

    assert [type(outcome) for outcome in outcomes] == [Rejected, Accepted, Rejected]


@pytest.mark.parametrize("before", range(-3, 3))
def test_a_line_end_on_the_edge_of_a_piece_is_one_line_end(
    before: int, good_row: Row, read_bytes: ReadBytes
) -> None:
    start = f"{HEADER}\r\n".encode()
    rows = [_line(good_row | {"child_insz": "26010590399"}).encode()] * 3
    while len(start) < PIECE_BYTES - 2_000:
        start += rows[0] + b"\r\n"
    filling = _line(good_row | {"street": "s" * 1_000}).encode()
    filling += b"s" * (PIECE_BYTES - len(start) - len(filling) + before)

    outcomes, _ = read_bytes(start + b"\r\n".join([filling, *rows]))

    lines = [outcome.line for outcome in outcomes]
    assert lines == list(range(2, len(lines) + 2))
    assert len(start) + len(filling) - PIECE_BYTES == before


@pytest.mark.parametrize(
    ("cells", "code"),
    [("NIEUW", "cell-count"), (";" * 40, "cell-count"), (";" * 29, "value-missing")],
)
def test_a_row_of_another_width_or_without_content_is_rejected(
    cells: str, code: str, good_row: Row, read_bytes: ReadBytes
) -> None:
    outcomes, summary = read_bytes(f"{HEADER}\n{cells}\n\n  \n{_line(good_row)}".encode())

    assert isinstance(outcomes[0], Rejected)
    assert outcomes[0].code == code
    assert (summary.delivered, summary.accepted) == (2, 1)


def test_a_delivery_without_rows_is_a_delivery(read_bytes: ReadBytes) -> None:
    outcomes, summary = read_bytes(HEADER.encode())

    assert (outcomes, summary.delivered, summary.complete) == ([], 0, True)
