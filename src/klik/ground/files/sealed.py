"""One sealed file: a head that holds its key and its digest, then its content in chunks.

Each chunk is encrypted under the number of the chunk and whether it is the last (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). So a chunk that is left out, added,
cut off or put elsewhere does not open. The key of a file is random and used for that file only.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from klik.ground.files.refusals import FileDamaged
from klik.ground.keys.wrapping import new_key

CHUNK_BYTES: Final = 1 << 18
_MARK: Final = b"KLIKFILE\x01"  # what it is, and the form of what follows
_HEAD: Final = struct.Struct(">9sH")  # the mark, and how long the wrapped key is
_DIGEST_BYTES: Final = 32
_WRAPPED_BYTES: Final = 97  # what ground.keys.sealing makes of a key and a digest
_TAG_BYTES: Final = 16
_NONCE: Final = struct.Struct(">QI")  # the number of the chunk, and 1 for the last

Wrap = Callable[[bytes], bytes]


class SealedWriter:
    """Seals content into an open file; `finish` writes the head, without which nothing opens."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._key = new_key()
        self._cipher = AESGCM(self._key)
        self._digest = hashlib.sha256()
        self._waiting = bytearray()
        self._chunks = 0
        self.size = 0
        file.seek(_HEAD.size + _WRAPPED_BYTES)

    def write(self, piece: bytes) -> None:
        """Add a piece of content, of any length."""
        self._digest.update(piece)
        self.size += len(piece)
        self._waiting += piece
        # The last chunk is marked, so one that is full waits until it is known not to be the last.
        while len(self._waiting) > CHUNK_BYTES:
            self._seal(bytes(self._waiting[:CHUNK_BYTES]), is_last=False)
            del self._waiting[:CHUNK_BYTES]

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the content so far, in hexadecimal."""
        return self._digest.hexdigest()

    def finish(self, wrap: Wrap) -> None:
        """Write the last chunk and the head, of which `wrap` encrypts what it holds."""
        self._seal(bytes(self._waiting), is_last=True)
        wrapped = wrap(self._key + self._digest.digest())
        if len(wrapped) != _WRAPPED_BYTES:
            raise ValueError(f"A wrapped key has {_WRAPPED_BYTES} bytes, not {len(wrapped)}.")
        self._file.seek(0)
        self._file.write(_HEAD.pack(_MARK, len(wrapped)) + wrapped)

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        self._file.write(self._cipher.encrypt(_NONCE.pack(self._chunks, is_last), chunk, None))
        self._chunks += 1


def read_sealed(file: BinaryIO, *, size: int, unwrap: Wrap, digest: str) -> Iterator[bytes]:
    """Yield the content of a sealed file, piece by piece.

    Each piece is what was written at that place. That nothing is missing is known at the end only:
    use a piece for what can be undone.

    Args:
        file: Open at its beginning.
        size: Its length in bytes.
        unwrap: Opens what the head holds, or raises FileDamaged.
        digest: The SHA-256 that the content must have, in hexadecimal.

    Raises:
        FileDamaged: A byte was changed, or the file was cut short or made longer.
    """
    key, expected = _read_head(file, unwrap)
    cipher, found, number = AESGCM(key), hashlib.sha256(), 0
    left = size - _HEAD.size - _WRAPPED_BYTES
    while left > 0:
        sealed = file.read(min(left, CHUNK_BYTES + _TAG_BYTES))
        left -= len(sealed) or left  # shorter than it says: what is missing does not come
        piece = _opened(cipher, sealed, number=number, is_last=left == 0)
        found.update(piece)
        number += 1
        yield piece
    if number == 0 or not found.hexdigest() == expected.hex() == digest:
        raise FileDamaged


def rewrap_head(descriptor: int, anew: Callable[[bytes], bytes | None]) -> bool:
    """Write the wrapped key of a sealed file anew, in place; return whether it was.

    Args:
        descriptor: An open file.
        anew: Returns the key wrapped anew; None to leave it.
    """
    head = os.pread(descriptor, _HEAD.size + _WRAPPED_BYTES, 0)
    if len(head) != _HEAD.size + _WRAPPED_BYTES or head[: len(_MARK)] != _MARK:
        return False
    wrapped = anew(head[_HEAD.size :])
    if wrapped is None or len(wrapped) != _WRAPPED_BYTES:
        return False
    os.pwrite(descriptor, wrapped, _HEAD.size)  # one write within one sector
    return True


def digest_in_head(file: BinaryIO, unwrap: Wrap) -> str:
    """Return the SHA-256 of the content as the head of a file says it.

    Raises:
        FileDamaged: The head was changed.
    """
    return _read_head(file, unwrap)[1].hex()


def _read_head(file: BinaryIO, unwrap: Wrap) -> tuple[bytes, bytes]:
    head = file.read(_HEAD.size)
    if len(head) != _HEAD.size or _HEAD.unpack(head) != (_MARK, _WRAPPED_BYTES):
        raise FileDamaged
    opened = unwrap(file.read(_WRAPPED_BYTES))
    return opened[:-_DIGEST_BYTES], opened[-_DIGEST_BYTES:]


def _opened(cipher: AESGCM, sealed: bytes, *, number: int, is_last: bool) -> bytes:
    try:
        return cipher.decrypt(_NONCE.pack(number, is_last), sealed, None)
    except (InvalidTag, ValueError):
        raise FileDamaged from None
