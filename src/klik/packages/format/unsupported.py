"""What the format knows and the platform does not do yet, named with its place.

A package that leans on it must not run as if the words were not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from klik.packages.folder import PackageFolder
from klik.packages.format.findings import Findings, found_by
from klik.packages.problems import Problem
from klik.packages.reading import Document, Path

_SERIES = re.compile(r"\bseries\.[a-z]")
_BENEFIT_KEYS = ("recurs", "budget", "limit", "envelope", "period")
_HANDOUT_KEYS = ("use", "shop_paid", "shop_claims")
_SENTENCES = frozenset({"nl", "en"})


def unsupported_problems(folder: PackageFolder) -> list[Problem]:
    """Return a problem `not yet supported: ...` for everything the platform cannot do yet.

    The package must have passed `structure_problems`.
    """
    found = found_by(_package_problems, folder.package)
    return sorted([*found, *found_by(_example_problems, folder)])


def _package_problems(package: Document) -> list[Problem]:
    findings = Findings(package)
    content = package.content
    _note_once(content["subject"].get("once"), ("subject", "once"), findings)
    _note_joint_keys(content["subject"]["keys"], findings)
    _note_sources(content, findings)
    for index, benefit in enumerate(content["benefits"]):
        _note_benefit(benefit, ("benefits", index), findings)
    for path, condition in _conditions(content):
        if "recheck" in condition:
            _note(findings, (*path, "recheck"), "recheck: issue")
    _note_series(content, (), findings)
    return findings.problems


def _note(findings: Findings, path: Path, words: str) -> None:
    findings.at_key(path, _message(words))


def _message(words: str) -> str:
    return f"not yet supported: {words}; leave it out, or wait for a platform that knows it"


def _note_once(once: Any, path: Path, findings: Findings) -> None:
    if once == "period":
        _note(findings, path, "once: period")


def _note_joint_keys(keys: list[Any], findings: Findings) -> None:
    for index, key in enumerate(keys):
        if isinstance(key, list):
            findings.at(("subject", "keys", index), _message("a joint key, [[a, b]]"))


def _note_sources(content: dict[str, Any], findings: Findings) -> None:
    for group in ("facts", "collections"):
        for name, declared in content.get(group, {}).items():
            path = (group, name)
            if "as_of" in declared:
                _note(findings, (*path, "as_of"), "as_of")


def _note_benefit(benefit: dict[str, Any], path: Path, findings: Findings) -> None:
    for key in _BENEFIT_KEYS:
        if key in benefit:
            words = "a period within a benefit" if key == "period" else key
            _note(findings, (*path, key), words)
    if isinstance(benefit["given_as"], dict):
        _note(findings, (*path, "given_as"), "given_as: {from: ...}")
    for key in _HANDOUT_KEYS:
        if key in benefit.get("handout", {}):
            _note(findings, (*path, "handout", key), f"handout.{key}")
    _note_once(benefit.get("once"), (*path, "once"), findings)


def _conditions(content: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    for index, condition in enumerate(content.get("conditions", [])):
        yield ("conditions", index), condition
    for number, benefit in enumerate(content["benefits"]):
        for index, condition in enumerate(benefit.get("conditions", [])):
            yield ("benefits", number, "conditions", index), condition


def _note_series(value: Any, path: Path, findings: Findings) -> None:
    if isinstance(value, str):
        found = _SERIES.search(value) if path[-1] not in _SENTENCES else None
        if found is not None:
            findings.within(path, found.start(), _message("series.*"))
    elif isinstance(value, dict):
        for key, child in value.items():
            _note_series(child, (*path, key), findings)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            _note_series(child, (*path, index), findings)


def _example_problems(folder: PackageFolder) -> list[Problem]:
    if folder.examples is None:
        return []
    findings = Findings(folder.examples)
    if "run" in folder.examples.content.get("defaults", {}):
        _note(findings, ("defaults", "run"), "an example of an envelope (run)")
    for index, case in enumerate(folder.examples.content.get("cases", [])):
        if "run" in case:
            _note(findings, ("cases", index, "run"), "an example of an envelope (run)")
    return findings.problems
