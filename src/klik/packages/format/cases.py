"""Checks the worked cases: what they name is declared, and nothing needed is left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from klik.packages.format.findings import Findings
from klik.packages.format.names import conditions_of, unknown_name
from klik.packages.problems import Problem
from klik.packages.reading import Document, Path

_APPLICATION = ("trigger", "received_on", "complete_on", "applicant")


def case_problems(package: Document, examples: Document) -> list[Problem]:
    """Return what is wrong with the examples of a package; the shapes of both must be right."""
    findings = Findings(examples)
    names = _Names(package.content)
    defaults = findings.content.get("defaults", {})
    _note_given(defaults, ("defaults",), names, findings)
    seen: dict[str, int] = {}
    for index, case in enumerate(findings.content["cases"]):
        path = ("cases", index)
        if case["name"] in seen:
            message = f"case {seen[case['name']]} has the same name; give each its own"
            findings.at((*path, "name"), message)
        seen.setdefault(case["name"], index + 1)
        for key in ("decided_on", "municipality"):
            if key not in case and key not in defaults:
                findings.at(path, f"the case lacks `{key}`, and `defaults` does not give it")
        if "facts" not in case and "run" not in case and "facts" not in defaults:
            findings.at(path, "the case lacks `facts`, and `defaults` does not give any")
        _note_given(case, path, names, findings)
        _note_expected(case["expect"], (*path, "expect"), names, findings)
    return findings.problems


class _Names:
    """What a package declares, as far as an example may name it."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        package = dict(content)
        self.facts: Collection[str] = package["facts"]
        self.collections: dict[str, Collection[str]] = {
            name: declared["fields"] for name, declared in package.get("collections", {}).items()
        }
        self.parameters: Collection[str] = package.get("parameters", {})
        self.benefits = dict.fromkeys(benefit["id"] for benefit in package["benefits"])
        conditions = [condition["id"] for _path, condition in conditions_of(package)]
        self.settled = dict.fromkeys([*conditions, *self.benefits])
        self.missing = dict.fromkeys(
            [
                *self.facts,
                *self.collections,
                *(f"{name}.{field}" for name in self.collections for field in self.fields(name)),
                *(f"application.{name}" for name in _APPLICATION),
                *(f"{name}.in_territory" for name in self.facts),
            ]
        )

    def fields(self, collection: str) -> Collection[str]:
        return self.collections[collection]


def _note_given(case: Mapping[str, Any], path: Path, names: _Names, findings: Findings) -> None:
    for name in case.get("parameters", {}):
        if name not in names.parameters:
            message = unknown_name(name, names.parameters, kind="a parameter")
            findings.at_key((*path, "parameters", name), message)
    _note_facts(case.get("facts", {}), (*path, "facts"), names, findings)
    for index, earlier in enumerate(case.get("earlier", [])):
        for name in earlier["keys"]:
            if name not in names.facts:
                message = unknown_name(name, names.facts, kind="a fact")
                findings.at_key((*path, "earlier", index, "keys", name), message)
    for index, member in enumerate(case.get("run", [])):
        _note_facts(member["facts"], (*path, "run", index, "facts"), names, findings)


def _note_facts(facts: Mapping[str, Any], path: Path, names: _Names, findings: Findings) -> None:
    for name, given in facts.items():
        place = (*path, name)
        if name in names.collections:
            _note_rows(given, names.collections[name], place, findings)
        elif name not in names.facts:
            known = [*names.facts, *names.collections]
            findings.at_key(place, unknown_name(name, known, kind="a fact or collection"))
        elif isinstance(given, list):
            findings.at(place, f'"{name}" is one fact and no collection; give one value')


def _note_rows(given: Any, fields: Collection[str], path: Path, findings: Findings) -> None:
    if given is None:
        return
    if not isinstance(given, list):
        findings.at(path, "a collection is a list of rows, as [{FIELD: VALUE}], or null")
        return
    for index, row in enumerate(given):
        for name in row:
            if name not in fields:
                message = unknown_name(name, fields, kind="a field")
                findings.at_key((*path, index, name), message)


def _note_expected(
    expected: Mapping[str, Any], path: Path, names: _Names, findings: Findings
) -> None:
    lists = (
        ("unmet", {**names.settled, "once": None}, "a condition or benefit"),
        ("unknown", names.settled, "a condition or benefit"),
        ("missing", names.missing, "a fact"),
    )
    for key, known, kind in lists:
        for index, name in enumerate(expected.get(key, [])):
            if name not in known:
                findings.at((*path, key, index), unknown_name(name, known, kind=kind))
    for name in expected.get("awards", {}):
        if name not in names.benefits:
            message = unknown_name(name, names.benefits, kind="a benefit")
            findings.at_key((*path, "awards", name), message)
