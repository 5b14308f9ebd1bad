"""A first look at a delivered file: may it be read at all, and how.

The whole file passes by once, in pieces, before any row is used: what refuses a whole file does so
before a row of it was stored.
"""

from __future__ import annotations

import codecs
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from klik.ground.deliveries.limits import Limits
from klik.ground.deliveries.refused import DeliveryRefused, written

PIECE_BYTES = 1 << 18
_HEAD_BYTES = 4096

# The first bytes by which a file shows what it is: RFC 4880, APPNOTE 4.3.7 and the like.
_PACKED = (
    (b"PK\x03\x04", "zip, xlsx, ods"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"%PDF", "pdf"),
)
_ENCRYPTED = (
    (b"-----BEGIN PGP", "PGP"),
    (b"-----BEGIN PKCS7", "PKCS 7"),
    (b"-----BEGIN AGE", "age"),
    (b"age-encryption.org", "age"),
    (b"Salted__", "openssl"),
    (b"PARE", "Parquet"),
)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_PARQUET = b"PAR1"

# Control characters that no text needs. One within a cell rejects its row; many are no text at all.
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r\x0c")) + b"\x7f"
_MOST_CONTROLS_IN_A_HUNDRED = 2
_FEW_CONTROLS = 64
# Unused in Latin-1; Windows puts its quotation marks and the euro sign there.
_WINDOWS_SIGNS = bytes(range(0x80, 0xA0))


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes when someone writes to a file."""

    size: int
    changed_at_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the first look found.

    Attributes:
        path: Where the file is.
        stamp: To see that nobody wrote to it since.
        sha256: Digest of the whole file, 64 hexadecimal digits.
        format: `csv` or `parquet`.
        encoding: `utf-8`, `latin-1` or `windows-1252`; a later line may still be in another one.
    """

    path: Path
    stamp: Stamp
    sha256: str
    format: str
    encoding: str


@dataclass(slots=True)
class _Passing:
    """What is remembered between two pieces of the file."""

    limits: Limits
    decoder: codecs.IncrementalDecoder
    is_utf8: bool = True
    has_windows_signs: bool = False
    lines: int = 0
    line_bytes: int = 0

    def take(self, piece: bytes) -> None:
        """Look at the next piece.

        Raises:
            DeliveryRefused: `not-text`, `line-too-long` or `too-many-rows`.
        """
        controls = len(piece) - len(piece.translate(None, _CONTROLS))
        is_littered = controls * 100 > len(piece) * _MOST_CONTROLS_IN_A_HUNDRED
        if is_littered and controls > _FEW_CONTROLS:
            raise DeliveryRefused("not-text")
        self._measure_lines(piece)
        if self.is_utf8:
            self._try_utf8(piece)
        if not piece.isascii():
            self.has_windows_signs |= len(piece.translate(None, _WINDOWS_SIGNS)) < len(piece)

    def encoding(self) -> str:
        """Return how most of the text is written; called after the last piece."""
        if self.is_utf8:
            self._try_utf8(b"", final=True)
        if self.is_utf8:
            return "utf-8"
        return "windows-1252" if self.has_windows_signs else "latin-1"

    def _measure_lines(self, piece: bytes) -> None:
        for line in piece.splitlines(keepends=True):
            self.line_bytes += len(line)
            if self.line_bytes > self.limits.line_bytes:
                raise DeliveryRefused(
                    "line-too-long", line=self.lines + 1, allowed=self.limits.line_bytes
                )
            if line.endswith((b"\n", b"\r")):
                self.lines += 1
                self.line_bytes = 0
        # A header comes before the rows; \r\n cut in two by a piece counts twice: harmless.
        if self.lines > self.limits.rows + 1:
            raise DeliveryRefused("too-many-rows", allowed=written(self.limits.rows))

    def _try_utf8(self, piece: bytes, *, final: bool = False) -> None:
        try:
            self.decoder.decode(piece, final)
        except UnicodeDecodeError:
            self.is_utf8 = False


def inspect_file(path: Path, *, limits: Limits) -> FileFacts:
    """Look through the whole file at `path` and return what it is.

    Raises:
        DeliveryRefused: It is not a file, empty, too large, packed, encrypted or not text.
    """
    # Asked before opening: a named pipe would wait for someone to write into it.
    if not path.is_file():
        raise DeliveryRefused("not-a-file")
    try:
        with path.open("rb") as file:
            stamp = stamp_of(file)
            _refuse_by_size(stamp, limits)
            head = file.read(_HEAD_BYTES)
            _refuse_by_head(head)
            file.seek(0)
            if head.startswith(_PARQUET):
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                return FileFacts(path, stamp, digest, "parquet", "utf-8")
            digest, encoding = _pass_through(file, limits)
    except OSError as cause:
        raise DeliveryRefused("not-a-file") from cause
    return FileFacts(path, stamp, digest, "csv", encoding)


def stamp_of(file: IO[bytes]) -> Stamp:
    """Return the stamp of an open file."""
    status = os.fstat(file.fileno())
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


def _refuse_by_size(stamp: Stamp, limits: Limits) -> None:
    if stamp.size == 0:
        raise DeliveryRefused("empty")
    if stamp.size > limits.file_bytes:
        raise DeliveryRefused(
            "too-large", found=written(stamp.size), allowed=written(limits.file_bytes)
        )


def _refuse_by_head(head: bytes) -> None:
    for code, signs in (("packed", _PACKED), ("encrypted", _ENCRYPTED)):
        for sign, found in signs:
            if head.startswith(sign):
                raise DeliveryRefused(code, found=found)
    if head.startswith(_WIDE):
        raise DeliveryRefused("wide-text")
    if not head.startswith(_PARQUET) and b"\x00" in head.splitlines()[0]:
        raise DeliveryRefused("not-text")


def _pass_through(file: IO[bytes], limits: Limits) -> tuple[str, str]:
    digest = hashlib.sha256()
    passing = _Passing(limits, codecs.getincrementaldecoder("utf-8")("strict"))
    while piece := file.read(PIECE_BYTES):
        digest.update(piece)
        passing.take(piece)
    return digest.hexdigest(), passing.encoding()
