"""A row in two halves: rule columns for the snapshot, and who it is about, to be encrypted.

A line of a snapshot also holds the digest of its row in the database, so that a change of either
is found and the row named.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from klik.domains.registers.models import DeliveredRow
from klik.ground.canonical import canonical, digest_of
from klik.ground.deliveries import Cell
from klik.packages.records import Record

# Texts that say nothing about who it is; any other text, number or account does.
_RULE_TEXTS: Final = frozenset({"run_id", "sociale_toeslag_month", "payer"})
_NAMING_TYPES: Final = frozenset({"insz", "iban", "kbo"})
_RUN: Final = "run_id"


def is_rule_column(record: Record, name: str) -> bool:
    """Return whether a column goes into the snapshot: rules use it and it names nobody."""
    kind = record.columns[name].type
    return name in _RULE_TEXTS if kind == "text" else kind not in _NAMING_TYPES


def identity_of(record: Record, values: Mapping[str, Cell]) -> bytes:
    """Return the half of a row that names people, to be encrypted."""
    return canonical(
        {
            name: _plain(value)
            for name, value in values.items()
            if value is not None and not is_rule_column(record, name)
        }
    )


def content_of(values: Mapping[str, Cell]) -> str:
    """Return all that a row says but the run it came with, as one text to be hashed."""
    said = {name: _plain(value) for name, value in values.items() if name != _RUN}
    return f"row:{canonical(said).decode()}"


def snapshot_line(record: Record, row: DeliveredRow, values: Mapping[str, Cell]) -> bytes:
    """Return the line of a snapshot for a row with its keys loaded: canonical JSON, a line end."""
    known = {
        name: _plain(value)
        for name, value in values.items()
        if value is not None and is_rule_column(record, name)
    }
    said = {"line": row.line, "row": row_digest(row), "token": str(row.token), "values": known}
    return canonical(said) + b"\n"


def row_digest(row: DeliveredRow) -> str:
    """Return the SHA-256 of all that the database says about a row, in hexadecimal."""
    keys = sorted((one.place, bytes(one.key).hex(), one.is_temporary) for one in row.keys.all())
    return digest_of(
        [
            "klik delivered row, form 1",
            str(row.token),
            str(row.delivery_id),
            row.line,
            row.event,
            row.delivered_nis,
            bytes(row.content).hex(),
            row.questions,
            hashlib.sha256(bytes(row.sealed)).hexdigest(),
            keys,
        ]
    ).hex()


def read_lines(pieces: Iterator[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the lines of a snapshot from the pieces of its file."""
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield json.loads(line)


def values_of(
    record: Record, rules: Mapping[str, Any], identity: bytes
) -> tuple[dict[str, Cell], str]:
    """Return both halves of a row together, typed, and the municipality of today.

    Every column of the record stands in it; None where unknown.
    """
    values: dict[str, Cell] = dict.fromkeys(record.columns)
    for name, value in {**rules, **json.loads(identity)}.items():
        is_day = record.columns[name].type == "date"
        values[name] = date.fromisoformat(value) if is_day else value
    return values, str(values["municipality_nis"])


def token_of(line: Mapping[str, Any]) -> UUID:
    """Return the token in a line of a snapshot."""
    return UUID(line["token"])


def _plain(value: Cell) -> str | int | bool | None:
    return value.isoformat() if isinstance(value, date) else value
