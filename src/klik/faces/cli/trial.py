"""`klik try`: a town's own delivery through the whole line, on files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from klik.faces.cli import console
from klik.faces.cli.options import FILE, FOLDER, as_json, day_of, decided_on, example, language
from klik.faces.cli.progress import progress
from klik.faces.cli.summary import write_summary
from klik.faces.cli.summary_words import OUTCOMES
from klik.ground.clock import today
from klik.ground.deliveries import DeliveryRefused
from klik.ground.trial import FILES, Totals, Trial, run_trial
from klik.packages.adoption import Adoption, adoption_examples, read_adoption
from klik.packages.loading import load_package
from klik.packages.problems import PackageRefused
from klik.packages.wording import Language, format_money


@click.command(
    "try",
    epilog=example(
        "klik try geboortepremie --adoption wingene.yaml --delivery births.csv --out trial"
    ),
)
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option(
    "--adoption",
    type=FILE,
    required=True,
    metavar="A.yaml",
    help="The adoption, with the agreement and its columns.",
)
@click.option(
    "--delivery",
    type=FILE,
    required=True,
    metavar="FILE",
    help="A delivery of births, CSV or Parquet.",
)
@click.option(
    "--out",
    type=FOLDER,
    required=True,
    metavar="FOLDER",
    help="A new or empty folder, or one that an earlier try wrote.",
)
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that make letters.")
@decided_on
@language
@as_json
def try_(  # noqa: PLR0913 -- one option each
    *,
    folder: Path,
    adoption: Path,
    delivery: Path,
    out: Path,
    workers: int | None,
    decided_on: Any,
    language: Language,
    json_wanted: bool,
) -> None:
    """Try a package on a delivery of your own.

    DIR is the folder of the package. Each row of the delivery is accepted or rejected with its
    reason; then come the decisions, the letters, the payment file, the list of what a person looks
    at, and a summary page to open first.

    Nothing leaves this machine: the folder holds what would have been sent and paid. The same
    delivery on the same day gives the same files.

    Exit code 0 when the folder is written, 2 when something does not fit; an earlier result then
    stays as it was.
    """
    day = day_of(decided_on) or today()
    adopted = load_adoption(folder, adoption)
    totals = try_delivery(Trial(adopted, delivery, day, language), out, workers=workers)
    if json_wanted:
        console.say_json(totals.as_mapping())
    else:
        say_totals(totals, out, language)


def load_adoption(folder: Path, adoption: Path) -> Adoption:
    """Return an adoption whose own examples hold; end with exit code 2 where they do not."""
    with console.refusals(str(folder)):
        package = load_package(folder)
    with console.refusals(str(adoption.parent)):
        adopted = read_adoption(adoption, package)
        _, problems = adoption_examples(adopted)
        if problems:
            raise PackageRefused(problems)
    return adopted


def try_delivery(trial: Trial, out: Path, *, workers: int | None = None) -> Totals:
    """Run the trial with a progress bar and write its summary page."""
    language = trial.language
    with console.refusals(), progress("rows") as shown:
        try:
            return run_trial(
                trial,
                out,
                workers=workers,
                progress=shown,
                finish=lambda folder, totals: write_summary(
                    folder / FILES["summary"][language], trial, totals
                ),
            )
        except DeliveryRefused as refused:
            console.stop(f"{trial.delivery}: {refused.reason}")


def say_totals(totals: Totals, out: Path, language: Language) -> None:
    """Print what came out and where to look."""
    console.say(
        f"{totals.delivered:,} rows delivered: {totals.accepted:,} accepted "
        f"({totals.asked:,} with a question), {totals.rejected:,} rejected",
        style="bold",
    )
    for outcome, count in sorted(totals.outcomes.items()):
        console.say(f"  {OUTCOMES['en'].get(outcome, outcome):<24}{count:>8,}")
    if totals.persons["event"]:
        console.say(f"  {'Corrected or withdrawn':<24}{totals.persons['event']:>8,}")
    console.say(
        f"{totals.letters:,} letters; {totals.payments:,} payments of together "
        f"{format_money(totals.paid_cents, 'en')}; {sum(totals.persons.values()):,} for a person"
    )
    console.say(f"Open {out / FILES['summary'][language]}", style="green")
