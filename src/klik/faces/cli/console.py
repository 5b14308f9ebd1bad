"""What a command prints: colours and progress on a terminal only, JSON where a machine reads."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from klik.ground.refusals import Refusal
from klik.packages.compiling import GivenRefused
from klik.packages.population import PopulationRefused
from klik.packages.problems import PackageRefused, Problem
from klik.packages.situations import CaseRefused
from klik.packages.texts import TextRefused

BAD_INPUT = 2


def say(text: str = "", *, style: str = "") -> None:
    """Print a line to standard output."""
    _console().print(Text(text, style=style), soft_wrap=True)


def say_json(value: Any) -> None:
    """Print a value as JSON to standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def say_problems(problems: tuple[Problem, ...], folder: str) -> None:
    """Print problems to standard error, each with its file, line and column."""
    console = _console(stderr=True)
    for problem in problems:
        line = Text(_place(problem, folder), style="bold")
        console.print(line.append(problem.message, style="not bold"), soft_wrap=True)


def warn(message: str) -> None:
    """Print a line about what is wrong to standard error."""
    _console(stderr=True).print(Text(message, style="red"), soft_wrap=True)


def stop(message: str) -> NoReturn:
    """End with exit code 2 and a message on standard error."""
    warn(message)
    sys.exit(BAD_INPUT)


@contextlib.contextmanager
def refusals(folder: str = "") -> Iterator[None]:
    """Turn what is refused into messages and exit code 2."""
    try:
        yield
    except PackageRefused as refused:
        say_problems(refused.problems, folder)
        sys.exit(BAD_INPUT)
    except Refusal as refused:
        stop(refused.reason)
    except (GivenRefused, CaseRefused, PopulationRefused, TextRefused) as refused:
        stop(str(refused))
    except OSError as error:
        stop(f"{error.filename or ''}: {error.strerror or error}")


@contextlib.contextmanager
def progress(label: str, *, total: int | None = None) -> Iterator[Callable[[int], None] | None]:
    """Show a bar on a terminal; anywhere else give None, so that nothing is counted for it."""
    console = _console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task(label, total=total)
        yield lambda done: bars.update(task, completed=done)


def _console(*, stderr: bool = False) -> Console:
    return Console(stderr=stderr, highlight=False)


def _place(problem: Problem, folder: str) -> str:
    """Return where a problem is; one about the folder itself has no line."""
    if problem.file in (folder, str(Path(folder))):
        return f"{folder}: "
    return f"{Path(folder) / problem.file}:{problem.line}:{problem.column}: "
