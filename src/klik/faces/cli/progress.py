"""A bar for long work, on a terminal only."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from klik.faces.cli.console import console_on


@contextlib.contextmanager
def progress(label: str, *, total: int | None = None) -> Iterator[Callable[[int], None] | None]:
    """Show a bar on a terminal; anywhere else give None, so that nothing is counted for it."""
    console = console_on(stderr=True)
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
