"""`klik release` and `klik adopt`: a package is archived here, and adopted for a municipality."""

from __future__ import annotations

from pathlib import Path

import click

from klik.faces.cli import console
from klik.faces.cli.options import FILE, FOLDER, example
from klik.faces.cli.setup import start_django
from klik.ground.clock import moment_now


@click.command(epilog=example("klik release geboortepremie"))
@click.argument("folder", type=FOLDER, metavar="DIR")
def release(folder: Path) -> None:
    """Archive a package, so that municipalities can adopt it.

    DIR is the folder of the package. It is checked as klik package check does; then its files are
    kept whole in this installation, under their digest. A release never changes: what is decided
    under it today can be decided again after every upgrade. The same package again changes
    nothing; another content needs a higher version.
    """
    with console.refusals(str(folder)):
        start_django()
        from klik.faces.cli.adopting import publish  # noqa: PLC0415 -- commands that need no database start without Django

        published = publish(folder, moment_now())
    said = "is archived" if published.is_new else "was archived before; nothing changed"
    console.say(f"{published.title} {said}.", style="green")
    console.say(published.digest)


@click.command(epilog=example("klik adopt wingene.yaml"))
@click.argument("file", type=FILE, metavar="FILE")
@click.option(
    "--municipality", metavar="NIS",
    help="The NIS code that FILE must name, such as 37021; by default the one that it names.",
)  # fmt: skip
def adopt(file: Path, municipality: str | None) -> None:
    """Adopt a package for a municipality.

    FILE is the adoption: territory, period, council decision, the article for each ground, the
    granting body and the parameters. Its examples are computed first; when one fails, or anything
    else does not hold, each problem stands on a line of its own and nothing changes. The same file
    again changes nothing.

    An adoption that holds for the same people on the same days as another of the same family is
    refused: end that one first.
    """
    with console.refusals(str(file.parent)):
        start_django()
        from klik.faces.cli.adopting import adopt_file  # noqa: PLC0415 -- commands that need no database start without Django

        adopted = adopt_file(file, municipality, moment_now())
    said = "adopts" if adopted.is_new else "adopted before, with this same text,"
    console.say(f"{adopted.municipality} {said} {adopted.release}.", style="green")
    console.say(f"it holds for {adopted.territory}, {adopted.period}")
    console.say(f"decision {adopted.reference} of {adopted.decided_on}, {adopted.organ}")
    if adopted.is_new:
        console.say(f"{adopted.examples} examples hold; the adoption is {adopted.key}")
