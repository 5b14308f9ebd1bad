"""`klik explain`: one family, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from klik.faces.cli import console
from klik.faces.cli.options import FILE, FOLDER, as_json, day_of, decided_on, example, language
from klik.ground.clock import today
from klik.packages.award_reasons import award_reasons
from klik.packages.case_files import read_case
from klik.packages.compiling import Package
from klik.packages.explanation import Explained, Explainer
from klik.packages.loading import load_package
from klik.packages.wording import Language, format_fact, format_money
from klik.rules.decision import Decision, Verdict

MARKS = {
    Verdict.MET: ("✓", "green"),
    Verdict.UNMET: ("✗", "red"),
    Verdict.UNKNOWN: ("?", "yellow"),
}
OUTCOMES: Mapping[Language, Mapping[str, str]] = {
    "nl": {
        "granted": "Toegekend",
        "refused": "Voorstel: weigeren (een mens beslist)",
        "not_selected": "Niet geselecteerd (iemand mag het altijd zelf vragen)",
        "invited": "Uitnodigen",
        "waiting": "Wachten",
        "undecided": "Nog niet te beslissen",
    },
    "en": {
        "granted": "Granted",
        "refused": "Proposal: refuse (a person decides)",
        "not_selected": "Not selected (anyone may always apply)",
        "invited": "Invite",
        "waiting": "Wait",
        "undecided": "Cannot be decided yet",
    },
}
MISSING = {"nl": "Dit moeten we nog weten", "en": "We still need to know"}
LEFT_OUT = {
    "nl": "{count} andere voorwaarden gelden hier niet",
    "en": "{count} other conditions do not apply here",
}


@click.command(epilog=example("klik explain geboortepremie --facts family.yaml"))
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option(
    "--facts",
    type=FILE,
    required=True,
    metavar="F.yaml",
    help="The case: facts, municipality and application, as in an example.",
)
@click.option(
    "--parameters",
    type=FILE,
    metavar="P.yaml",
    help="What this municipality chose, where it differs from the default.",
)
@decided_on
@language
@as_json
def explain(
    *,
    folder: Path,
    facts: Path,
    parameters: Path | None,
    decided_on: Any,
    language: Language,
    json_wanted: bool,
) -> None:
    """Decide one family's case and give every reason.

    DIR is the folder of the package. F.yaml is written as an example of the package is: facts,
    municipality and, where somebody applied, the application. What is left out is not known.

    Exit code 0 when there is an outcome, whatever it is; 2 when a file does not fit.
    """
    with console.refusals(str(folder)):
        package = load_package(folder)
    with console.refusals(str(facts.parent)):
        situation = read_case(package, facts, parameters=parameters, decided_on=today())
    situation = replace(situation, decided_on=day_of(decided_on) or situation.decided_on)
    decision = package.decider.decide(situation)
    explainer = Explainer(package, language=language)
    if json_wanted:
        console.say_json(_as_json(decision))
    else:
        _say(package, explainer, decision, language)


def _as_json(decision: Decision) -> dict[str, Any]:
    return {
        "outcome": str(decision.outcome),
        "amount": decision.amount,
        "awards": {
            award.id: {
                "outcome": str(award.outcome), "amount": award.amount,
                "quantity": award.quantity, "given_as": award.given_as or None,
                "valid_until": award.valid_until, "collect_by": award.collect_by,
            }
            for award in decision.awards
        },
        "conditions": [
            {"id": name, "verdict": str(verdict)} for name, verdict in decision.verdicts.items()
        ],
        "missing": list(decision.missing),
    }  # fmt: skip


def _say(package: Package, explainer: Explainer, decision: Decision, language: Language) -> None:
    title = package.content["title"]
    console.say(title.get(language, title["nl"]), style="bold")
    outcome = OUTCOMES[language][str(decision.outcome)]
    if decision.amount is not None:
        outcome += f": {format_money(int(decision.amount * 100), language)}"
    console.say(outcome, style="bold green" if decision.amount is not None else "bold")
    console.say()
    explained = (*explainer.explain(decision), *award_reasons(explainer, decision))
    for one in explained:
        if one.verdict != Verdict.NOT_APPLICABLE:
            _say_condition(explainer, one)
    left_out = sum(one.verdict == Verdict.NOT_APPLICABLE for one in explained)
    if left_out:
        console.say(f" - {LEFT_OUT[language].format(count=left_out)}", style="dim")
    if decision.missing:
        console.say()
        console.say(f"{MISSING[language]}:", style="bold")
        for name in decision.missing:
            console.say(f"  • {explainer.label(name)} ({name})")


def _shown_names(package: Package, one: Explained) -> frozenset[str]:
    """Return what a reader recognises: facts, and beside an amount what it was computed from."""
    if one.id not in {award.id for award in package.rulebook.awards}:
        return frozenset(package.declared.facts)
    numbers = (value.name for value in package.rulebook.values if value.expression.type.is_number)
    return frozenset({*package.declared.facts, *numbers})


def _say_condition(explainer: Explainer, one: Explained) -> None:
    mark, style = MARKS[one.verdict]
    console.say(f" {mark} {one.sentence}", style=style)
    names = _shown_names(explainer.package, one)
    facts = [
        format_fact(explainer.label(used.name), explainer.shown(used))
        for used in one.used
        if used.name in names and used.value is not None
    ]
    if facts:
        console.say(f"     {'; '.join(facts)}", style="dim")
