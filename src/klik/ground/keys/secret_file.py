"""Files that nobody else may read, such as the key that signs sessions."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def make_secret_file(file: Path) -> bool:
    """Write a random text of 384 bits unless the file is there; return whether it was made."""
    if file.exists():
        return False
    write_secret_file(file, secrets.token_urlsafe(48) + "\n")
    return True


def write_secret_file(file: Path, content: str) -> None:
    """Write whole or not at all, readable by nobody else at any instant."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    beside.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # a rotation is lost with its keys unless the new name is on disk too
    finally:
        os.close(folder)
