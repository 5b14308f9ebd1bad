"""What comes out of checking a delivery: per row, and for the file as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

# What a checked cell holds; None is unknown.
Cell = str | int | bool | date | None
# One sentence per language: nl and en.
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a person must settle before an accepted row can be paid or decided.

    Attributes:
        code: For machines, such as `account-missing`.
        column: The column it is about.
        text: The question per language.
    """

    code: str
    column: str
    text: Texts


@dataclass(frozen=True, slots=True)
class Accepted:
    """A row that holds.

    Attributes:
        line: Where it starts in the file, the header being line 1; in Parquet the row number.
        values: Every column of the record, typed; None where empty, absent or not agreed.
            `municipality_nis` holds the code of today.
        municipality_nis: The code of today.
        delivered_nis: The code as delivered, perhaps of before a merger.
        questions: What a person must settle; empty for most rows.
    """

    line: int
    values: Mapping[str, Cell]
    municipality_nis: str
    delivered_nis: str
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be used.

    Attributes:
        line: Where it starts in the file, the header being line 1; in Parquet the row number.
        column: The first offending column; empty when the row as a whole offends.
        code: What is wrong, for machines.
        masked: The offending value, made unrecognisable.
        reason: What is wrong, per language.
        remedy: What to do about it, per language.
    """

    line: int
    column: str
    code: str
    masked: str
    reason: Texts
    remedy: Texts


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was delivered, in figures; accepted plus rejected is delivered.

    Attributes:
        record: The published record it was read as.
        delivered: Rows in the file, the header and empty lines left out.
        accepted: Rows that hold.
        rejected: Rows that cannot be used.
        asked: Accepted rows with at least one question.
        complete: Whether the file was read to its end; if not, the figures are those so far.
        sha256: Digest of the file, 64 hexadecimal digits.
        size: Bytes.
        format: `csv` or `parquet`.
        encoding: `utf-8`, `latin-1`, or `windows-1252` (Latin-1 with the signs Windows adds).
        delimiter: Between two cells; empty for Parquet.
        columns: The columns of the file, in its order.
    """

    record: str
    delivered: int
    accepted: int
    rejected: int
    asked: int
    complete: bool
    sha256: str
    size: int
    format: str
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
