"""`klik serve`: answer pages, in the form that production uses."""

from __future__ import annotations

import click

from klik.faces.cli import console
from klik.faces.cli.setup import start_django


@click.command()
@click.option(
    "--address", default="127.0.0.1", show_default=True, metavar="IP",
    help="Where to listen; 0.0.0.0 for every network of this machine.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="At which port."
)
@click.option(
    "--processes", type=click.IntRange(1, 64), default=2, show_default=True,
    help="How many answer side by side, with 4 threads each.",
)  # fmt: skip
def serve(*, address: str, port: int, processes: int) -> None:
    """Serve the pages of this installation.

    Put a web server in front that speaks HTTPS, and run `klik worker` beside it. SIGTERM lets it
    answer what was asked, then it ends.
    """
    with console.refusals():
        start_django()
        from klik.faces.cli.serving import serve_pages  # noqa: PLC0415 -- commands that need no database start without Django
        from klik.faces.cli.starting import require_ready  # noqa: PLC0415 -- as above

        require_ready()
        serve_pages(address, port, processes=processes, announce=console.say)
    console.say("Stopped")
