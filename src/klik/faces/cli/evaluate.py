"""`klik evaluate`: a population on files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from klik.faces.cli import console
from klik.faces.cli.options import FILE, FOLDER, as_json, day_of, decided_on, example
from klik.faces.cli.progress import progress
from klik.faces.cli.summary_words import OUTCOMES
from klik.ground.clock import today
from klik.packages.loading import load_package
from klik.packages.population import evaluate as evaluate_population


@click.command(
    epilog=example(
        "klik evaluate geboortepremie --facts facts.csv --parameters chosen.csv --out out.csv"
    )
)
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option(
    "--facts",
    type=FILE,
    required=True,
    metavar="FILE",
    help="CSV or Parquet; columns named as the facts, and municipality.nis.",
)
@click.option(
    "--parameters",
    type=FILE,
    required=True,
    metavar="FILE",
    help="CSV or Parquet: municipality, parameter, valid_from, valid_to, value.",
)
@click.option("--out", type=FILE, required=True, metavar="FILE", help="CSV or Parquet to write.")
@click.option("--without-conditions", is_flag=True, help="Leave the columns condition.ID out.")
@decided_on
@as_json
def evaluate(  # noqa: PLR0913 -- one option each
    *,
    folder: Path,
    facts: Path,
    parameters: Path,
    out: Path,
    without_conditions: bool,
    decided_on: Any,
    json_wanted: bool,
) -> None:
    """Decide a whole population, from file to file.

    DIR is the folder of the package. The facts are a table with one row per subject and one column
    per fact. What comes out is a table with the subject's keys, the outcome, a column per
    condition (condition.ID) and the amount.

    The parameters say which municipality chose what, and from when until when. A municipality
    without a row there has not adopted the package; a row with an empty parameter adopts the
    defaults.

    Exit code 0 when the file is written, 2 when a file does not fit.
    """
    with console.refusals(str(folder)):
        package = load_package(folder)
    with console.refusals(), progress("deciding"):
        evaluated = evaluate_population(
            package,
            facts=facts,
            parameters=parameters,
            out=out,
            decided_on=day_of(decided_on) or today(),
            explained=not without_conditions,
        )
    if json_wanted:
        console.say_json({"rows": evaluated.rows, "outcomes": dict(evaluated.outcomes)})
        return
    console.say(f"{evaluated.rows:,} rows decided; written to {out}", style="green")
    for outcome, count in evaluated.outcomes.items():
        console.say(f"  {OUTCOMES['en'].get(str(outcome), outcome):<24}{count:>12,}")
