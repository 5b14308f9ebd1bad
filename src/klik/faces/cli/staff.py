"""`klik staff`: who works at the desk of which municipality, and as what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from types import ModuleType
from typing import Any

import click

from klik.faces.cli import console
from klik.faces.cli.options import Day, day_of
from klik.faces.cli.setup import start_django
from klik.ground.clock import HOME, moment_now

# Those of ground.tenancy, which would start Django for a help text.
ROLES = ("clerk", "approver", "finance", "regulation-manager", "auditor", "editor")
_municipality = click.option(
    "--municipality", "-m", required=True, metavar="NIS|NAME",
    help="NIS code, or the name as in addresses: 37021 or wingene.",
)  # fmt: skip
_roles = click.option(
    "--role", "-r", "roles", required=True, multiple=True, type=click.Choice(ROLES),
    help="Repeat it for several.",
)  # fmt: skip


@click.group()
def staff() -> None:
    """Say who works at which desk, and as what.

    Accounts are of the installation, roles of one municipality. Nobody is given a password: who is
    added asks for one herself on the log-in page, by mail, and sets up a second step there.
    """


@staff.command()
@click.argument("email")
@click.option("--name", required=True, help="How colleagues see her.")
@_municipality
@_roles
def add(email: str, name: str, municipality: str, roles: tuple[str, ...]) -> None:
    """Add a member of staff with one or more roles in a municipality."""
    with _staffing() as staffing:
        is_new = staffing.add(
            email, name=name, municipality=municipality, roles=roles, moment=moment_now()
        )
    console.say("Added." if is_new else "She had an account; the roles were added.", style="green")
    if is_new:
        console.say("She asks for her password on the log-in page, under 'First time here'.")


@staff.command()
@click.argument("email")
@_municipality
@_roles
@click.option("--take", is_flag=True, help="Take the roles away; it works at once.")
@click.option("--until", type=Day(), metavar="DATE", help="The last day, such as 2026-12-31.")
def role(email: str, municipality: str, roles: tuple[str, ...], *, take: bool, until: Any) -> None:
    """Give roles in a municipality, or take them away with --take."""
    if take and until:
        raise click.UsageError("--take takes away at once; leave --until out.")
    asked = {"municipality": municipality, "roles": roles, "moment": moment_now()}
    with _staffing() as staffing:
        if take:
            staffing.take(email, **asked)
        else:
            staffing.give(email, until_at=_end_of(until), **asked)
    console.say("Taken away." if take else "Given.", style="green")


@staff.command(name="list")
def list_() -> None:
    """List every account, its roles, and whether it has a second step."""
    with _staffing() as staffing:
        lines = staffing.lines(moment_now())
    console.say("\n".join(lines) or "Nobody yet; klik staff add adds somebody.")


@staff.command()
@click.argument("email")
def reset(email: str) -> None:
    """Take password, second step and sessions away; she begins anew, by mail.

    For whoever lost her phone and her reserve codes. Make sure that it is she who asks.
    """
    with _staffing() as staffing:
        staffing.reset(email, moment=moment_now())
    console.say("Reset. She asks for a new password on the log-in page.", style="green")


@staff.command()
@click.argument("email")
def end(email: str) -> None:
    """End an account with all its roles, when somebody leaves."""
    with _staffing() as staffing:
        staffing.end(email, moment=moment_now())
    console.say("Ended. Her name stays for who reads what she did.", style="green")


@staff.command()
@click.argument("email")
def code(email: str) -> None:
    """Print the code of this half minute, for a fictitious account of a demonstration only."""
    with _staffing() as staffing:
        found = staffing.code(email)
    console.say(found or "This account uses no codes.")


@contextmanager
def _staffing() -> Iterator[ModuleType]:
    with console.refusals():
        start_django()
        from klik.faces.cli import staffing  # noqa: PLC0415 -- it needs tables, known from here on

        yield staffing


def _end_of(until: Any) -> datetime | None:
    day = day_of(until)
    return None if day is None else datetime.combine(day + timedelta(days=1), time(), tzinfo=HOME)
