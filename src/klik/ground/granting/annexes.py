"""The list that an organ annexes to its decision, as a tagged PDF and as CSV. It names nobody."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from typst import Compiler

from klik.ground.deliveries import neutralise
from klik.ground.letters.letter import Language
from klik.packages.wording import format_date, format_money

_FORM = Path(__file__).parent / "form"
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "nl": {
        "heading": "Lijst bij de beslissing: {title}",
        "plan": "Plan van {day}. Kenmerk van het plan: {digest}",
        "decision": "Beslissing van {day}, kenmerk {reference}",
        "count": "Aantal: {count}",
        "total": "Totaal: {total}",
        "reference": "kenmerk",
        "amount": "bedrag",
        "outcome": "beslissing",
        "grant": "toegekend",
        "revise": "toegekend, vervangt een eerdere beslissing",
        "budget": "Budgetsleutel {key}: {cents}",
        "award": "{award}: {count} keer, {cents}",
        "each": "{amount}: {count} keer",
        "page": "bladzijde",
        "of": "van",
    },
    "en": {
        "heading": "List to the decision: {title}",
        "plan": "Plan of {day}. Mark of the plan: {digest}",
        "decision": "Decision of {day}, reference {reference}",
        "count": "Number: {count}",
        "total": "Total: {total}",
        "reference": "reference",
        "amount": "amount",
        "outcome": "decision",
        "grant": "granted",
        "revise": "granted, replaces an earlier decision",
        "budget": "Budget key {key}: {cents}",
        "award": "{award}: {count} times, {cents}",
        "each": "{amount}: {count} times",
        "page": "page",
        "of": "of",
    },
}
_SHOWN = 16  # signs of the plan's digest that are printed: enough to tell two plans apart


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """One child in the list: the reference of its decision, its cents and `grant` or `revise`."""

    reference: str
    amount_cents: int | None
    treatment: str


@dataclass(frozen=True, slots=True)
class Annex:
    """The list that an organ annexes to its decision.

    Attributes:
        language: Of the words.
        body_name: The legal person that grants.
        organ: Who decides.
        title: Of the benefit.
        decided_on: The day of the decision; of the plan before there is one.
        decision_reference: Of the organ's decision; empty before there is one.
        plan_digest: Names the plan; hexadecimal.
        figures: As `planning.figures_of` gives them.
        lines: By reference.
        label: A word that is printed on every page, for example `VOORBEELD`; may be empty.
        award_titles: By the id of an award in `figures`, what people call it.
    """

    language: Language
    body_name: str
    organ: str
    title: str
    decided_on: date
    decision_reference: str
    plan_digest: str
    figures: Mapping[str, Any]
    lines: tuple[AnnexLine, ...]
    label: str = ""
    award_titles: Mapping[str, str] = field(default_factory=dict)


def annex_pdf(annex: Annex) -> bytes:
    """Return the list as a tagged PDF/A-2a and PDF/UA-1; the same bytes for the same list."""
    dated_at = datetime.combine(annex.decided_on, time(12), tzinfo=UTC)
    rendered = _compiler().compile(
        format="pdf",
        sys_inputs={"annex": json.dumps(_content(annex), ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(dated_at.timestamp()),
    )
    if not isinstance(rendered, bytes):
        raise TypeError("typst gave no PDF")
    return rendered


def annex_csv(annex: Annex) -> bytes:
    """Return the list as CSV with semicolons in UTF-8, which a spreadsheet opens safely."""
    words = _WORDS[annex.language]
    written = io.StringIO(newline="")
    table = csv.writer(written, delimiter=";", lineterminator="\n")
    table.writerow([words["reference"], words["amount"], words["outcome"]])
    for line in annex.lines:
        cells = (line.reference, _plain_amount(line.amount_cents), words[line.treatment])
        table.writerow([neutralise(cell) for cell in cells])
    return written.getvalue().encode("utf-8-sig")


def _content(annex: Annex) -> dict[str, Any]:
    words, language = _WORDS[annex.language], annex.language
    day = format_date(annex.decided_on, language)
    said = (
        words["decision"].format(day=day, reference=annex.decision_reference)
        if annex.decision_reference
        else words["plan"].format(day=day, digest=annex.plan_digest[:_SHOWN])
    )
    return {
        "language": language,
        "heading": words["heading"].format(title=annex.title),
        "body_name": annex.body_name,
        "organ": annex.organ,
        "said": said,
        "mark": annex.plan_digest[:_SHOWN],
        "label": annex.label,
        "sums": _sums(annex),
        "head": [words["reference"], words["amount"], words["outcome"]],
        "rows": [
            [line.reference, _shown(line.amount_cents, language), words[line.treatment]]
            for line in annex.lines
        ],
        "page": words["page"],
        "of": words["of"],
    }


def _sums(annex: Annex) -> list[str]:
    words, language, figures = _WORDS[annex.language], annex.language, annex.figures
    awards = [
        words["award"].format(
            award=annex.award_titles.get(award, award),
            count=sums["count"],
            cents=format_money(sums["cents"], language),
        )
        for award, sums in sorted(figures["awards"].items())
    ]
    budget = [
        words["budget"].format(key=key, cents=format_money(cents, language))
        for key, cents in sorted(figures["budget_keys"].items())
    ]
    total = words["total"].format(total=format_money(figures["total_cents"], language))
    return [words["count"].format(count=len(annex.lines)), *awards, *_each(annex), *budget, total]


def _each(annex: Annex) -> list[str]:
    """Return how many get which amount, the largest amount first."""
    words, language = _WORDS[annex.language], annex.language
    counted = Counter(one.amount_cents for one in annex.lines if one.amount_cents is not None)
    return [
        words["each"].format(amount=format_money(cents, language), count=count)
        for cents, count in sorted(counted.items(), reverse=True)
    ]


def _shown(cents: int | None, language: Language) -> str:
    return "" if cents is None else format_money(cents, language)


def _plain_amount(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100},{cents % 100:02d}"


@cache
def _compiler() -> Compiler:
    return Compiler(input=str(_FORM / "annex.typ"), root=str(_FORM), ignore_system_fonts=True)
