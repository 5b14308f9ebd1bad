"""`klik streams`: push what rooms count to who watches, beside `klik serve`."""

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
    "--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="At which port."
)
def streams(*, address: str, port: int) -> None:
    """Push what rooms count to who watches them.

    Let the web server in front lead /hub/zaal/*/stroom/ here, and set KLIK_STREAMS for `klik
    serve`. Without it, pages look every two seconds.
    """
    with console.refusals():
        start_django()
        from klik.faces.cli.serving import serve_streams  # noqa: PLC0415 -- commands that need no database start without Django
        from klik.faces.cli.starting import require_ready  # noqa: PLC0415 -- as above

        require_ready()
        serve_streams(address, port, announce=console.say)
    console.say("Stopped")
