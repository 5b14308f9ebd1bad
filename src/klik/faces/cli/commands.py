"""Every command of `klik`, by name."""

from __future__ import annotations

import click

from klik.faces.cli.demo import demo
from klik.faces.cli.evaluate import evaluate
from klik.faces.cli.explain import explain
from klik.faces.cli.packages import package
from klik.faces.cli.trial import try_


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="klik", prog_name="klik")
def commands() -> None:
    """Klik: a municipality without a town hall.

    A service package holds a regulation as plain text. Check it, explain it for one family, run it
    over a population, or try it on a delivery of your own.
    """


for command in (package, explain, evaluate, try_, demo):
    commands.add_command(command)
