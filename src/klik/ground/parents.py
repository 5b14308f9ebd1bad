"""A process that serves for another ends with it: nobody is left who holds the port or the work."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Final

VARIABLE: Final = "KLIK_INTERNAL_PARENT"
_LOOK_SECONDS = 1.0


def name_as_parent() -> None:
    """Let the processes that this one starts end with it, where they call `end_with_parent`."""
    os.environ[VARIABLE] = str(os.getpid())


def end_with_parent() -> None:
    """End this process soon after the one that named itself its parent was killed."""
    parent = os.environ.get(VARIABLE, "")
    if parent.isdecimal() and int(parent) != os.getpid():
        watching = threading.Thread(target=_watch, args=[int(parent)], daemon=True, name="parent")
        watching.start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)  # nobody is left to tell it to stop
