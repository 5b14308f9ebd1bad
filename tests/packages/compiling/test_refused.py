"""What cannot be compiled is told with file, line, column and what would be accepted."""

from pathlib import Path

import pytest
from tests.packages.printed_package import PACKAGE, Change, compiled, refused

BEFORE = "add_months(child.birth_date, 0 - parameters.parent_residence_months)"
VALUE = f'resident_before: {{type: date, is: "{BEFORE}"}}'
TERMS = "terms:\n"


def value(*lines: str) -> Change:
    """Put values beside the printed one."""
    return (VALUE, "\n  ".join([VALUE, *lines]))


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (("IN parameters.registers", "IN parameters.regsters"), "49:65", "parameters.registers"),
        (("child.rank) *", "child.rnk) *"), "65:48", "did you mean child.rank"),
        (("any(parents,", "any(parent,"), "53:11", "parents"),
        (("parents.resident_since <=", "parents.since <="), "53:24", "resident_since"),
        (("when: child.municipality.in_territory AND", "when: child.rank AND"), "49:11", "boolean"),
        (("reference_day: child.birth_date", "reference_day: child.rank"), "27:16", "date"),
        (("reference_day: child.birth_date", "reference_day: issued_on"), "27:16", "issued_on"),
        (("applies: application.trigger = 'request'", "applies: child.rank"), "57:14", "boolean"),
        (("deadline_months)\n", "deadline_months) = 3\n"), "58:135", "="),
        (("ELSE 1 END", "ELSE 'x' END"), "65:138", "decimal"),
        (('amount: "lookup', 'amount: "child.birth_date" #'), "65:14", "money"),
        (("days: 60", "days: child.birth_date"), "75:18", "integer"),
        (("from: application.complete_on", "from: child.rank"), "75:28", "date"),
        (("days: 90", "days: parameters.care_supplement_factor"), "76:15", "integer"),
        (("from: decision", "from: decisions"), "76:25", "decisions"),
        (
            ("{page: rekening, asks: [payee.iban]}", "{page: rekening, asks: [payee.iban], "
             "shown_when: child.rank}"),
            "72:54", "boolean",
        ),
        (
            ("text: {nl: U vroeg de premie op tijd aan.}", "text: {nl: Op tijd.}\n    if_unmet: "
             "{wait: {until: child.rank}}"),
            "60:30", "date",
        ),
        (
            ("    ground: amount\n", "    ground: amount\n    handout: {pieces: today}\n"),
            "67:23", "integer",
        ),
        (
            ("    ground: amount\n", "    ground: amount\n    handout: {valid: {from: issued_on, "
             "months: child.care_supplement}}\n"),
            "67:48", "integer",
        ),
        (
            ("    ground: amount\n", "    ground: amount\n    handout: {collect: {by: 5}}\n"),
            "67:29", "date",
        ),
        (value('wrong: {type: integer, is: "child.birth_date"}'), "46:31", "integer"),
        (value('asked: {type: date, is: "issued_on"}'), "46:28", "issued_on"),
        ((TERMS, f"period: {{every: year, of: child.rank}}\n{TERMS}"), "74:27", "date"),
        ((TERMS, f"period: {{every: year, of: child.bird_date}}\n{TERMS}"), "74:27", "birth_date"),
    ],
)  # fmt: skip
def test_a_wrong_expression_is_told_at_its_word(
    tmp_path: Path, change: Change, place: str, words: str
) -> None:
    (said, *more) = refused(tmp_path, change)

    assert said.startswith(f"package.yaml:{place}: "), said
    assert words in said
    assert more == []


def test_goods_have_a_whole_number(tmp_path: Path) -> None:
    start = PACKAGE.index("given_as: parameters.given_as       #")
    goods = PACKAGE[start : PACKAGE.index("    ground: amount")]

    said = refused(
        tmp_path, (goods, "given_as: goods\n    quantity: 1.5\n    item: {nl: Pakket}\n")
    )

    assert said[0].startswith("package.yaml:65:15: ")
    assert "integer" in said[0]


@pytest.mark.parametrize(
    ("lines", "chain"),
    [
        (['a: {type: date, is: "a"}'], "a needs a"),
        (
            ['a: {type: date, is: "add_days(b, 1)"}', 'b: {type: date, is: "add_days(a, 1)"}'],
            "a needs b needs a",
        ),
        (
            [
                'a: {type: date, is: "b"}',
                'b: {type: date, is: "c"}',
                'c: {type: date, is: "COALESCE(b, child.birth_date)"}',
            ],
            "b needs c needs b",
        ),
    ],
)
def test_a_value_that_needs_itself_is_told_once(
    tmp_path: Path, lines: list[str], chain: str
) -> None:
    (said,) = refused(tmp_path, value(*lines))

    assert said.endswith(f": a value cannot need itself: {chain}")
    assert said.startswith("package.yaml:4")


def test_a_period_that_needs_itself_is_told_at_the_period(tmp_path: Path) -> None:
    said = refused(
        tmp_path,
        value('start: {type: date, is: "period.first_day"}'),
        (TERMS, f"period: {{every: year, of: start}}\n{TERMS}"),
    )

    assert len(said) == 1
    assert "a value cannot need itself: period.first_day needs start" in said[0]
    assert said[0].startswith("package.yaml:75:27: ")


@pytest.mark.parametrize("day", ["resident_before", "earlier_still"])
def test_a_reference_day_reads_no_parameter_however_far_away(tmp_path: Path, day: str) -> None:
    said = refused(
        tmp_path,
        value('earlier_still: {type: date, is: "add_days(resident_before, -1)"}'),
        ("reference_day: child.birth_date", f"reference_day: {day}"),
    )

    assert said == [
        "package.yaml:27:16: this day chooses the parameters, so it cannot read "
        "parameters.parent_residence_months"
    ]


def test_a_period_reads_no_parameter_through_a_value(tmp_path: Path) -> None:
    said = refused(tmp_path, (TERMS, f"period: {{every: month, of: resident_before}}\n{TERMS}"))

    assert set(said) == {
        "package.yaml:74:28: this day chooses the parameters, so it cannot read "
        "parameters.parent_residence_months"
    }


def test_a_reference_day_may_use_a_value_without_parameters(tmp_path: Path) -> None:
    package = compiled(
        tmp_path,
        value('day: {type: date, is: "COALESCE(child.birth_date, application.received_on)"}'),
        ("reference_day: child.birth_date", "reference_day: day"),
    )

    assert package.rulebook.reference_day.names == {"day"}


def test_every_problem_is_told_and_not_only_the_first(tmp_path: Path) -> None:
    said = refused(
        tmp_path, ("child.rank) *", "child.rnk) *"), ("days: 90", "days: TRUE"),
        ("IN parameters.registers", "IN parameters.regsters"),
    )  # fmt: skip

    assert [line.split(":")[1] for line in said] == ["49", "65", "76"]
