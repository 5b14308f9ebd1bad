"""The page that a trial ends with: what came out, what is for a person, where to look."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from liquid import Environment
from liquid.template import BoundTemplate
from markupsafe import Markup

from klik.faces.cli.summary_words import OUTCOMES, WORDS
from klik.faces.ui.assets import copy_stylesheet, icon_symbols
from klik.ground.granting.persons import REASONS
from klik.ground.territory import municipality_of
from klik.ground.trial import FILES, Totals, Trial
from klik.packages.adoption import Adoption
from klik.packages.format.names import conditions_of
from klik.packages.showing import Showing
from klik.packages.texts import placeholders, render_plain
from klik.packages.wording import Language, format_date, format_money, format_number
from klik.rules.judging import ONCE

HOUSE = "house.css"
_KLIK_COLOUR = "#3a4a5c"


def write_summary(path: Path, trial: Trial, totals: Totals) -> None:
    """Write the summary page to `path`, with its stylesheet beside it.

    The page needs no server and no script; every figure on it comes from `totals`.
    """
    stylesheet = copy_stylesheet(path.parent)
    colour = trial.adoption.content["granting_body"].get("house_colour", _KLIK_COLOUR)
    (path.parent / HOUSE).write_text(f":root {{ --house: {colour} }}\n", encoding="utf-8")
    page = _template().render(
        stylesheet=stylesheet, house=HOUSE, symbols=Markup(icon_symbols("mark-klik")),  # noqa: S704 -- our own file
        **_content(trial, totals),
    )  # fmt: skip
    path.write_text(page, encoding="utf-8")


@cache
def _template() -> BoundTemplate:
    text = resources.files("klik.faces.cli").joinpath("pages", "summary.html").read_text("utf-8")
    return Environment(autoescape=True).from_string(text)


def _content(trial: Trial, totals: Totals) -> dict[str, Any]:
    adoption, language = trial.adoption, trial.language
    words = WORDS[language]
    title, label = adoption.package.content["title"], adoption.content.get("label", {})
    granted = totals.outcomes["granted"]
    return {
        "language": language,
        "words": words,
        "title": title.get(language, title["nl"]),
        "version": adoption.package.content["version"],
        "municipality": municipality_of(adoption.municipality_nis).name,
        "label": label.get(language, label.get("nl", "")),
        "day": format_date(trial.decided_on, language),
        "heading": words["granted_one" if granted == 1 else "granted"].format(
            count=format_number(granted, language)
        ),
        "figures": _figures(totals, language),
        "files": _files(totals, language),
        "tables": _tables(adoption, totals, language),
        "digest": totals.delivery_digest,
    }


def _figures(totals: Totals, language: Language) -> list[dict[str, str]]:
    words = WORDS[language]

    def number(count: int) -> str:
        return format_number(count, language)

    rows = words["rows_note"].format(
        accepted=number(totals.accepted), rejected=number(totals.rejected)
    )
    persons = sum(totals.persons.values())
    figures = [
        ("", words["rows"], number(totals.delivered), rows),
        ("granted", words["letters"], number(totals.letters), words["letters_note"]),
        ("action", words["persons"], number(persons), words["persons_note"]),
        ("", words["pay"], format_money(totals.paid_cents, language),
         words["pay_note"].format(count=number(totals.payments))),
    ]  # fmt: skip
    if totals.handed_out:
        figures.append(("", words["hand_out"], number(totals.handed_out), words["hand_out_note"]))
    names = ("status", "label", "value", "note")
    return [dict(zip(names, figure, strict=True)) for figure in figures]


def _files(totals: Totals, language: Language) -> list[dict[str, str]]:
    wanted = ["decisions", "letters", "persons", "rejects", "reasons"]
    if totals.payments:
        wanted.insert(2, "payments")
    if totals.handed_out:
        wanted.insert(2, "handouts")
    return [
        {
            "name": FILES[name][language],
            "href": FILES[name][language] + ("/" if name in ("letters", "payments") else ""),
            "what": WORDS[language][f"file_{name}"],
        }
        for name in wanted
    ]


def _tables(adoption: Adoption, totals: Totals, language: Language) -> list[dict[str, Any]]:
    words = WORDS[language]
    found = [
        _table("uitkomsten", words["outcomes"], words["outcomes_lead"],
               [(OUTCOMES[language].get(name, name), "", count)
                for name, count in totals.outcomes.most_common()], language, charted=True),
    ]  # fmt: skip
    if totals.persons:
        rows = [
            (REASONS[name][language].rstrip(": "), name, count)
            for name, count in totals.persons.most_common()
        ]
        found.append(_table("mens", words["persons_title"], words["persons_lead"], rows, language))
    if totals.rejects:
        rows = [
            (_reject(totals, name, count, language), name, count)
            for name, count in totals.rejects.most_common()
        ]
        found.append(_table("afgekeurd", words["rejects"], words["rejects_lead"], rows, language))
    if totals.unmet:
        rows = [
            (_condition(adoption, name, language), name, count)
            for name, count in totals.unmet.most_common()
        ]
        found.append(_table("voorwaarden", words["unmet"], words["unmet_lead"], rows, language))
    return found


def _reject(totals: Totals, code: str, count: int, language: Language) -> str:
    """Return why rows were rejected: what the first was told, which may name a line or column."""
    reason = totals.reject_reasons.get(code, code)
    return reason if count == 1 else WORDS[language]["for_example"] + reason


def _condition(adoption: Adoption, name: str, language: Language) -> str:
    """Return the sentence of a condition; one that tells of a single child gives its id."""
    texts = {one["id"]: one["text"] for _, one in conditions_of(dict(adoption.package.content))}
    if name not in texts:
        return WORDS[language]["once" if name == ONCE else "no_amount"]
    sentence = str(texts[name].get(language, texts[name]["nl"]))
    names = {one.name for one in placeholders(sentence)}
    if not names <= set(adoption.parameters):
        return name
    showing = Showing(adoption.package, language)
    shown = {one: showing.placeholder(one, adoption.parameters[one]) for one in names}
    return render_plain(sentence, shown)


def _table(
    identifier: str, title: str, lead: str, rows: list[tuple[str, str, int]],
    language: Language, *, charted: bool = False,
) -> dict[str, Any]:  # fmt: skip
    words = WORDS[language]
    highest = max((count for _, _, count in rows), default=1) or 1
    bars = [
        {
            "label": what, "value": format_number(count, language),
            "y": 22 + 44 * place, "text_y": 16 + 44 * place,
            "width": round(100 * count / highest, 2),
        }
        for place, (what, _, count) in enumerate(rows)
    ]  # fmt: skip
    return {
        "id": identifier,
        "title": title,
        "lead": lead,
        "caption": words["outcomes_chart"] if charted else "",
        "columns": [words["what"], words["count"]],
        "rows": [
            {"what": what, "more": more, "count": format_number(count, language)}
            for what, more, count in rows
        ],
        "bars": bars if charted and len(rows) > 1 else [],
        "height": 44 * len(rows),
    }
