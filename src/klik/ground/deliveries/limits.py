"""How large a delivery may be; beyond it the file ends clearly, before memory does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The sizes at which reading stops.

    Attributes:
        file_bytes: A year of births in all of Flanders takes 20 MB.
        line_bytes: One physical line. A longer one ends the whole file: it is no table.
        row_characters: One row over several lines, which it is when a quoted cell holds line ends.
        row_lines: Physical lines one such row may take.
        cell_characters: One cell. A longer one rejects its row.
        rows: Physical lines, or rows of a Parquet file.
    """

    file_bytes: int = 1_000_000_000
    line_bytes: int = 1_000_000
    row_characters: int = 100_000
    row_lines: int = 50
    cell_characters: int = 4_000
    rows: int = 10_000_000


LIMITS = Limits()
