"""A process that dies at a statement, in this process; and letters that are made at once."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from klik.domains.grants import jobs
from klik.ground.letters.letter import Letter


class Crashed(Exception):
    """The process died here."""


@contextmanager
def crash_at(statement: int) -> Iterator[None]:
    """Die before the statement of this number, counted from 1."""
    left = statement

    def count(
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,  # noqa: FBT001 -- Django's
        context: Any,
    ) -> Any:
        nonlocal left
        left -= 1
        if left == 0:
            raise Crashed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield


def crashes(step: Callable[[], object], statement: int) -> bool:
    """Take a step that dies at this statement; say whether it did, or came to its end first."""
    try:
        with crash_at(statement):
            step()
    except Crashed:
        return True
    return False


def set_letters_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a letter be its own words: what is tested is not how it looks."""

    def set_words(letters: Iterable[tuple[str, Letter]], **_: Any) -> Iterator[tuple[str, bytes]]:
        yield from ((reference, repr(letter).encode()) for reference, letter in letters)

    monkeypatch.setattr(jobs, "render_letters", set_words)
    monkeypatch.setattr(jobs, "annex_pdf", lambda annex: repr(annex).encode())
