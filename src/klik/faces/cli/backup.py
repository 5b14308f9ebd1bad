"""`klik backup`: everything but the master key, in one file."""

from __future__ import annotations

from pathlib import Path

import click

from klik.faces.cli import console
from klik.faces.cli.options import FILE, as_json, example
from klik.faces.cli.setup import start_django


@click.command(epilog=example("klik backup /backups/klik-2026-11-23.tar"))
@click.argument("file", type=FILE, metavar="FILE")
@as_json
def backup(*, file: Path, json_wanted: bool) -> None:
    """Write a backup to a new file.

    The installation goes on meanwhile. The file holds the database as it is at one instant, the
    stored files, and an inventory of both; never the master key, of which a copy belongs elsewhere.
    """
    with console.refusals():
        start_django()
        from klik.faces.cli.backing_up import back_up, in_words  # noqa: PLC0415 -- commands that need no database start without Django

        inventory = back_up(file)
        if json_wanted:
            console.say_json(inventory.as_json())
            return
        console.say(f"Written to {file}: {in_words(inventory)}.", style="green")
        console.say("The master key is not in it: keep a copy of that apart.")
