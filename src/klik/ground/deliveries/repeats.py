"""Two rows for one child within one delivery: the first counts, whatever the size of the file."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from types import TracebackType
from typing import Self

from klik.ground.deliveries.checking import reject_row
from klik.ground.deliveries.outcomes import Accepted, Cell, Rejected

_NEW = "NIEUW"
_DIGEST_BYTES = 16
_CACHE_KIBIBYTES = 64 * 1024


class Repeats:
    """What was seen so far in one delivery.

    Only keyed digests are kept, with a key that is forgotten afterwards: the number of a child
    cannot be guessed back from them. SQLite spills to a temporary file of its own beyond 64 MiB.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = keys
        self._secret = secrets.token_bytes(32)
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute("PRAGMA journal_mode = OFF")
        self._seen.execute("PRAGMA synchronous = OFF")
        self._seen.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
        self._seen.execute(
            "CREATE TABLE seen (subject BLOB PRIMARY KEY, row BLOB NOT NULL, line INTEGER NOT NULL)"
            " WITHOUT ROWID"
        )
        self._seen.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._seen.close()

    def admit(self, row: Accepted, cells: Sequence[str]) -> Accepted | Rejected:
        """Return `row`, or its rejection when an earlier row is about the same child.

        A row equal to an earlier one is a duplicate, whatever its event. Two different rows are a
        contradiction when both are new; a correction is meant to differ.
        """
        content = self._digest("\x1f".join(cells))
        subjects = self._subjects(row.values)
        for subject in subjects:
            earlier = self._seen.execute(
                "SELECT row, line FROM seen WHERE subject = ?", (subject,)
            ).fetchone()
            if earlier is None:
                continue
            if earlier[0] == content:
                return reject_row(row.line, "duplicate", first=earlier[1])
            if row.values["event"] == _NEW:
                return reject_row(row.line, "contradiction", first=earlier[1])
        for subject in subjects:
            self._seen.execute(
                "INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (subject, content, row.line)
            )
        return row

    def _subjects(self, values: Mapping[str, Cell]) -> list[bytes]:
        event = values["event"]
        return [
            self._digest(f"{event}\x1f{key}\x1f{values[key]}")
            for key in self._keys
            if values[key] is not None
        ]

    def _digest(self, text: str) -> bytes:
        return blake2b(
            text.encode("utf-8", "surrogatepass"), key=self._secret, digest_size=_DIGEST_BYTES
        ).digest()
