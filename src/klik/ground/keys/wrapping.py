"""What keeps the master key: a port, so that a file and a key service serve alike."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from klik.ground.ports import Port
from klik.ground.refusals import Refusal

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12


class MasterKeyMissing(Refusal):
    """The master key that wrapped a key is not there."""

    status = 503


class KeyDamaged(Refusal):
    """A wrapped key cannot be opened, though its master key is there."""

    status = 503


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A key under a master key: safe to store.

    Attributes:
        master_id: Names the master key, without telling anything about it.
        sealed: The key, encrypted.
    """

    master_id: str
    sealed: bytes


class MasterKeys(Protocol):
    """Where the master key is: a file, or a key service that never shows it."""

    def wrap(self, key: bytes, *, purpose: str) -> Wrapped:
        """Return `key` under the current master key, bound to `purpose`.

        Raises:
            MasterKeyMissing: There is no master key.
        """

    def unwrap(self, wrapped: Wrapped, *, purpose: str) -> bytes:
        """Return the key in `wrapped`.

        Raises:
            MasterKeyMissing: Its master key is not there.
            KeyDamaged: It does not open, or belongs to another purpose.
        """

    def begin_rotation(self) -> None:
        """Make a new master key the current one; earlier ones go on unwrapping."""

    def finish_rotation(self) -> None:
        """Forget every master key but the current one."""


master_keys: Port[MasterKeys] = Port("klik.ground.keys.wrapping.master_keys")


def new_key() -> bytes:
    """Return a new random key of 256 bits."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, plaintext: bytes, *, bound_to: str) -> bytes:
    """Return a nonce and `plaintext` encrypted with AES-256-GCM, bound to a text.

    Source: NIST SP 800-38D; a random nonce of 96 bits serves up to 2**32 texts per key.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, bound_to.encode())


def unseal(key: bytes, sealed: bytes, *, bound_to: str) -> bytes | None:
    """Return what `seal` was given; None where key, text or a single bit differs."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to.encode())
    except (InvalidTag, ValueError):  # ValueError: too short to hold a nonce and a tag
        return None
