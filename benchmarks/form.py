"""One page of a form of 95 questions: saved answers read, every rule evaluated, pages found.

The package is generated: every kind of question, a condition over each, nineteen pages of which
six depend on an answer. No database, no network, no page is drawn.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from klik.ground.granting.asking import CHECKS
from klik.ground.granting.stated import Request
from klik.ground.granting.subjects_asked import subject_of_request
from klik.packages.adoption import Adoption, adoption_document, adoption_of
from klik.packages.form import fields_of, form_of, pages_to_ask, read_page
from klik.packages.loading import load_package

QUESTIONS, PAGE = 95, 5
TARGET_MS = 10.0
TODAY = date(2026, 11, 23)
# Each kind of question, an answer that is enough, and one that is not.
KINDS: tuple[tuple[str, Any, Any], ...] = (
    ("date", "2019-02-10", "2025-02-10"), ("integer", 3, 1), ("money", "12.50", "2.50"),
    ("boolean", True, False), ("choice", "first", "second"),
    ("iban", "BE49999000000171", "BE68539007547034"), ("insz", "91030590405", "19021000144"),
    ("kbo", "0999990222", "0999990321"), ("nis", "37021", "24038"),
    ("text", "een antwoord", "niets"), ("file", "given", "none"),
)  # fmt: skip
ADOPTION = Path(__file__).parents[1] / "tests" / "packages" / "adoptions" / "swimming.yaml"


def main() -> None:
    """Print how long one page takes, at p50 and p95."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=500, help="pages saved; default 500")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        adopted = generated(Path(folder))
    times = sorted(measured(adopted, rounds))
    middle, high = statistics.median(times), times[int(len(times) * 0.95)]
    print(f"{QUESTIONS} questions, {len(adopted.package.content['conditions'])} conditions")
    print(f"one page, rules alone: p50 {middle:.2f} ms, p95 {high:.2f} ms; target {TARGET_MS:.0f}")
    print("target met" if high <= TARGET_MS else "target missed")


def measured(adopted: Adoption, rounds: int) -> Iterator[float]:
    """Yield the milliseconds of each page that is saved, page after page."""
    form = form_of(adopted)
    answers = {f"fact.n{number}": KINDS[number % len(KINDS)][1] for number in range(QUESTIONS)}
    for turn in range(rounds):
        page = form.pages[turn % len(form.pages)]
        raw: dict[str, str] = {}
        for question in page.questions:
            raw |= fields_of(question, answers[question.name])
        begun = time.perf_counter()
        read = read_page(page.questions, raw, checks=CHECKS, given=answers)
        stated = {**answers, **read.values}
        request = Request("91030590405", "Voorbeeld", (), TODAY, TODAY, stated)
        subject = subject_of_request(adopted, request, reference="BEN-1", decided_on=TODAY)
        pages = pages_to_ask(form, subject.situation, known=(), answers=stated)
        decision = adopted.decider.decide(subject.situation)
        yield (time.perf_counter() - begun) * 1000
        if read.problems or decision.outcome != "granted" or not pages[-1].is_answered:
            sys.exit(
                f"the form went wrong: {read.problems}, {decision.outcome}, {decision.missing}"
            )


def generated(folder: Path) -> Adoption:
    """Return the adoption of a package with 95 questions."""
    for name, content in (("package", _content()), ("examples", _examples())):
        text = json.dumps(content, default=str, indent=1)  # which is YAML too
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    package = load_package(folder)
    return adoption_of(adoption_document(adoption_text(), file="adoption.yaml"), package)


def adoption_text() -> bytes:
    """Return the adoption of the generated package by one town, as it is written."""
    text = ADOPTION.read_text("utf-8").replace("package: zwemlessen", "package: benchmark")
    text = text.replace("parameters: {maximum: 60}", "parameters: {}").replace(
        "articles: {residence: artikel 2, lessons: artikel 3, amount: artikel 4}",
        "articles: {rule: artikel 1}",
    )
    return text.encode()


def _content() -> dict[str, Any]:
    names = [f"fact.n{number}" for number in range(QUESTIONS)]
    pages = [names[start : start + PAGE] for start in range(0, QUESTIONS, PAGE)]
    form = [
        {"page": f"page-{number}", "title": {"nl": "Blad"}, "asks": asks}
        | ({"shown_when": names[3]} if number % 3 == 1 else {})
        for number, asks in enumerate(pages)
    ]
    return {
        "format": "klik-package/1", "id": "benchmark", "version": "1.0.0",
        "title": {"nl": "Veel vragen"}, "summary": {"nl": "Een lang formulier."},
        "catalogue": {
            "kind": "FinancieelVoordeel", "audience": ["Burger"], "themes": ["WelzijnGezondheid"]
        },
        "trigger": "request",
        "subject": {"family": "benchmark", "keys": ["fact.n6"], "once": "ever"},
        "reference_day": "application.received_on",
        "facts": {name: _fact(number) for number, name in enumerate(names)},
        "conditions": [_condition(number) for number in range(QUESTIONS)],
        "benefits": [{
            "id": "premium", "given_as": "money", "ground": "rule",
            "amount": " + ".join(names[number] for number in range(2, QUESTIONS, len(KINDS))),
            "payee": {"account": "fact.n5", "to": ["fact.n6"], "else": "person"},
        }],
        "form": form,
        "terms": {"decide": {"days": 30, "from": "decision"}},
    }  # fmt: skip


def _examples() -> dict[str, Any]:
    """Return worked cases, without which no package is published: all is met, and nothing is."""
    cases = [
        _example("Alles klopt", number=1, outcome="granted"),
        _example("Niets klopt", number=2, outcome="refused"),
        {**_example("Nog niets bekend", number=2, outcome="undecided"), "facts": {}},
    ]
    return {"defaults": {"municipality": {"nis": "37021"}}, "cases": cases}


def _example(name: str, *, number: int, outcome: str) -> dict[str, Any]:
    facts = {
        f"fact.n{place}": KINDS[place % len(KINDS)][number]
        for place in range(QUESTIONS)
        if KINDS[place % len(KINDS)][number] is not None
    }
    asked = {"trigger": "request", "received_on": TODAY, "complete_on": TODAY}
    return {
        "name": name,
        "decided_on": TODAY,
        "application": {**asked, "applicant": "91030590405"},
        "facts": facts,
        "expect": {"outcome": outcome},
    }


def _fact(number: int) -> dict[str, Any]:
    kind = KINDS[number % len(KINDS)][0]
    options = {"options": {"first": {"nl": "Eerste"}, "second": {"nl": "Tweede"}}}
    return {"type": kind, **(options if kind == "choice" else {}), "ask": {"label": {"nl": "Wat?"}}}


def _condition(number: int) -> dict[str, Any]:
    tests = {
        "date": "age_on({0}, application.received_on) >= 3", "integer": "{0} > 1",
        "money": "{0} >= 10 AND {0} < 1000", "boolean": "{0}", "choice": "{0} = 'first'",
        "iban": "{0} = 'BE49999000000171'", "insz": "{0} = '91030590405'",
        "kbo": "{0} = '0999990222'",
        "nis": "{0}.in_territory", "text": "{0} <> 'niets'", "file": "present({0})",
    }  # fmt: skip
    test = tests[KINDS[number % len(KINDS)][0]].format(f"fact.n{number}")
    return {"id": f"rule-{number}", "when": test, "text": {"nl": "Dit klopt."}, "ground": "rule"}


if __name__ == "__main__":
    main()
