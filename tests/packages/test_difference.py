"""What differs between two releases, in words, and how far the version must rise."""

from pathlib import Path

import pytest
from tests.packages.sample_package import (
    EXAMPLES,
    PACKAGE,
    folder_with,
    replaced,
    write_package,
)

from klik.packages.consequences import Step
from klik.packages.difference import Difference, differences, version_verdict
from klik.packages.folder import PackageFolder, read_folder

CONDITION = """\
  - id: more
    when: child.rank > 1
    text: {nl: Meer.}
    ground: more
"""


def _found(path: Path, *changes: tuple[str, str]) -> tuple[Difference, ...]:
    return differences(folder_with(path / "old"), folder_with(path / "new", *changes))


@pytest.mark.parametrize(
    ("change", "words", "kind", "step"),
    [
        (
            ("default: 0, minimum", "default: 6, minimum"),
            "parameter months, default",
            "changed",
            Step.MINOR,
        ),
        (("default: 0, minimum", "minimum"), "parameter months, default", "removed", Step.MAJOR),
        (
            ("{type: decimal, title", "{type: decimal, default: 1, title"),
            "parameter factor, default",
            "added",
            Step.MINOR,
        ),
        (
            ("minimum: 0, maximum: 60", "minimum: 1, maximum: 60"),
            "parameter months, minimum",
            "changed",
            Step.MAJOR,
        ),
        (
            ("minimum: 0, maximum: 60", "minimum: 0, maximum: 90"),
            "parameter months, maximum",
            "changed",
            Step.MINOR,
        ),
        (
            ("minimum: 0, maximum: 60", "minimum: 0"),
            "parameter months, maximum",
            "removed",
            Step.MINOR,
        ),
        (
            ("may_be_none: true, default: none", "may_be_none: false"),
            "parameter deadline, may_be_none",
            "changed",
            Step.MAJOR,
        ),
        (
            ("{money: {nl: Geld}, ", "{money: {nl: Geld}, credit: {nl: Tegoed}, "),
            "parameter form, options, credit",
            "added",
            Step.MINOR,
        ),
        (
            ("{money: {nl: Geld}, voucher: {nl: Bon}}", "{money: {nl: Geld}}"),
            "parameter form, options, voucher",
            "removed",
            Step.MAJOR,
        ),
        (("{nl: Geld}", "{nl: Euro}"), "parameter form, options, money, nl", "changed", Step.PATCH),
        (("match: step", "match: exact"), "parameter amounts, match", "changed", Step.MAJOR),
        (
            ("    title: {nl: Bedrag volgens de rang}", "    title: {nl: Bedrag}"),
            "parameter amounts, title, nl",
            "changed",
            Step.PATCH,
        ),
        (("trigger: parameters.start", "trigger: automatic"), "trigger", "changed", Step.MAJOR),
        (("once: ever", "once: {years: 2}"), "subject, once", "changed", Step.MAJOR),
        (
            ("source: births.rank,", "source: births.multiple_birth,"),
            "fact child.rank, source",
            "changed",
            Step.MAJOR,
        ),
        (
            ("facts:\n", "facts:\n  child.kind: {type: choice, source: births.birth_type}\n"),
            "fact child.kind",
            "added",
            Step.MAJOR,
        ),
        (
            ("facts:\n", "facts:\n  child.kind: {type: text, by: person}\n"),
            "fact child.kind",
            "added",
            Step.MINOR,
        ),
        (
            ("Het hoeveelste?", "Welk kind?"),
            "fact child.rank, ask, label, nl",
            "changed",
            Step.PATCH,
        ),
        (("0 - parameters.months", "0"), "value resident_before, is", "changed", Step.MAJOR),
        (
            ("in_territory AND", "in_territory OR"),
            "condition lives-here, when",
            "changed",
            Step.MAJOR,
        ),
        (("ground: term", "ground: period"), "condition in-time, ground", "changed", Step.MAJOR),
        (
            ("nl: Te laat.", "nl: U was te laat."),
            "condition in-time, text, unmet, nl",
            "changed",
            Step.PATCH,
        ),
        (("benefits:\n", f"{CONDITION}benefits:\n"), "condition more", "added", Step.MAJOR),
        (("quantity: 1", "quantity: 2"), "benefit welcome, quantity", "changed", Step.MAJOR),
        (("Welkomstpakket", "Pakket"), "benefit welcome, item, nl", "changed", Step.PATCH),
        (("asks: [payee.iban]", "asks: []"), "page rekening, asks", "changed", Step.MINOR),
        (("{days: 60,", "{days: 30,"), "term decide, days", "changed", Step.MAJOR),
        (
            ("audience: [Burger]", "audience: [Vereniging]"),
            "catalogue, audience",
            "changed",
            Step.PATCH,
        ),
    ],
)
def test_a_change_is_told_with_its_consequence(
    tmp_path: Path, change: tuple[str, str], words: str, kind: str, step: Step
) -> None:
    found = {difference.path: difference for difference in _found(tmp_path, change)}

    assert found[words].kind == kind
    assert found[words].step == step
    assert found[words].consequence


def test_a_difference_reads_as_a_sentence(tmp_path: Path) -> None:
    (found,) = _found(tmp_path, ("default: 0, minimum", "default: 6, minimum"))

    assert str(found) == (
        "parameter months, default: 0 becomes 6 (adopters that follow the default get the new one)"
    )


def test_a_removed_condition_is_shown_whole(tmp_path: Path) -> None:
    added = ("benefits:\n", f"{CONDITION}benefits:\n")

    (found,) = differences(folder_with(tmp_path / "old", added), folder_with(tmp_path / "new"))

    assert (found.path, found.kind, found.new) == ("condition more", "removed", None)
    assert found.old == "{id: more, when: child.rank > 1, text: {nl: Meer.}, ground: more}"


@pytest.mark.parametrize(("default", "step"), [("", Step.MAJOR), (" default: 1,", Step.MINOR)])
def test_a_new_parameter_without_a_default_asks_every_adopter(
    tmp_path: Path, default: str, step: Step
) -> None:
    line = f"  more: {{type: integer,{default} title: {{nl: Meer}}}}\ntrigger:"

    (found,) = _found(tmp_path, ("trigger:", line))

    assert (found.path, found.kind, found.step) == ("parameter more", "added", step)


def test_the_same_package_has_no_difference(tmp_path: Path) -> None:
    version = ("version: 1.2.0", "version: 2.0.0")

    assert _found(tmp_path, version) == ()


def test_the_order_of_conditions_and_pages_is_no_difference(tmp_path: Path) -> None:
    first = "  - {page: kind, asks: [child.birth_date, child.rank, stays]}\n"
    moved = _found(tmp_path, (first, ""), ("terms:\n", f"{first}terms:\n"))

    assert moved == ()


def test_examples_letters_and_readme_are_compared(tmp_path: Path) -> None:
    old = _whole(tmp_path / "old", EXAMPLES, "Oud", "Lees dit")
    new = _whole(
        tmp_path / "new",
        replaced(
            EXAMPLES,
            ("amount: 100.00, awards", "amount: 101.00, awards"),
            ("name: We weten het niet", "name: Onbekend"),
            ("decided_on: 2026-03-01", "decided_on: 2026-03-02"),
        ),
        "Nieuw",
        "Lees dat",
    )

    found = [(one.path, one.kind, one.step) for one in differences(old, new)]

    assert found == [
        ("example Eerste kind, expect, amount", "changed", Step.MAJOR),
        ("example Onbekend", "added", Step.PATCH),
        ("example (defaults), decided_on", "changed", Step.PATCH),
        ("example We weten het niet", "removed", Step.PATCH),
        ("letter granted (nl), text", "changed", Step.PATCH),
        ("readme", "changed", Step.PATCH),
    ]


def test_a_group_that_appears_is_told_item_by_item(tmp_path: Path) -> None:
    start = PACKAGE.index("form:\n")
    without = PACKAGE[:start] + PACKAGE[PACKAGE.index("terms:\n") :]
    old = read_folder(write_package(tmp_path / "old", package=without))

    found = differences(old, folder_with(tmp_path / "new"))

    assert [(one.path, one.kind) for one in found] == [
        ("page kind", "added"),
        ("page rekening", "added"),
    ]


@pytest.mark.parametrize(
    ("version", "change", "enough"),
    [
        ("1.2.0", None, "yes"),
        ("1.2.0", ("Te laat.", "Laat."), "no"),
        ("1.2.1", ("Te laat.", "Laat."), "yes"),
        ("1.2.1", ("default: 0, minimum", "default: 6, minimum"), "no"),
        ("1.3.0", ("default: 0, minimum", "default: 6, minimum"), "yes"),
        ("1.3.0", ("in_territory AND", "in_territory OR"), "no"),
        ("2.0.0", ("in_territory AND", "in_territory OR"), "yes"),
        ("1.10.0", ("default: 0, minimum", "default: 6, minimum"), "yes"),
        ("0.9.0", ("Te laat.", "Laat."), "no"),
        ("1.1.9", ("Te laat.", "Laat."), "no"),
    ],
)
def test_the_version_must_rise_enough(
    tmp_path: Path, version: str, change: tuple[str, str] | None, enough: str
) -> None:
    changes = [("version: 1.2.0", f"version: {version}"), *([change] if change else [])]

    verdict = version_verdict(
        folder_with(tmp_path / "old"), folder_with(tmp_path / "new", *changes)
    )

    assert verdict.rises_enough is (enough == "yes")
    assert verdict.sentence.startswith(f"from 1.2.0 to {version}: the version ")


def test_a_version_that_rises_too_little_names_the_change(tmp_path: Path) -> None:
    verdict = version_verdict(
        folder_with(tmp_path / "old"),
        folder_with(tmp_path / "new", ("in_territory AND", "in_territory OR")),
    )

    assert verdict.sentence == (
        "from 1.2.0 to 1.2.0: the version must rise in its first number, because of condition "
        "lives-here, when (the same facts may lead to another outcome)"
    )


def _whole(path: Path, examples: str, letter: str, readme: str) -> PackageFolder:
    write_package(path, examples=examples, letters={"granted.nl": letter})
    (path / "README.md").write_text(readme)
    return read_folder(path)
