"""The daemon of ClamAV over a socket, with its command INSTREAM.

Source: clamd(8), "Commands": `zINSTREAM`, then chunks of a length of four bytes in network order
and that many bytes, ended by a length of zero; the answer is `stream: OK` or `stream: NAME FOUND`.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from klik.domains.cases.ports import FileNotSafe, ScannerDown

_LENGTH: Final = struct.Struct("!I")
_ANSWER_BYTES: Final = 4096
_SECONDS: Final = 20.0
_CLEAN: Final = b"stream: OK"
_FOUND: Final = b" FOUND"


@dataclass(frozen=True, slots=True)
class Clamd:
    """Asks clamd about each file, and takes none that it did not look at.

    Attributes:
        address: Host and port, or the path of a Unix socket.
        seconds: How long is waited for it, at each step.
    """

    address: tuple[str, int] | Path
    seconds: float = _SECONDS

    def scan(self, pieces: Iterable[bytes]) -> None:
        """Return silently where clamd finds nothing.

        Raises:
            FileNotSafe: It found something.
            ScannerDown: It does not answer, or with something else than a verdict.
        """
        try:
            answer = self._asked(pieces)
        except OSError:
            raise ScannerDown from None
        if answer == _CLEAN:
            return
        if answer.endswith(_FOUND):
            raise FileNotSafe
        raise ScannerDown  # too large for it, out of memory, or no clamd at all

    def _asked(self, pieces: Iterable[bytes]) -> bytes:
        with self._connected() as connection:
            connection.sendall(b"zINSTREAM\0")
            for piece in pieces:
                if piece:  # a length of zero is the end
                    connection.sendall(_LENGTH.pack(len(piece)) + piece)
            connection.sendall(_LENGTH.pack(0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < _ANSWER_BYTES:
                received = connection.recv(_ANSWER_BYTES)
                if not received:
                    break
                answer += received
        return answer.rstrip(b"\0\n")

    def _connected(self) -> socket.socket:
        if isinstance(self.address, Path):
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(self.seconds)
            try:
                connection.connect(str(self.address))
            except OSError:
                connection.close()
                raise
            return connection
        return socket.create_connection(self.address, timeout=self.seconds)


class NoScanner:
    """Stands where no scanner is configured: what is sent is kept sealed and never run."""

    def scan(self, pieces: Iterable[bytes]) -> None:
        """Return silently; nobody looks."""
