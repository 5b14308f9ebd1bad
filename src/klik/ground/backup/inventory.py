"""What a backup holds, counted: the same on the machine that made it and on the one restored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Ask = Callable[[str], Sequence[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is there.

    Attributes:
        rows: Rows per table.
        chain_heads: Per municipality where its chain of the audit ends: length and digest.
        files: How many stored files.
        file_bytes: How long they are together, as they stand on disk.
        file_digest: SHA-256 over the list of their digests, lengths and names.
    """

    rows: Mapping[str, int]
    chain_heads: Mapping[str, tuple[int, str]]
    files: int = 0
    file_bytes: int = 0
    file_digest: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as an archive and `--json` hold it."""
        return {
            "rows": dict(self.rows),
            "chain_heads": {nis: list(head) for nis, head in self.chain_heads.items()},
            "files": {
                "count": self.files,
                "bytes": self.file_bytes,
                "sha256": self.file_digest,
            },
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Inventory:
        """Return what `as_json` wrote.

        Raises:
            KeyError, TypeError, ValueError: It has another form.
        """
        heads = {nis: (int(length), str(digest)) for nis, (length, digest) in _pairs(found)}
        files = found["files"]
        rows = {str(table): int(count) for table, count in found["rows"].items()}
        return cls(rows, heads, int(files["count"]), int(files["bytes"]), str(files["sha256"]))

    def differences(self, other: Inventory) -> list[str]:
        """Return in words where `other` differs from this one; empty where nothing does."""
        told = [
            f"{table}: {self.rows.get(table, 0)} rows, and there are {other.rows.get(table, 0)}"
            for table in sorted({*self.rows, *other.rows})
            if self.rows.get(table) != other.rows.get(table)
        ]
        told += [
            f"the chain of {nis} ends elsewhere"
            for nis in sorted({*self.chain_heads, *other.chain_heads})
            if self.chain_heads.get(nis) != other.chain_heads.get(nis)
        ]
        if (self.files, self.file_digest) != (other.files, other.file_digest):
            told.append(f"{self.files} files, and there are {other.files}, or one differs")
        return told


def counted(ask: Ask, *, tables: str, chain_heads: str, quote: Callable[[str], str]) -> Inventory:
    """Return what a database holds, without its files.

    Args:
        ask: Runs a query in one snapshot.
        tables: A query for the names of the tables.
        chain_heads: A query for municipality, length and digest of the end of each chain.
        quote: Quotes the name of a table.
    """
    names = sorted(str(row[0]) for row in ask(tables))
    count = "SELECT count(*) FROM "
    rows = {name: int(ask(count + quote(name))[0][0]) for name in names}
    heads = {
        str(nis): (int(length), bytes(digest).hex()) for nis, length, digest in ask(chain_heads)
    }
    return Inventory(rows, dict(sorted(heads.items())))


def _pairs(found: Mapping[str, Any]) -> Any:
    return found["chain_heads"].items()
