"""What the store of files refuses."""

from __future__ import annotations

from klik.ground.refusals import Refusal


class FileMissing(Refusal):
    """No file with this content stands in the store of the municipality."""

    status = 404
    reason = "This file is not there: it was removed, or the disk is not the one it was stored on."


class FileDamaged(Refusal):
    """A stored file is not what was stored."""

    status = 500
    reason = "This file was changed or cut short on disk; put it back from a backup."


class FileTooLarge(Refusal):
    """More content was given than may be stored."""

    status = 413

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(f"The file has more than {limit_bytes:,} bytes, the most that is taken.")
