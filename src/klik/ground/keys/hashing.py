"""Keyed hashes: equal for equal texts in this installation, nothing to who lacks the key."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Callable
from typing import Final

from klik.ground.keys.models import HashKey
from klik.ground.keys.sealing import DataKeyMissing
from klik.ground.keys.wrapping import Wrapped, master_keys
from klik.ground.tenancy import remembered

HASH_KEY_PURPOSE: Final = "hash key"


def keyed_hash(text: str) -> bytes:
    """Return 32 bytes that stand for `text`: HMAC-SHA-256 over its NFC form in UTF-8.

    Begin the text with what it is, such as `insz:`, so that equal digits of two kinds differ.

    Raises:
        DataKeyMissing: This installation has no hash key yet.
        MasterKeyMissing, KeyDamaged: The hash key cannot be opened.
    """
    return hasher()(text)


def hasher() -> Callable[[str], bytes]:
    """Return `keyed_hash` with its key in memory, for work that no transaction waits for.

    Raises:
        DataKeyMissing: This installation has no hash key yet.
        MasterKeyMissing, KeyDamaged: The hash key cannot be opened.
    """
    key = remembered(HASH_KEY_PURPOSE, _hash_key)
    return lambda text: _hash(key, text)  # no partial: that would show the key in a traceback


def _hash(key: bytes, text: str) -> bytes:
    return hmac.new(key, unicodedata.normalize("NFC", text).encode(), hashlib.sha256).digest()


def _hash_key() -> bytes:
    found = HashKey.objects.first()
    if found is None:
        raise DataKeyMissing("This installation has no hash key yet: run klik setup.")
    wrapped = Wrapped(found.master_id, bytes(found.wrapped))
    return master_keys.service().unwrap(wrapped, purpose=HASH_KEY_PURPOSE)
