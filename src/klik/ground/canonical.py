"""One way to write plain values down, so that equal values give equal digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence


def canonical(value: object) -> bytes:
    """Return `value` as JSON in UTF-8: keys sorted, no blanks.

    Args:
        value: Texts, whole numbers, truth values, None, and lists or mappings of those. A date or
            an amount is handed over as the text or the cents that it is stored as.

    Raises:
        TypeError: It holds anything else; a float is refused, for it has no one way to be written.
    """
    _require_plain(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(value: object) -> bytes:
    """Return the SHA-256 of `canonical(value)`."""
    return hashlib.sha256(canonical(value)).digest()


def _require_plain(value: object) -> None:
    if value is None or isinstance(value, str | int):
        return
    if isinstance(value, Mapping):
        for key, below in value.items():
            if not isinstance(key, str):
                raise TypeError(f"A key is a text, not {key!r}.")
            _require_plain(below)
    elif isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        for below in value:
            _require_plain(below)
    else:
        raise TypeError(f"{type(value).__name__} has no one way to be written down.")
