"""`klik restore`: a backup, put back on an empty machine."""

from __future__ import annotations

from pathlib import Path

import click

from klik.faces.cli import console
from klik.faces.cli.options import FILE, as_json, example
from klik.faces.cli.setup import start_django


@click.command(epilog=example("klik restore /backups/klik-2026-11-23.tar"))
@click.argument("file", type=FILE, metavar="FILE")
@as_json
def restore(*, file: Path, json_wanted: bool) -> None:
    """Put a backup back on an empty machine.

    Only the master key is to be there. Before anything is changed, every byte of FILE is read and
    that key is tried; afterwards what is there is compared with the inventory. Cut off, run again.
    """
    with console.refusals():
        start_django()
        from klik.faces.cli.backing_up import in_words, put_back  # noqa: PLC0415 -- commands that need no database start without Django

        inventory = put_back(file)
        if json_wanted:
            console.say_json(inventory.as_json())
            return
        console.say(f"Restored: {in_words(inventory)}.", style="green")
        console.say("It equals the inventory of the backup. Now run klik setup.")
