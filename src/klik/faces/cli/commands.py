"""Every command of `klik`, by name; a command is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module

import click

MODULES = {
    "package": ("klik.faces.cli.packages", "package"),
    "explain": ("klik.faces.cli.explain", "explain"),
    "evaluate": ("klik.faces.cli.evaluate", "evaluate"),
    "try": ("klik.faces.cli.trial", "try_"),
    "demo": ("klik.faces.cli.demo", "demo"),
    "setup": ("klik.faces.cli.setup", "setup"),
    "deliver": ("klik.faces.cli.deliver", "deliver"),
    "watch": ("klik.faces.cli.deliver", "watch"),
    "messages": ("klik.faces.cli.messages", "messages"),
    "print": ("klik.faces.cli.messages", "print_"),
    "payments": ("klik.faces.cli.payments", "payments"),
    "release": ("klik.faces.cli.adopt", "release"),
    "adopt": ("klik.faces.cli.adopt", "adopt"),
    "serve": ("klik.faces.cli.serve", "serve"),
    "streams": ("klik.faces.cli.streams", "streams"),
    "worker": ("klik.faces.cli.worker", "worker"),
    "staff": ("klik.faces.cli.staff", "staff"),
    "house": ("klik.faces.cli.house", "house"),
    "run": ("klik.faces.cli.run", "run"),
    "reproduce": ("klik.faces.cli.reproduce", "reproduce"),
    "backup": ("klik.faces.cli.backup", "backup"),
    "restore": ("klik.faces.cli.restore", "restore"),
    "keys": ("klik.faces.cli.keys", "keys"),
    "audit": ("klik.faces.cli.audit", "audit"),
}
"""Per command the module and the name in it: one command does not load what another needs."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of `MODULES`."""
        del ctx
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name; None where there is none."""
        del ctx
        if cmd_name not in MODULES:
            return None
        module, name = MODULES[cmd_name]
        found: click.Command = getattr(import_module(module), name)
        return found


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="klik", prog_name="klik")
def commands() -> None:
    """Klik: a municipality without a town hall.

    A service package holds a regulation as plain text. Check it, explain it for one family, run it
    over a population, or try it on a delivery of your own.
    """
