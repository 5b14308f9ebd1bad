"""Options that several commands share."""

from __future__ import annotations

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
decided_on = click.option(
    "--decided-on", "decided_on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
    help="Day of the decision, such as 2026-03-01; today by default.",
)  # fmt: skip


def day_of(given: Any) -> date | None:
    """Return the day of a date option; None where none was given."""
    return given.date() if isinstance(given, datetime) else None
