"""`klik demo`: the shipped package, one family, and a synthetic year of births for Wingene."""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path

import click

from klik.faces.cli import console
from klik.faces.cli.explain import explain
from klik.faces.cli.options import FOLDER
from klik.faces.cli.packages import check
from klik.faces.cli.trial import load_adoption, say_totals, try_delivery
from klik.ground.deliveries.synthetic import generate_births, write_births
from klik.ground.trial import Trial

WINGENE = "37021"
DECIDED_ON = date(2026, 3, 2)
YEAR = 2025
FAMILY = "family.yaml"


@click.command()
@click.option(
    "--out", type=FOLDER, default=Path("demo"), show_default=True, help="Where the demo writes."
)
@click.pass_context
def demo(context: click.Context, out: Path) -> None:
    """Show Klik at work on fictitious data.

    Checks the shipped package for birth premiums, explains one family in plain Dutch, and takes a
    made-up year of births for Wingene through the whole line, up to letters and a payment file.
    """
    shipped = Path(str(resources.files("klik.packages").joinpath("shipped")))
    package = shipped / "geboortepremie"
    adoption = shipped / "adoptions" / "geboortepremie" / "00-wingene.yaml"
    out.mkdir(parents=True, exist_ok=True)
    _say_step(1, "Check the shipped package")
    context.invoke(check, folder=package, json_wanted=False)
    _say_step(2, "Explain one family, in plain Dutch")
    family = Path(str(resources.files("klik.faces.cli").joinpath("pages", FAMILY)))
    context.invoke(
        explain, folder=package, facts=family, parameters=None, decided_on=None, language="nl",
        json_wanted=False,
    )  # fmt: skip
    _say_step(3, "A year of births for Wingene, all fictitious, through the whole line")
    delivery = out / f"geboorten-wingene-{YEAR}.csv"
    births = write_births(delivery, generate_births(municipality_nis=WINGENE, year=YEAR))
    console.say(f"{births} rows written to {delivery}, with every edge case among them")
    adopted = load_adoption(package, adoption)
    folder = out / "wingene"
    totals = try_delivery(Trial(adopted, delivery, DECIDED_ON), folder)
    say_totals(totals, folder, "nl")
    console.say("Names, numbers and amounts are fictitious; every letter says so.", style="dim")


def _say_step(number: int, what: str) -> None:
    console.say()
    console.say(f"{number}. {what}", style="bold")
