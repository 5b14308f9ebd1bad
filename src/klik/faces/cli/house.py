"""`klik house`: under which host names a municipality is served."""

from __future__ import annotations

import click

from klik.faces.cli import console
from klik.faces.cli.setup import start_django
from klik.ground.clock import moment_now


@click.command()
@click.argument("municipality", required=False)
@click.option("--host", "hosts", multiple=True, metavar="NAME", help="Serve it under this name.")
@click.option("--no-host", "not_hosts", multiple=True, metavar="NAME", help="Do not any more.")
def house(municipality: str | None, hosts: tuple[str, ...], not_hosts: tuple[str, ...]) -> None:
    """Say under which host names MUNICIPALITY is served.

    Under such a name only that municipality is there. Name it in KLIK_HOSTS as well, and let the
    provider of log-ins know it.
    """
    if (hosts or not_hosts) and not municipality:
        raise click.UsageError("Name the municipality by its NIS code, or as in addresses.")
    with console.refusals():
        start_django()
        from klik.faces.cli import housing  # noqa: PLC0415 -- it needs tables, known from here on

        if municipality:
            housing.change(municipality, hosts=hosts, not_hosts=not_hosts, moment=moment_now())
        lines = housing.lines(municipality)
    console.say("\n".join(lines) or "No host names of its own yet.")
    for name in housing.not_served(hosts):
        console.say(f"KLIK_HOSTS does not name {name} yet: pages under it are refused.")
