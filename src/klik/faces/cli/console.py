"""What a command prints: colours on a terminal only, JSON where a machine reads."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.console import Console
from rich.text import Text

from klik.ground.refusals import Refusal
from klik.packages.problems import InputRefused, PackageRefused, Problem

BAD_INPUT = 2


def say(text: str = "", *, style: str = "") -> None:
    """Print a line to standard output."""
    console_on().print(Text(text, style=style), soft_wrap=True)


def say_json(value: Any) -> None:
    """Print a value as JSON to standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def say_problems(problems: tuple[Problem, ...], folder: str) -> None:
    """Print problems to standard error, each with its file, line and column."""
    console = console_on(stderr=True)
    for problem in problems:
        line = Text(_place(problem, folder), style="bold")
        console.print(line.append(problem.message, style="not bold"), soft_wrap=True)


def warn(message: str) -> None:
    """Print a line about what is wrong to standard error."""
    console_on(stderr=True).print(Text(message, style="red"), soft_wrap=True)


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
    except InputRefused as refused:
        stop(str(refused))
    except OSError as error:
        stop(f"{error.filename or ''}: {error.strerror or error}")


def console_on(*, stderr: bool = False) -> Console:
    """Return what prints: in colour on a terminal, plain anywhere else."""
    return Console(stderr=stderr, highlight=False)


def _place(problem: Problem, folder: str) -> str:
    """Return where a problem is; one about the folder itself has no line."""
    if problem.file in (folder, str(Path(folder))):
        return f"{folder}: "
    return f"{Path(folder) / problem.file}:{problem.line}:{problem.column}: "
