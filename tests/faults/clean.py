"""Run a proof in a process that has set no letter yet.

A fork has none of the threads that typst left in its parent and waits for them for ever. Tests that
ran before may have set letters in this process, so what forks and sets letters begins anew.
"""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from tests.engines import pointing_to  # sets Django up, before what is run imports a model

from klik.ground.keys.master_file import MasterKeyFile
from klik.ground.keys.wrapping import master_keys


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The database and the folder that the test itself has."""

    databases: Mapping[str, Any]
    home: Path
    master_key_file: Path


@dataclass(frozen=True, slots=True)
class _Failed:
    reason: str


def in_clean_process(work: Callable[..., Any], *arguments: Any) -> Any:
    """Return what `work`, a function of a module, answers in a process of its own.

    Raises:
        AssertionError: It raised; the message holds its traceback.
    """
    spawning = multiprocessing.get_context("spawn")
    reading, writing = spawning.Pipe(duplex=False)
    around = _Surroundings(
        dict(connections.settings), settings.KLIK_HOME, settings.KLIK_MASTER_KEY_FILE
    )
    process = spawning.Process(target=_answer, args=(writing, around, work, arguments))
    process.start()
    writing.close()
    try:
        answer = reading.recv()
    except EOFError:
        answer = _Failed("The process ended without an answer.")
    process.join()
    if isinstance(answer, _Failed):
        raise AssertionError(answer.reason)  # noqa: TRY004 -- what the test itself would have raised
    return answer


def _answer(
    writing: Connection, around: _Surroundings, work: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    settings.KLIK_HOME = around.home
    settings.KLIK_MASTER_KEY_FILE = around.master_key_file
    master_keys.connect(MasterKeyFile(around.master_key_file))
    with pointing_to(dict(around.databases)):
        try:
            writing.send(work(*arguments))
        except BaseException:
            writing.send(_Failed(traceback.format_exc()))
