"""Forks that tell where they are: sections of work, through a pipe. `harness` explains the use."""

from __future__ import annotations

import logging
import os
import pickle
import select
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from inspect import isgeneratorfunction
from typing import Any

from klik.ground.connections import close_before_fork

_PATIENCE_SECONDS = 120


class DiedByItself(AssertionError):
    """The work in the fork raised, instead of being killed or ending."""


def finish(work: Callable[[], object]) -> None:
    """Fork and run `work` to its end.

    Raises:
        DiedByItself: It raised; its traceback stands on standard error.
    """
    forked(lambda: bool(work()))


def forked(work: Callable[[], Any]) -> Any:
    """Fork, run `work` to its end, and return what it returned, which must be picklable.

    Raises:
        DiedByItself: It raised; its traceback stands on standard error.
    """
    return at_once([work])[0]


def at_once(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """Fork for each work at once, and return what each returned, when all have ended.

    Raises:
        DiedByItself: One raised; its traceback stands on standard error.
    """
    begun = [_begin(work) for work in works]
    answers = [_answer(*one) for one in begun]
    if any(status for status, _ in answers):
        statuses = [status for status, _ in answers]
        raise DiedByItself(f"The work in the forks ended with {statuses}.")
    return [pickle.loads(answer) for _, answer in answers]  # noqa: S301 -- of forks of this process


def _begin(work: Callable[[], Any]) -> tuple[int, int, int]:
    reading, writing = os.pipe()
    marks, pid = fork(lambda: os.write(writing, pickle.dumps(work())))
    os.close(writing)
    return reading, marks, pid


def _answer(reading: int, marks: int, pid: int) -> tuple[int, bytes]:
    with os.fdopen(reading, "rb") as pickled:
        answer = pickled.read()
    os.close(marks)
    return waited(pid), answer


def watch(  # noqa: PLR0913 -- said by name, each but the first four
    monkeypatch: Any,
    section: str,
    owner: Any,
    name: str,
    *,
    stretch: float = 0.0,
    after: bool = False,
    within: str = "",
) -> None:
    """Let the forks of this process tell when they are inside `owner.name`.

    Args:
        monkeypatch: Puts the function back after the test.
        section: What this stretch of the work is called.
        owner: A module or a class.
        name: The function in it, as its callers look it up. Of a generator the section lasts until
            it is exhausted.
        stretch: Seconds for which the work is held; then only that moment is the section.
        after: Whether it is held after the call, not before it.
        within: Only where the work is inside this other section.
    """
    original = getattr(owner, name)

    @wraps(original)
    def generating(*positional: Any, **named: Any) -> Any:
        with inside(section):
            yield from original(*positional, **named)

    @wraps(original)
    def watched(*positional: Any, **named: Any) -> Any:
        if within and within not in _inside:
            return original(*positional, **named)
        if stretch and not after:
            _hold(section, stretch)
        if stretch:
            answer = original(*positional, **named)
        else:
            with inside(section):
                answer = original(*positional, **named)
        if stretch and after:
            _hold(section, stretch)
        return answer

    generates = isgeneratorfunction(original) and not stretch
    monkeypatch.setattr(owner, name, generating if generates else watched)


@contextmanager
def inside(section: str) -> Iterator[None]:
    """Tell that the work is inside `section`; for work that a test writes itself."""
    _tell("+", section)
    _inside.append(section)
    try:
        yield
    finally:
        _inside.pop()
        _tell("-", section)


class Marks:
    """What a fork tells through its pipe: which sections it entered and left, and when."""

    def __init__(self, reading: int) -> None:
        self._reading = reading
        self._rest = b""
        self.is_open = True
        self.began = time.monotonic()
        self.inside: list[str] = []
        self.took: dict[str, float] = {}
        self._entered: list[float] = []
        self.entries: Counter[str] = Counter()

    def wait_for(self, section: str, entries: int) -> bool:
        """Read until `section` was entered that often; False where the fork ended before."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while self.is_open and self.entries[section] < entries and time.monotonic() < until:
            self._read(until - time.monotonic())
        return self.entries[section] >= entries

    def read_for(self, seconds: float) -> None:
        """Read for so long."""
        until = time.monotonic() + seconds
        while self.is_open and (left := until - time.monotonic()) > 0:
            self._read(left)

    def read_rest(self) -> None:
        """Read what a dead fork had told."""
        while self.is_open:
            self._read(_PATIENCE_SECONDS)

    def _read(self, at_most: float) -> None:
        if not select.select([self._reading], [], [], at_most)[0]:
            return
        told = os.read(self._reading, 65_536)
        self.is_open = bool(told)
        *lines, self._rest = (self._rest + told).split(b"\n")
        for line in lines:
            self._note(line.decode())

    def _note(self, line: str) -> None:
        sign, moment, section = line.split(" ", 2)
        if sign == "+":
            self.inside.append(section)
            self._entered.append(float(moment))
            self.entries[section] += 1
        else:
            self.inside.pop()
            spent = float(moment) - self._entered.pop()
            self.took[section] = max(self.took.get(section, 0.0), spent)


_writing = -1  # the pipe of this process, where it is a fork that is watched
_inside: list[str] = []  # the sections that the work of this process is in


def _hold(section: str, seconds: float) -> None:
    if _writing >= 0:
        with inside(section):
            time.sleep(seconds)


def _tell(sign: str, section: str) -> None:
    if _writing >= 0:
        os.write(_writing, f"{sign} {time.monotonic()} {section}\n".encode())


def fork(work: Callable[[], object]) -> tuple[int, int]:
    """Run `work` in a fork; return the end of its pipe to read from, and its number."""
    global _writing  # noqa: PLW0603 -- of the fork only
    close_before_fork()
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return reading, pid
    code = 1
    try:  # nothing below may return into the test that forked
        os.close(reading)
        _writing = writing
        logging.disable()  # what it says of its deaths is no part of the evidence
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def waited(pid: int) -> int:
    _, status = os.waitpid(pid, 0)
    return status
