"""A file goes to clamd piece by piece, and is not taken where it does not answer."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from klik.domains.cases.ports import FileNotSafe, ScannerDown
from klik.gateways.scanning.clamd import Clamd

# The test file of EICAR, in two parts so that no scanner finds it here.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def _verdict(content: bytes) -> bytes:
    return b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def _clamd(answer: Callable[[bytes], bytes]) -> Iterator[tuple[str, int]]:
    """Speak the protocol of clamd to one client."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            client, _ = server.accept()
            with client, client.makefile("rb") as received:
                assert received.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack("!I", received.read(4))[0]:
                    content += received.read(length)
                client.sendall(answer(content))

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()
        thread.join()


def test_a_clean_file_passes_and_a_virus_does_not() -> None:
    with _clamd(_verdict) as address:
        Clamd(address).scan([b"%PDF-1.7", b"", b"x" * 100_000])
    with _clamd(_verdict) as address, pytest.raises(FileNotSafe):
        Clamd(address).scan([EICAR[:20], EICAR[20:]])


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"hello\0"])
def test_anything_but_a_verdict_takes_no_file(answer: bytes) -> None:
    with _clamd(lambda _: answer) as address, pytest.raises(ScannerDown):
        Clamd(address).scan([b"%PDF-1.7"])


def test_nobody_at_the_address_takes_no_file() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()

    with pytest.raises(ScannerDown):
        Clamd(address).scan([b"%PDF-1.7"])
