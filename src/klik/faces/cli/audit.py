"""`klik audit`: prove that nothing was changed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from klik.faces.cli import console
from klik.faces.cli.options import as_json, example
from klik.faces.cli.setup import start_django

if TYPE_CHECKING:
    from klik.faces.cli.verifying import Verified


@click.group()
def audit() -> None:
    """Prove that nothing of what was kept has changed."""


@audit.command(epilog=example("klik audit verify --municipality 37021"))
@click.option(
    "--municipality",
    "municipalities",
    multiple=True,
    metavar="NIS",
    help="Only this municipality; may be given more than once.",
)
@as_json
def verify(*, municipalities: tuple[str, ...], json_wanted: bool) -> None:
    """Read the audit, every letter, snapshot, decision and file for the bank; name what changed.

    Each line is bound to the one before it: the first broken link is named, with its number. Exit
    code 2 when anything is not as it was kept.
    """
    with console.refusals():
        start_django()
        from klik.faces.cli.verifying import verify_all  # noqa: PLC0415 -- commands that need no database start without Django

        found = verify_all(municipalities)
        if json_wanted:
            console.say_json([one.as_json() for one in found])
        else:
            named = [one for one in found if municipalities or one.wrong()]
            for line in (line for one in named for line in one.lines()):
                console.say(line)
            _say_sum(found)
    if any(one.wrong() for one in found):
        sys.exit(console.BAD_INPUT)


def _say_sum(found: list[Verified]) -> None:
    towns = "1 municipality" if len(found) == 1 else f"{len(found)} municipalities"
    of = f"{towns}, {sum(one.chain.lines for one in found):,} lines of the audit"
    wrong = sum(len(one.wrong()) for one in found)
    if wrong:
        console.say(f"{of}: not as it was kept, in {_places(wrong)}", style="red")
    else:
        console.say(f"{of}: everything is as it was kept", style="green")


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"
