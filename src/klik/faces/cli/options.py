"""Options that several commands share."""

from __future__ import annotations

import contextlib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)
as_json = click.option("--json", "json_wanted", is_flag=True, help="Print JSON for a machine.")
language = click.option(
    "--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True,
    help="Language of sentences, letters and lists.",
)  # fmt: skip


class Day(click.DateTime):
    """A day as 2026-03-01; one that is written the way people write it is told how."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is not a day; write the day as {_written_out(value)}", param, ctx)


def _written_out(value: str) -> str:
    """Return a day written as 10/03/2026 the way it is accepted; else an example."""
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        with contextlib.suppress(ValueError):
            return datetime.strptime(value, form).date().isoformat()  # noqa: DTZ007 -- a day only
    return "2026-03-10"


decided_on = click.option(
    "--decided-on", "decided_on", type=Day(), metavar="DATE",
    help="Day of the decision, such as 2026-03-01; today by default.",
)  # fmt: skip


def example(command: str) -> str:
    """Return the end of a command's help: how it is typed."""
    return f"\b\nExample:\n  {command}"  # \b keeps the lines as they are


def day_of(given: Any) -> date | None:
    """Return the day of a date option; None where none was given."""
    return given.date() if isinstance(given, datetime) else None
