"""Change one choice of an adoption, or one default of the package, and an example fails."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from tests.packages.shipped_package import FILES, adoption, defaults_of, package

from klik.packages.examples import run_cases

NUMBERS = frozenset({"integer", "decimal", "money"})
# What a changed choice leaves as it was, each with the reason why no decision can tell.
UNSEEN: dict[str, set[tuple[str, ...]]] = {
    "who starts shows in who sends a form, not in a decision": {
        ("trigger", "invitation"),
        ("trigger", "request"),
    },
    "an own child matters only where adoption counts": {("occasions", "stiefadoptie")},
    "what holds from the birth, or for all parents, holds for less": {
        ("05-dilbeek.yaml", "residents", "child"),
        ("ranst.yaml", "residents", "one_parent"),
    },
    "who may apply shows where somebody applies; the examples of the demonstration begin alone": {
        ("00-wingene.yaml", "applicant_roles", word)
        for word in package().content["parameters"]["applicant_roles"]["options"]
    },
    "a debt is looked at before payment; test_geboortepremie.py holds it": {("checks", "schulden")},
}
# A default that no decision shows, for the same kind of reason.
UNSEEN_DEFAULTS: set[tuple[str, ...]] = {
    # An example cannot expect that a voucher has no last day.
    ("voucher_months", ""),
    ("trigger", "invitation"),
    ("trigger", "request"),
    ("form_choice", "automatic"),
    ("form_choice", "request"),
    ("occasions", "pleegzorg"),
    ("checks", "schulden"),
    # Offering one destination more shows only where a family chooses that one.
    *(
        ("destinations", word)
        for word in package().content["parameters"]["destinations"]["options"]
    ),
}


@pytest.mark.parametrize("file", FILES)
def test_a_changed_choice_fails_an_example(file: str) -> None:
    given = adoption(file).content["parameters"]

    survived = [
        (name, changed)
        for name, value in given.items()
        for word, changed in _changes(name, value)
        if not _is_unseen(file, name, word, given) and _holds(file, {**given, name: changed})
    ]

    assert survived == []


@pytest.mark.parametrize("file", FILES)
def test_a_changed_period_or_place_fails_an_example(file: str) -> None:
    content = adoption(file).content
    place = "territory" if "territory" in content else "municipality"
    first, last = content["period"]["from"], content["period"]["until"]
    changes: list[dict[str, Any]] = [{place: {"nis": "11001"}}]
    changes.append({"adopted": {"from": "2035-01-01", "until": last}})
    if last != "none":
        changes.append({"adopted": {"from": first, "until": _day_before(last)}})

    survived = [change for change in changes if _holds(file, content["parameters"], change=change)]

    assert survived == []


@pytest.mark.parametrize("name", [*package().content["parameters"]])
def test_a_changed_default_fails_an_example_of_the_package(name: str) -> None:
    survived = [
        changed
        for word, changed in _changes(name, package().content["parameters"][name]["default"])
        if (name, word) not in UNSEEN_DEFAULTS and _package_holds({name: changed})
    ]

    assert survived == []


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _is_unseen(file: str, name: str, word: str, given: Mapping[str, Any]) -> bool:
    if (name, word) == ("occasions", "stiefadoptie") and "adoptie" in given["occasions"]:
        return False
    if (name, word) == ("trigger", "request" if given["trigger"] == "automatic" else ""):
        return False
    every = set().union(*UNSEEN.values())
    return bool({(name, word), (file, name, word)} & every)


def _changes(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield small changes of a parameter, each with the word that tells it apart."""
    declared = package().content["parameters"][name]
    kind = declared["type"]
    if kind in NUMBERS:
        yield from _numbers(value, declared)
    elif kind == "choice":
        yield from ((word, word) for word in declared["options"] if word != value)
    elif kind == "set":
        for word in declared["options"]:
            yield word, [one for one in value if one != word] if word in value else [*value, word]
    elif kind == "text":
        yield "", "een doos" if value == "none" else "none"
    else:
        yield from (("", rows) for rows in _tables(value, declared))


def _numbers(value: Any, declared: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if value == "none":
        yield "", 1
        return
    yield "", value + 1
    if value - 1 >= declared.get("minimum", 0):
        yield "", value - 1


def _tables(rows: list[dict[str, Any]], declared: Mapping[str, Any]) -> Iterator[Any]:
    for place, row in enumerate(rows):
        before, after = rows[:place], rows[place + 1 :]
        if before or after:
            yield [*before, *after]
        for column in row:
            kind = {**declared["key"], **declared["value"]}[column]
            if kind in NUMBERS:
                yield [*before, {**row, column: row[column] + 1}, *after]
            if kind == "date":
                yield [*before, {**row, column: row[column][:-2] + "02"}, *after]


def _holds(file: str, parameters: Mapping[str, Any], *, change: Any = None) -> bool:
    """Return whether every example of an adoption still holds with other choices."""
    found = adoption(file)
    defaults = {**defaults_of(found.content), "parameters": parameters, **(change or {})}
    examples = found.content["examples"]
    _, problems = run_cases(package(), found.document, examples, ("examples",), defaults)
    return not problems


def _package_holds(parameters: Mapping[str, Any]) -> bool:
    document = package().folder.examples
    assert document is not None
    defaults = {**document.content["defaults"], "parameters": parameters}
    _, problems = run_cases(package(), document, document.content["cases"], ("cases",), defaults)
    return not problems
