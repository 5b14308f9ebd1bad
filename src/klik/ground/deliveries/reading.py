"""Reading a delivery: the file refused as a whole, or each row accepted or rejected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from klik.ground.deliveries.checking import RowCheck, check_row, prepare_check
from klik.ground.deliveries.headers import check_agreement, check_header
from klik.ground.deliveries.inspecting import FileFacts, inspect_file, stamp_of
from klik.ground.deliveries.limits import LIMITS, Limits
from klik.ground.deliveries.outcomes import Accepted, Delivery, Rejected
from klik.ground.deliveries.parquet import parquet_header, read_parquet_rows
from klik.ground.deliveries.refused import DeliveryRefused
from klik.ground.deliveries.repeats import Repeats
from klik.ground.deliveries.separated import (
    RawRow,
    find_delimiter,
    header_names,
    read_lines,
    read_rows,
)
from klik.packages.records import RECORDS, Record


@dataclass(slots=True)
class _Counts:
    delivered: int = 0
    accepted: int = 0
    rejected: int = 0
    asked: int = 0
    complete: bool = False

    def add(self, outcome: Accepted | Rejected) -> None:
        self.delivered += 1
        if isinstance(outcome, Rejected):
            self.rejected += 1
            return
        self.accepted += 1
        self.asked += bool(outcome.questions)


class DeliveryReading:
    """A delivery that may be read: iterate over it for the rows, then ask its summary.

    Each iteration reads the file anew and counts anew.
    """

    def __init__(
        self,
        facts: FileFacts,
        *,
        header: list[str],
        delimiter: str,
        check: RowCheck,
        limits: Limits,
    ) -> None:
        self._facts = facts
        self._header = header
        self._delimiter = delimiter
        self._check = check
        self._limits = limits
        self._counts = _Counts()

    def __iter__(self) -> Iterator[Accepted | Rejected]:
        counts = self._counts = _Counts()
        with Repeats(self._check.record.keys) as repeats:
            for row in self._rows():
                outcome = check_row(self._check, row)
                if isinstance(outcome, Accepted) and row.cells is not None:
                    outcome = repeats.admit(outcome, row.cells)
                counts.add(outcome)
                yield outcome
        counts.complete = True

    def summary(self) -> Delivery:
        """Return the figures of the last iteration; `complete` says whether it came to the end."""
        counts = self._counts
        return Delivery(
            record=self._check.record.name,
            delivered=counts.delivered,
            accepted=counts.accepted,
            rejected=counts.rejected,
            asked=counts.asked,
            complete=counts.complete,
            sha256=self._facts.sha256,
            size=self._facts.stamp.size,
            format=self._facts.format,
            encoding=self._facts.encoding,
            delimiter=self._delimiter,
            columns=tuple(self._header),
        )

    def _rows(self) -> Iterator[RawRow]:
        with self._facts.path.open("rb") as file:
            self._refuse_change(stamp_of(file) == self._facts.stamp)
            if self._facts.format == "parquet":
                yield from read_parquet_rows(
                    self._facts.path,
                    register_numbers=_columns_of_type(self._check.record, "insz"),
                    limits=self._limits,
                )
            else:
                lines = read_lines(file)
                next(lines)
                yield from read_rows(
                    lines,
                    delimiter=self._delimiter,
                    width=self._check.width,
                    limits=self._limits,
                )
            self._refuse_change(stamp_of(file) == self._facts.stamp)

    def _refuse_change(self, is_unchanged: bool) -> None:  # noqa: FBT001 -- reads as a condition at both calls
        if not is_unchanged:
            raise DeliveryRefused("changed")


def read_delivery(
    path: Path,
    *,
    columns_agreed: Iterable[str],
    record: Record = RECORDS["births"],
    municipalities: Collection[str] | None = None,
    received_on: date | None = None,
    limits: Limits = LIMITS,
) -> DeliveryReading:
    """Return the delivery at `path`, ready to be iterated row by row.

    The whole file has passed by once when this returns: what refuses a file has refused it. Reading
    takes bounded memory, whatever the size of the file.

    Args:
        path: A CSV file (semicolon or comma; UTF-8, Windows-1252 or Latin-1) or a Parquet file.
        columns_agreed: The columns that the agreement lists. Others refuse the file.
        record: What is delivered.
        municipalities: Codes of today that the agreement covers; rows of others are rejected.
        received_on: The day of delivery; events after it are rejected. Without it, none is.
        limits: How large the file, its lines and its cells may be.

    Raises:
        DeliveryRefused: The file or the agreement cannot be used; its `code` says why.
    """
    if not record.supported:
        raise DeliveryRefused(
            "record-unsupported",
            found=record.name,
            expected=", ".join(name for name, known in RECORDS.items() if known.supported),
        )
    agreed = frozenset(columns_agreed)
    check_agreement(sorted(agreed), record=record)
    facts = inspect_file(path, limits=limits)
    header, delimiter = _header_of(facts, record=record, limits=limits)
    check_header(header, agreed=agreed, record=record)
    check = prepare_check(
        header,
        record=record,
        received_on=received_on,
        municipalities=municipalities,
        limits=limits,
    )
    return DeliveryReading(facts, header=header, delimiter=delimiter, check=check, limits=limits)


def _header_of(facts: FileFacts, *, record: Record, limits: Limits) -> tuple[list[str], str]:
    if facts.format == "parquet":
        return parquet_header(facts.path, limits=limits), ""
    with facts.path.open("rb") as file:
        first = next(read_lines(file))
    delimiter = find_delimiter(first, record.columns)
    return header_names(first, delimiter=delimiter), delimiter


def _columns_of_type(record: Record, type_name: str) -> frozenset[str]:
    return frozenset(column.name for column in record.columns.values() if column.type == type_name)
