"""One row: every cell against its column, then what the cells say together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from klik.ground.deliveries.cells import CellRefused, Parse, explain, masked_cell, parser_of
from klik.ground.deliveries.limits import Limits
from klik.ground.deliveries.outcomes import Accepted, Cell, Question, Rejected
from klik.ground.deliveries.separated import RawRow
from klik.ground.deliveries.texts import question_of, reason_of
from klik.ground.identifiers.refusal import IdentifierRefused
from klik.packages.records import Column, Record

WITHDRAWAL = "INTREKKING"
_MUNICIPALITY = "municipality_nis"


class _Reading(NamedTuple):
    """How one column of the file is read."""

    name: str
    cell: int
    parse: Parse
    column: Column


@dataclass(frozen=True, slots=True)
class RowCheck:
    """Everything that is the same for each row of one file.

    Attributes:
        record: The published record.
        width: How many cells a row must have.
        readings: One per column of the file.
        unknown: Every column of the record, unknown; a row is filled in over it.
        present: The columns of the file.
        municipality_index: Where the municipality stands in a row.
        municipalities: The codes of today that the agreement covers; None for all.
    """

    record: Record
    width: int
    readings: tuple[_Reading, ...]
    unknown: dict[str, Cell]
    present: frozenset[str]
    municipality_index: int
    municipalities: frozenset[str] | None


def prepare_check(
    header: Sequence[str],
    *,
    record: Record,
    received_on: date | None,
    municipalities: Collection[str] | None,
    limits: Limits,
) -> RowCheck:
    """Return the check of the rows behind `header`, a header that check_header let through."""
    return RowCheck(
        record=record,
        width=len(header),
        readings=tuple(
            _Reading(
                name,
                index,
                parser_of(record.columns[name], received_on=received_on, limits=limits),
                record.columns[name],
            )
            for index, name in enumerate(header)
        ),
        unknown=dict.fromkeys(record.columns),
        present=frozenset(header),
        municipality_index=list(header).index(_MUNICIPALITY),
        municipalities=None if municipalities is None else frozenset(municipalities),
    )


def check_row(check: RowCheck, row: RawRow) -> Accepted | Rejected:
    """Return the row, typed and with its questions, or why it cannot be used.

    The first offending column is named, in the order of the file.
    """
    cells = row.cells
    if cells is None:
        return reject_row(row.line, row.fault)
    if len(cells) != check.width:
        return reject_row(row.line, "cell-count", found=len(cells), expected=check.width)
    values = check.unknown.copy()
    for name, place, parse, column in check.readings:
        cell = cells[place].strip()
        try:
            values[name] = parse(cell) if cell else _parse_empty(column)
        except (CellRefused, IdentifierRefused) as refusal:
            return _reject_cell(row.line, column, cell, refusal)
    current_nis = str(values[_MUNICIPALITY])
    delivered_nis = cells[check.municipality_index].strip()
    if check.municipalities is not None and current_nis not in check.municipalities:
        return reject_row(
            row.line,
            "municipality-not-agreed",
            column=_MUNICIPALITY,
            masked=masked_cell(
                check.record.columns[_MUNICIPALITY], delivered_nis, code="municipality-not-agreed"
            ),
        )
    return Accepted(
        row.line,
        values,
        current_nis,
        delivered_nis,
        _questions(values, check),
    )


def reject_row(
    line: int, code: str, *, column: str = "", masked: str = "", **details: object
) -> Rejected:
    """Return the rejection of a row for `code`; `details` fill its texts."""
    reason, remedy = reason_of(code, column=column, **details)
    return Rejected(line, column, code, masked, reason, remedy)


def _parse_empty(column: Column) -> Cell:
    if column.filled:
        raise CellRefused("value-missing")
    return None


def _reject_cell(
    line: int, column: Column, cell: str, refusal: CellRefused | IdentifierRefused
) -> Rejected:
    code, reason, remedy = explain(refusal, column)
    return Rejected(line, column.name, code, masked_cell(column, cell, code=code), reason, remedy)


def _questions(values: dict[str, Cell], check: RowCheck) -> tuple[Question, ...]:
    questions: tuple[Question, ...] = ()
    keys = check.record.keys
    if all(values[key] is None for key in keys):
        questions += (question_of("key-missing", keys[0]),)
    # Nothing is paid on a withdrawal; and an account that was never agreed cannot be missing.
    if values.get("event") == WITHDRAWAL or "iban" not in check.present:
        return questions
    if values["iban"] is None:
        questions += (question_of("account-missing", "iban"),)
    elif _is_of_someone_else(values):
        questions += (question_of("account-holder-differs", "account_holder"),)
    return questions


def _is_of_someone_else(values: dict[str, Cell]) -> bool:
    holder = values["account_holder"]
    names = [name for name in (values["beneficiary1_name"], values["beneficiary2_name"]) if name]
    if holder is None or not names or holder in names:
        return False
    held_by = _words(holder)
    # Banks shorten names and turn them around: `PEETERS-JANSSENS A` is not worth a question.
    return not any(held_by <= _words(name) or _words(name) <= held_by for name in names)


def _words(name: Cell) -> frozenset[str]:
    return frozenset(str(name).casefold().split())
