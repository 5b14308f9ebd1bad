"""Files of a municipality: named by their content, sealed on disk, found when a byte changed.

The same content is one file. Nothing on disk says what a file holds or which two municipalities
hold the same: its name is a keyed hash, its content is encrypted under a key of its own.
"""

from klik.ground.files.needs import is_needed, register_need
from klik.ground.files.plain import written_in_plain
from klik.ground.files.refusals import FileDamaged, FileMissing, FileTooLarge
from klik.ground.files.store import (
    Sealer,
    StoredFile,
    is_there,
    plain_copy,
    read_bytes,
    remove,
    sealer_for,
    store_bytes,
    store_stream,
    stored_digests,
    sweep_leftovers,
    verify,
)

__all__ = [
    "FileDamaged",
    "FileMissing",
    "FileTooLarge",
    "Sealer",
    "StoredFile",
    "is_needed",
    "is_there",
    "plain_copy",
    "read_bytes",
    "register_need",
    "remove",
    "sealer_for",
    "store_bytes",
    "store_stream",
    "stored_digests",
    "sweep_leftovers",
    "verify",
    "written_in_plain",
]
