"""`klik setup`: make an installation ready."""

from __future__ import annotations

import click

from klik.faces.cli import console
from klik.ground.clock import moment_now


@click.command()
def setup() -> None:
    """Make this installation ready to serve.

    It makes the tables, the keys and the list of municipalities. Run it once before the first
    start and again after every upgrade: it does only what is still to be done. Settings come from
    KLIK_ variables; docs/operate lists them.
    """
    with console.refusals():
        start_django()
        from klik.faces.cli.installing import install  # noqa: PLC0415 -- commands that need no database start without Django

        installed = install(moment_now())
    console.say(f"Ready in {installed.home}.", style="green")
    console.say(
        f"{installed.municipalities} municipalities, {installed.old_municipalities} of before a "
        f"merger, {installed.bodies} bodies; {installed.keys_made} keys made now"
    )
    if installed.made_master_key:
        console.say(
            f"Keep a copy of {installed.master_key_file} in a safe place, apart from every backup "
            "of the database: without it nothing that is encrypted can be read again.",
            style="bold",
        )


def start_django() -> None:
    """Let Django read its settings and learn every table."""
    import django  # noqa: PLC0415 -- commands that need no database start without it

    django.setup()
