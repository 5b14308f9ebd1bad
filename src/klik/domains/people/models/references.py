"""How audit lines name a person: a kind, and her key in 26 letters and digits."""

from __future__ import annotations

import base64
from uuid import UUID


def reference_of(prefix: str, key: UUID) -> str:
    """Return `prefix` with a key, such as `staff:` and 26 letters and digits."""
    return prefix + base64.b32encode(key.bytes).decode().rstrip("=").lower()


def key_in(reference: str, prefix: str) -> UUID | None:
    """Return the key in a reference of `reference_of`; None where it holds none."""
    kind, found, letters = reference.upper().rpartition(prefix.upper())
    if kind or not found:
        return None
    try:
        return UUID(bytes=base64.b32decode(letters + "=" * (-len(letters) % 8)))
    except ValueError:
        return None
