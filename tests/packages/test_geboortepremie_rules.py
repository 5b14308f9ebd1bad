"""Change one thing in a rule of the package, and an example of it or of an adoption fails."""

import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.packages.shipped_package import FILES, adoption, package

from klik.packages.adoption import adoption_examples
from klik.packages.compiling import Package, compile_package
from klik.packages.examples import run_examples
from klik.packages.reading import Path

# What is looked for, and what is put in its place.
CHANGES = (
    (r"<=", "<"),
    (r">=", ">"),
    (r"(?<![<>])=", "<>"),
    (r"<>", "="),
    (r"(?<!<)>(?!=)", ">="),
    (r"\bAND\b", "OR"),
    (r"\bOR\b", "AND"),
    (r"\bNOT (?=\(|[a-z])", ""),
    (r"\bIS NOT NULL", "IS NULL"),
    (r"\bIS NULL", "IS NOT NULL"),
    (r"\bIS NOT NONE", "IS NONE"),
    (r"\bIS NONE", "IS NOT NONE"),
    (r" - ", " + "),
    (r" \+ ", " - "),
    (r" \* ", " + "),
    (r"\bany\(", "all("),
    (r"\ball\(", "any("),
    (r"\bTRUE\b", "FALSE"),
    (r"\bFALSE\b", "TRUE"),
    (r"(?<![\w.'])1(?![\w.'])", "2"),
    (r"(?<![\w.'])0(?![\w.'])", "1"),
    (r"(?<![\w.'])15(?![\w.'])", "16"),
)
# Who is paid is no part of an expectation: test_geboortepremie.py holds these values.
PAID = frozenset({("values", "payee.iban", "is"), ("values", "debts.set_off", "is")})
# The branch for a mother who is no beneficiary is unknown whatever it compares.
ALIKE = re.compile(r"ELSE mother\.resident_since < resident_by")


def _places(content: Any) -> Iterator[Path]:
    yield ("reference_day",)
    yield from (("values", name, "is") for name in content["values"])
    for place, one in enumerate(content["conditions"]):
        yield from (("conditions", place, key) for key in ("when", "applies") if key in one)
    for number, benefit in enumerate(content["benefits"]):
        yield from (("benefits", number, key) for key in ("amount", "quantity") if key in benefit)
        for place, one in enumerate(benefit.get("conditions", [])):
            path = ("benefits", number, "conditions", place)
            yield from ((*path, key) for key in ("when", "applies") if key in one)


PLACES = [place for place in _places(package().content) if place not in PAID]


@pytest.mark.parametrize("place", PLACES, ids=lambda path: ".".join(str(step) for step in path))
def test_a_changed_rule_fails_an_example(place: Path) -> None:
    survived = [
        changed
        for changed in _changed(str(_at(package().content, place)), place[-1])
        if not ALIKE.search(changed) and _holds(place, changed)
    ]

    assert survived == []


def test_a_rule_that_is_not_changed_fails_nothing() -> None:
    place = ("conditions", 0, "when")

    assert _holds(place, str(_at(package().content, place)))


def _changed(text: str, key: str | int) -> Iterator[str]:
    if key == "when":
        yield from (f"NOT ({text})", "TRUE")
    if key == "applies":
        yield from ("TRUE", "FALSE")
    for pattern, instead in CHANGES:
        for found in re.finditer(pattern, text):
            yield text[: found.start()] + instead + text[found.end() :]


def _at(content: Any, path: Path) -> Any:
    for step in path:
        content = content[step]
    return content


def _holds(place: Path, changed: str) -> bool:
    """Return whether the package still compiles and every example still holds."""
    content = dict(copy.deepcopy(package().content))
    _at(content, place[:-1])[place[-1]] = changed
    folder = package().folder
    document = replace(folder.package, content=content)
    found, _ = compile_package(replace(folder, package=document))
    return found is not None and _examples_hold(found)


def _examples_hold(found: Package) -> bool:
    if run_examples(found)[1]:
        return False
    return not any(adoption_examples(replace(adoption(file), package=found))[1] for file in FILES)
