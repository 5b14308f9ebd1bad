"""`klik reproduce`: compute a decision again from what it keeps itself."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from klik.faces.cli import console
from klik.faces.cli.options import as_json, example
from klik.faces.cli.setup import start_django

DIFFERS = 1


@click.command(epilog=example("klik reproduce GEB-37021-ABCDEFGHIJ"))
@click.argument("decision", metavar="DECISION")
@as_json
def reproduce(*, decision: str, json_wanted: bool) -> None:
    """Compute a decision again, and compare.

    Compared are outcome, reasons, amount and the letter, byte for byte. DECISION is its reference.
    Only what the decision keeps itself is used, so it works as well when the delivery is gone.
    Exit code 0 when everything is equal, 1 when something differs.
    """
    with console.refusals():
        start_django()
        from klik.faces.cli import reproducing  # noqa: PLC0415 -- commands that need no database start without Django

        found = reproducing.reproduced(decision)
    if json_wanted:
        console.say_json(asdict(found))
    else:
        for what, is_equal in (
            ("outcome", found.equal_outcome),
            ("reasons", found.equal_reasons),
            ("amount", found.equal_amount),
            ("letter, byte for byte", found.equal_letter),
        ):
            said = "equal" if is_equal else "differs"
            console.say(f"{what}: {said}", style="green" if is_equal else "red")
    if not found.is_equal:
        sys.exit(DIFFERS)
