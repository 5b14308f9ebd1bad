"""`klik keys`: replace keys, and see how far that is."""

from __future__ import annotations

import click

from klik.faces.cli import console
from klik.faces.cli.options import as_json, example
from klik.faces.cli.setup import start_django


@click.group()
def keys() -> None:
    """Replace the keys under which everything is encrypted."""


@keys.command(epilog=example("klik keys rotate --data --municipality 37021"))
@click.option(
    "--data", "data_keys", is_flag=True, help="Replace data keys, instead of the master key."
)
@click.option(
    "--municipality",
    "municipalities",
    multiple=True,
    metavar="NIS",
    help="With --data: only of this municipality; may be given more than once.",
)
@as_json
def rotate(*, data_keys: bool, municipalities: tuple[str, ...], json_wanted: bool) -> None:
    """Replace the master key; with --data the keys of municipalities.

    A new master key wraps every key anew; nothing else changes. A new data key encrypts from now
    on, and `klik worker` encrypts anew what earlier ones did. Cut off, run it again.
    """
    if municipalities and not data_keys:
        console.stop("--municipality goes with --data: the master key is of the installation.")
    with console.refusals():
        start_django()
        from klik.faces.cli.rekeying import rotate_data, rotate_master  # noqa: PLC0415 -- commands that need no database start without Django

        if not data_keys:
            wrapped = rotate_master()
            _say(json_wanted, {"keys": wrapped}, f"{wrapped} keys lie under a new master key.")
            if not json_wanted:
                console.say("Keep a new copy of the master key file, apart from every backup.")
            return
        rotated = rotate_data(municipalities)
        of = "1 municipality has" if rotated == 1 else f"{rotated} municipalities have"
        said = f"{of} a new key; klik worker now encrypts anew what earlier keys did."
        _say(json_wanted, {"municipalities": rotated}, said)


@keys.command()
@as_json
def status(*, json_wanted: bool) -> None:
    """Say which keys there are, and how far new ones have reached."""
    with console.refusals():
        start_django()
        from klik.faces.cli.rekeying import state_of_keys  # noqa: PLC0415 -- commands that need no database start without Django

        found = state_of_keys()
        said = (
            f"{found['municipalities']} municipalities, {found['data_keys']} data keys, under "
            f"{found['master_keys']} master key{'' if found['master_keys'] == 1 else 's'}\n"
            f"Encrypting anew: {found['waiting']} waiting, {found['running']} running, "
            f"{found['failed']} failed"
        )
        _say(json_wanted, found, said)


def _say(json_wanted: bool, found: dict[str, int], said: str) -> None:  # noqa: FBT001 -- one option
    if json_wanted:
        console.say_json(found)
    else:
        console.say(said)
