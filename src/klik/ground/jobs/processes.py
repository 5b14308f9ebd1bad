"""Several workers on one machine: processes that are watched, stopped and started again."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from types import FrameType
from typing import Final

from klik.ground.connections import close_before_fork
from klik.ground.jobs.queue import SHORT
from klik.ground.jobs.registry import known_jobs
from klik.ground.jobs.worker import EVERY_QUEUE, Stopping, Terms, new_name, run_worker

logger = logging.getLogger(__name__)

_GRACE_SECONDS: Final = 30
_LOOK_SECONDS, _BEFORE_AGAIN_SECONDS = 0.2, 2.0


def run_processes(count: int) -> None:
    """Work in `count` processes until SIGTERM or SIGINT; start one that died again.

    The first takes short work only, so that what recurs each minute never waits for a long run.
    Told to stop, each ends after its job, or at the next step of a long one. What does not end
    within 30 seconds is killed: another worker goes on with it.
    """
    stopping = Stopping()
    _on_signals(stopping)
    if count == 1:
        run_worker(once=False, terms=Terms(new_name(), stopping=stopping))
        return
    known_jobs()  # once, before there are copies of this process
    _Processes(count, stopping).watch()


@dataclass(slots=True)
class _Processes:
    count: int
    stopping: Stopping
    queues: dict[int, Collection[str]] = field(default_factory=dict)  # by number of the process

    def watch(self) -> None:
        for number in range(self.count):
            self._start([SHORT] if number == 0 else EVERY_QUEUE)
        while not self.stopping.event.wait(_LOOK_SECONDS):
            self._start_again()
        self._end()

    def _start(self, queues: Collection[str]) -> None:
        self.queues[_forked(lambda: _work(queues))] = queues

    def _start_again(self) -> None:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid in self.queues:
            logger.error("A worker died and is started again", extra={"status": status})
            self.stopping.event.wait(_BEFORE_AGAIN_SECONDS)  # whatever kills it kills no machine
            self._start(self.queues.pop(pid))

    def _end(self) -> None:
        until = time.monotonic() + _GRACE_SECONDS
        self._tell(signal.SIGTERM)
        while self.queues and time.monotonic() < until:
            self.queues.pop(os.waitpid(-1, os.WNOHANG)[0], None)
            time.sleep(_LOOK_SECONDS / 4)
        self._tell(signal.SIGKILL)

    def _tell(self, number: signal.Signals) -> None:
        for pid in self.queues:
            os.kill(pid, number)


def _work(queues: Collection[str]) -> None:
    stopping = Stopping(parent=os.getppid())
    _on_signals(stopping)
    run_worker(once=False, terms=Terms(new_name(), queues=queues, stopping=stopping))


def _on_signals(stopping: Stopping) -> None:
    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 -- Python's signature
        stopping()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def _forked(work: Callable[[], None]) -> int:
    close_before_fork()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    try:  # a copy never returns into what its parent was doing
        work()
    except BaseException:
        logger.exception("A worker ended")
        os._exit(1)
    os._exit(0)
