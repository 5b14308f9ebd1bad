"""`klik run`: plan, approve and execute what a municipality grants by itself."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import click

from klik.faces.cli import console
from klik.faces.cli.options import FOLDER, Day, as_json, day_of, example
from klik.faces.cli.progress import progress
from klik.faces.cli.setup import start_django
from klik.ground.clock import moment_now
from klik.packages.wording import format_money

if TYPE_CHECKING:
    from klik.faces.cli.running import Shown


@click.group()
def run() -> None:
    """Plan, approve and execute a run.

    A plan says what would be decided about every child that was delivered. A second person notes
    the decision of the organ on it; then it is executed: decisions, letters, payments, tasks. RUN
    is the id of a run, or how it begins.
    """


@run.command(epilog=example("klik run plan --municipality 37021"))
@click.option("--municipality", required=True, metavar="NIS", help="Its NIS code of today.")
@click.option(
    "--adoption",
    default="",
    metavar="ID",
    help="Its id or how that begins; not needed where one is in force.",
)
@click.option("--by", default="", metavar="EMAIL", help="The clerk who plans; the operator if not.")
@as_json
def plan(*, municipality: str, adoption: str, by: str, json_wanted: bool) -> None:
    """Plan what would be decided today. Nothing is decided yet.

    A plan that waits for approval is replaced by the new one.
    """
    with console.refusals():
        running = _running()
        run_id = running.plan(municipality, adoption, by=by, moment=moment_now())
        found = running.shown(run_id)
    _say(found, json_wanted=json_wanted)


@run.command(
    epilog=example("klik run approve 3f2c --by an@voorbeeld.example --reference CBS/2026/11-001")
)
@click.argument("run_id", metavar="RUN")
@click.option("--by", required=True, metavar="EMAIL", help="The approver, not who planned.")
@click.option("--reference", required=True, help="Of the decision of the organ.")
@click.option("--organ", default="", help="Who decided; by default as the adoption says.")
@click.option("--decided-on", type=Day(), metavar="DATE", help="When; today by default.")
def approve(*, run_id: str, by: str, reference: str, organ: str, decided_on: Any) -> None:
    """Note that the organ took the decision that was planned.

    Everything is computed again as of that day; where anything changed, the plan is refused and
    nothing is approved.
    """
    with console.refusals():
        _running().approve(
            run_id,
            by=by,
            organ=organ,
            reference=reference,
            decided_on=day_of(decided_on),
            moment=moment_now(),
        )
    console.say("Approved; klik run execute goes on.", style="green")


@run.command(epilog=example("klik run execute 3f2c"))
@click.argument("run_id", metavar="RUN")
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Processes that set letters; by default one per processor.",
)
@as_json
def execute(*, run_id: str, workers: int | None, json_wanted: bool) -> None:
    """Execute an approved run to its end.

    Killed at any instant, the same command goes on where it stopped; done again, nothing changes.
    """
    with console.refusals(), progress("children") as shown:
        running = _running()
        running.execute(run_id, moment=moment_now(), workers=workers, progress=shown)
        found = running.shown(run_id)
    _say(found, json_wanted=json_wanted)


@run.command(epilog=example("klik run show 3f2c --annex lists"))
@click.argument("run_id", metavar="RUN")
@click.option(
    "--annex",
    type=FOLDER,
    metavar="FOLDER",
    help="Write the list annexed to the decision there, as PDF and CSV.",
)
@as_json
def show(*, run_id: str, annex: Path | None, json_wanted: bool) -> None:
    """Show a run in figures: sums, who was left out and why, what a person looks at."""
    with console.refusals():
        running = _running()
        found = running.shown(run_id)
        written = running.write_annex(run_id, annex) if annex is not None else []
    _say(found, json_wanted=json_wanted)
    if not json_wanted:
        for file in written:
            console.say(str(file), style="green")


def _running() -> ModuleType:
    start_django()
    from klik.faces.cli import running  # noqa: PLC0415 -- commands that need no database start without Django

    return running


def _say(found: Shown, *, json_wanted: bool) -> None:
    if json_wanted:
        console.say_json(asdict(found))
        return
    figures = found.figures
    console.say(f"Run {found.id}: {found.state}, {found.done} of {found.total} children done")
    for award, sums in figures["awards"].items():
        said = f"{award}: {sums['count']} times, {format_money(sums['cents'], 'en')}"
        console.say(f"  {said}")
    for key, cents in figures["budget_keys"].items():
        console.say(f"  budget key {key}: {format_money(cents, 'en')}")
    _say_counts("not selected", found.unmet)
    _say_counts("for a person", found.exceptions)
    console.say(
        f"Beside the last run: {found.new} new, {found.gone} gone, {found.changed} with another "
        "amount"
    )


def _say_counts(title: str, counts: dict[str, int]) -> None:
    if counts:
        console.say(f"{title}:")
    for name, count in counts.items():
        console.say(f"  {name:<32}{count:>8,}")
