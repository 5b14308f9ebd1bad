"""`klik explain`: one family, in words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from klik.faces.cli import console
from klik.faces.cli.options import FILE, FOLDER, as_json, day_of, decided_on, language
from klik.ground.clock import today
from klik.packages.adoption import read_adoption_document
from klik.packages.award_reasons import award_reasons
from klik.packages.checking import load_package
from klik.packages.compiling import Package
from klik.packages.explanation import Explained, Explainer
from klik.packages.situations import situation_of
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


@click.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option(
    "--facts",
    type=FILE,
    required=True,
    metavar="F.yaml",
    help="Facts, municipality and application, as in an example.",
)
@click.option("--parameters", type=FILE, metavar="P.yaml", help="Parameters that differ.")
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
    """Decide one case with the package in DIR and give every reason.

    F.yaml is written as an example: facts, municipality, application. Exit code 2 on bad input.
    """
    with console.refusals(str(folder)):
        package = load_package(folder)
    with console.refusals(str(facts.parent)):
        case = _case(facts, parameters)
        day = day_of(decided_on) or today()
        if decided_on is not None:
            case = {**case, "decided_on": day.isoformat()}
        decision = package.decider.decide(situation_of(package, case, decided_on=day))
    explainer = Explainer(package, language=language)
    if json_wanted:
        console.say_json(_as_json(decision))
    else:
        _say(package, explainer, decision, language)


def _case(facts: Path, parameters: Path | None) -> dict[str, Any]:
    case = dict(read_adoption_document(facts).content)
    if "facts" not in case and not {"municipality", "application"} & set(case):
        case = {"facts": case}
    if parameters is not None:
        case["parameters"] = {**case.get("parameters", {}), **_parameters(parameters)}
    return case


def _parameters(path: Path) -> Mapping[str, Any]:
    content = read_adoption_document(path).content
    found: Mapping[str, Any] = content.get("parameters", content)
    return found


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


def shown_names(package: Package) -> frozenset[str]:
    """Return the names that a reader recognises: facts, and the named values of the package."""
    return frozenset({*package.declared.facts, *package.content.get("values", {})})


def _say_condition(explainer: Explainer, one: Explained) -> None:
    mark, style = MARKS[one.verdict]
    console.say(f" {mark} {one.sentence}", style=style)
    facts = [
        format_fact(explainer.label(used.name), explainer.shown(used))
        for used in one.used
        if used.name in shown_names(explainer.package) and used.value is not None
    ]
    if facts:
        console.say(f"     {'; '.join(facts)}", style="dim")
