"""Which rows are about one subject: those that share a key, through every change of number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from klik.ground.deliveries import Cell
from klik.packages.records import Record

NEW: Final = "NIEUW"
WITHDRAWN: Final = "INTREKKING"
_PLACES_OF_A_LINE: Final = 32
_LAST_PLAIN_MONTH: Final = 12


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a subject.

    Attributes:
        place: Of its column among the keys of the record; the first is the strongest.
        hash: Its keyed hash.
        is_temporary: Whether it is a bis number, which a register number replaces.
    """

    place: int
    hash: bytes
    is_temporary: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about an accepted row without decrypting it.

    Attributes:
        token: Names the row.
        position: Where it stands among all rows of its agreement.
        delivery_id: Whose row it is.
        event: NIEUW, CORRECTIE or INTREKKING.
        content: Keyed hash of all that it says.
        keys: Of its subject; empty where it has none.
    """

    token: UUID
    position: int
    delivery_id: UUID
    event: str
    content: bytes
    keys: tuple[Key, ...]

    @property
    def hashes(self) -> frozenset[bytes]:
        """Return the keyed hashes of its keys."""
        return frozenset(key.hash for key in self.keys)

    @property
    def line(self) -> int:
        """Return the line of its delivery where it starts."""
        return self.position & ((1 << _PLACES_OF_A_LINE) - 1)


class Subjects:
    """Rows gathered by subject, in the order of their position."""

    def __init__(self, latest: dict[bytes, bytes]) -> None:
        """Begin without a row; `latest` gives the newest number for each that was replaced."""
        self._latest = latest
        self._of_key: dict[bytes, list[Known]] = {}
        self._alone: list[list[Known]] = []

    def of(self, hashes: Iterable[bytes]) -> list[list[Known]]:
        """Return the subjects that have one of these keys; mostly one or none."""
        found = {id(group): group for one in hashes if (group := self._of_key.get(self.now(one)))}
        return list(found.values())

    def add(self, row: Known) -> None:
        """Add a row; what it has in common with two subjects makes them one."""
        if not row.keys:
            self._alone.append([row])
            return
        groups = self.of(row.hashes)
        merged = sorted([*(one for group in groups for one in group), row], key=_position_of)
        for hashed in {key.hash for one in merged for key in one.keys}:
            self._of_key[self.now(hashed)] = merged

    def all(self) -> list[list[Known]]:
        """Return every subject; a row without a key is one by itself."""
        return [*{id(group): group for group in self._of_key.values()}.values(), *self._alone]

    def now(self, hashed: bytes) -> bytes:
        """Return the newest number of whoever has this one; itself where it was never replaced."""
        return self._latest.get(hashed, hashed)

    def replace(self, old: bytes, new: bytes) -> None:
        """Let `old` stand for `new` from the next row on."""
        newest = self.now(new)
        for earlier, now in list(self._latest.items()):
            if now == old:
                self._latest[earlier] = newest
        self._latest[old] = newest


def effective_row(rows: list[Known]) -> Known:
    """Return the row of one subject that counts: the latest correction or withdrawal, if any.

    A first message that comes in after its correction, for files may arrive in any order, changes
    nothing. One that comes in after a withdrawal of an earlier first message begins anew.
    """
    counting, had_new = rows[0], rows[0].event == NEW
    for row in rows[1:]:
        begins_anew = had_new and counting.event == WITHDRAWN
        if row.event != NEW or begins_anew:
            counting = row
        had_new = had_new or row.event == NEW
    return counting


def subject_of_rows(rows: list[Known], latest: Mapping[bytes, bytes]) -> bytes | None:
    """Return the keyed hash that names a subject: its strongest key, of the latest row with it."""
    keys = [(key.place, -row.position, key.hash) for row in rows for key in row.keys]
    if not keys:
        return None
    strongest = min(keys)[2]
    return latest.get(strongest, strongest)


def keys_of(
    record: Record, values: Mapping[str, Cell], hash_text: Callable[[str], bytes]
) -> tuple[Key, ...]:
    """Return the keys of the subject of a row, as other domains hash them: `insz:` and digits."""
    found = []
    for place, name in enumerate(record.keys):
        value = values[name]
        if value is None:
            continue
        column = record.columns[name]
        kind = column.type if column.type in {"insz", "kbo"} else name
        is_temporary = column.type == "insz" and is_bis_number(str(value))
        found.append(Key(place, hash_text(f"{kind}:{value}"), is_temporary))
    return tuple(found)


def is_bis_number(digits: str) -> bool:
    """Return whether 11 digits are a bis number, which adds 20 or 40 to the month."""
    return int(digits[2:4]) > _LAST_PLAIN_MONTH


def position_of(delivery_number: int, line: int) -> int:
    """Return where a row stands among all rows of an agreement, as one number."""
    return delivery_number << _PLACES_OF_A_LINE | line


def _position_of(row: Known) -> int:
    return row.position
