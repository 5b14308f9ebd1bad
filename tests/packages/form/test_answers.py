"""An answer is kept as the rules read it, or refused with what would be accepted."""

from __future__ import annotations

from typing import Any

import pytest
from tests.packages.swimming_package import adoption

from klik.ground.granting.asking import CHECKS
from klik.packages.form import Form, Question, fields_of, form_of, read_page, shown_answer

FORM: Form = form_of(adoption())


def _question(name: str) -> Question:
    found = FORM.question(name)
    assert found is not None
    return found


def _read(name: str, raw: dict[str, str]) -> tuple[Any, list[tuple[str, str]]]:
    found = read_page([_question(name)], raw, checks=CHECKS, given={})
    return found.values.get(name), [(one.field, one.texts["nl"]) for one in found.problems]


def _date(day: str, month: str, year: str) -> dict[str, str]:
    name = "child.birth_date"
    return {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("child.birth_date", _date("10", "2", "2019"), "2019-02-10"),
        ("lesson.paid", {"lesson.paid": "€ 1.250,50"}, "1250.50"),
        ("lesson.paid", {"lesson.paid": "80"}, "80"),
        ("lesson.kind", {"lesson.kind": "group"}, "group"),
        ("reduced.tariff", {"reduced.tariff": "false"}, False),
        ("account.stated", {"account.stated": "be49 9990 0000 0171"}, "BE49999000000171"),
        ("child.municipality", {"child.municipality": "wingene"}, "37021"),
        ("club.number", {"club.number": "0999.990.222"}, "0999990222"),
        ("lesson.proof", {"lesson.proof": "given"}, "given"),
        ("lesson.proof", {"lesson.proof-none": "on"}, "none"),
        (
            "lessons",
            {
                "lessons-rows": "2", "lessons-0-begun_on-day": "1", "lessons-0-begun_on-month": "9",
                "lessons-0-begun_on-year": "2026", "lessons-0-count": "8",
            },
            [{"begun_on": "2026-09-01", "count": 8}],
        ),
        ("lessons", {"lessons-none": "on"}, []),
    ],
)  # fmt: skip
def test_an_answer_is_kept_as_the_rules_read_it_and_shows_again(
    name: str, raw: dict[str, str], value: Any
) -> None:
    found, problems = _read(name, raw)

    assert (found, problems) == (value, [])
    assert _read(name, fields_of(_question(name), value)) == (value, [])
    assert shown_answer(_question(name), value, "nl")


@pytest.mark.parametrize(
    ("name", "raw", "field", "said"),
    [
        ("child.birth_date", {}, "child.birth_date-day", "Vul een datum in."),
        ("child.birth_date", _date("31", "2", "2019"), "child.birth_date-day", "bestaat niet"),
        ("child.birth_date", _date("1", "2", "19"), "child.birth_date-year", "4 cijfers"),
        ("lesson.paid", {"lesson.paid": "veel"}, "lesson.paid", "zoals 12,50"),
        ("lesson.paid", {"lesson.paid": "0,50"}, "lesson.paid", "Vul 1 of meer in."),
        ("lesson.kind", {"lesson.kind": "other"}, "lesson.kind", "Kies een van de antwoorden."),
        ("account.stated", {"account.stated": "BE49999000000172"}, "account.stated", "klopt niet"),
        ("child.municipality", {"child.municipality": "Nergens"}, "child.municipality", "gemeente"),
        ("lesson.proof", {}, "lesson.proof", "Voeg een bestand toe"),
        ("lessons", {"lessons-rows": "1"}, "lessons", "Vul minstens één rij in"),
        (
            "lessons", {"lessons-rows": "1", "lessons-0-count": "8"},
            "lessons-0-begun_on-day", "Vul een datum in.",
        ),
    ],
)  # fmt: skip
def test_a_refused_answer_says_beside_which_field_what_to_do(
    name: str, raw: dict[str, str], field: str, said: str
) -> None:
    value, problems = _read(name, raw)

    assert value is None
    assert [one for one, _ in problems] == [field]
    assert said in problems[0][1]


def test_of_two_keys_one_is_enough_and_none_is_said_once() -> None:
    questions = [_question("child.insz"), _question("child.deed_number")]

    none = read_page(questions, {}, checks=CHECKS, given={})
    one = read_page(questions, {"child.deed_number": "12"}, checks=CHECKS, given={})
    before = read_page(questions[1:], {}, checks=CHECKS, given={"child.insz": "19021000144"})

    assert [problem.field for problem in none.problems] == ["child.insz"]
    assert (one.values, one.problems) == ({"child.deed_number": "12"}, ())
    assert before.problems == ()


def test_no_more_rows_are_read_than_the_package_allows() -> None:
    raw = {"lessons-rows": "9999"} | {f"lessons-{place}-count": "1" for place in range(9)}

    _, problems = _read("lessons", raw)

    assert len(problems) == _question("lessons").most == 3
