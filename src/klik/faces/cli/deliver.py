"""`klik deliver` and `klik watch`: take in deliveries of registers, one file or a whole folder."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from klik.faces.cli import console
from klik.faces.cli.options import FILE, FOLDER, as_json, example, language
from klik.faces.cli.progress import progress
from klik.faces.cli.setup import start_django
from klik.ground.clock import moment_now
from klik.packages.wording import Language

if TYPE_CHECKING:
    from klik.faces.cli.delivering import Delivered

municipality = click.option(
    "--municipality", required=True, metavar="NIS",
    help="The municipality that receives it, by its NIS code of today, such as 37021.",
)  # fmt: skip
agreement = click.option(
    "--agreement", default="", metavar="ID",
    help="The agreement, by its id or how that begins; not needed where one is in force.",
)  # fmt: skip


@click.command(epilog=example("klik deliver births.csv --municipality 37021 --report rejected.csv"))
@click.argument("file", type=FILE, metavar="FILE")
@municipality
@agreement
@click.option("--report", type=FILE, metavar="FILE", help="Write the rejected rows as CSV.")
@language
@as_json
def deliver(
    *,
    file: Path,
    municipality: str,
    agreement: str,
    report: Path | None,
    language: Language,
    json_wanted: bool,
) -> None:
    """Take in a delivery of a register.

    FILE is CSV or Parquet, with the columns of the agreement and no others. Each row is accepted,
    or rejected with its reason; the same file again changes nothing.

    Exit code 0 when every row was checked, rejected ones included; 2 when the file as a whole
    cannot be used. Killed in between, the same command goes on where it stopped.
    """
    with console.refusals(), progress("rows") as shown:
        start_django()
        from klik.faces.cli import delivering  # noqa: PLC0415 -- commands that need no database start without Django

        moment = moment_now()
        target = delivering.target_of(municipality, agreement, moment=moment)
        done = delivering.deliver_file(file, target, moment=moment, progress=shown)
        if report is not None:
            delivering.write_report(done, report, language=language)
    if json_wanted:
        console.say_json(done.as_mapping())
    else:
        _say(done, report)


@click.command(epilog=example("klik watch inbox --municipality 37021"))
@click.argument("folder", type=FOLDER, metavar="FOLDER")
@municipality
@agreement
@click.option(
    "--settle", type=click.FloatRange(0, 3600), default=10.0, show_default=True, metavar="SECONDS",
    help="Take a file that nobody wrote to for so long.",
)  # fmt: skip
@click.option("--once", is_flag=True, help="Take what is there, then stop.")
def watch(*, folder: Path, municipality: str, agreement: str, settle: float, once: bool) -> None:
    """Take in every delivery that appears in a folder.

    A file is taken when nobody has written to it for a while. It moves to done/ with the report of
    rejected rows beside it, or to refused/ with the reason. A file in done/ is removed when the
    report of its delivery is closed.

    Killed at any instant and started again, it goes on where it stopped. Stop it with Ctrl-C.
    """
    with console.refusals(), suppress(KeyboardInterrupt):
        start_django()
        from klik.faces.cli import delivering, watching  # noqa: PLC0415 -- commands that need no database start without Django

        target = delivering.target_of(municipality, agreement, moment=moment_now())
        with watching.watched(folder, target, settle_seconds=settle) as watched:
            console.say(f"Watching {folder} for {target.title}", style="bold")
            waited = 0.0
            while True:
                for taken in watched.take_settled(at=time.monotonic()):
                    console.say(taken.sentence, style="green" if taken.is_done else "red")
                if once and waited > settle:
                    return
                time.sleep(pause := max(0.05, settle / 10))
                waited += pause


def _say(done: Delivered, report: Path | None) -> None:
    if done.was_known:
        console.say("This file was delivered before; nothing was changed.")
    console.say(done.sentence, style="bold")
    for code, count in done.reasons.items():
        console.say(f"  {code:<28}{count:>8,}")
    if report is not None:
        console.say(f"The rejected rows stand in {report}", style="green")
