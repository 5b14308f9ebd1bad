"""Connections to the database, when a process makes copies of itself."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Final

from django.db import connections

_THREADS: Final = Path("/proc/self/task")  # Linux: the threads that the machine still knows
_MOST_SECONDS, _LOOK_SECONDS = 2.0, 0.001
_BLIND_SECONDS: Final = 0.05


def close_before_fork() -> None:
    """Close every connection and pool of this process: no two processes may share one.

    It returns once the threads of the pools are gone for the machine too. Python calls a thread
    ended a moment before it lets go of OpenSSL's locks; a copy made in that moment has the lock,
    has nobody who opens it, and never connects.
    """
    before = _python_threads()
    for alias in connections:
        connections[alias].close()
        getattr(connections[alias], "close_pool", _nothing)()  # PostgreSQL has one
    _wait_until_gone(before - _python_threads())


def _wait_until_gone(ended: set[int]) -> None:
    if ended and not _THREADS.is_dir():
        time.sleep(_BLIND_SECONDS)
        return
    until = time.monotonic() + _MOST_SECONDS
    while any((_THREADS / str(one)).exists() for one in ended) and time.monotonic() < until:
        time.sleep(_LOOK_SECONDS)


def _python_threads() -> set[int]:
    return {one.native_id for one in threading.enumerate() if one.native_id is not None}


def _nothing() -> None:
    """Stand for what SQLite has no need of."""
