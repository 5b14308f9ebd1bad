"""Compares two releases of a package in words that an official reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from klik.packages.consequences import Names, Step, consequence_of
from klik.packages.folder import PackageFolder

MAXIMUM_SHOWN = 300
_SINGULAR = {
    "parameters": "parameter",
    "facts": "fact",
    "collections": "collection",
    "values": "value",
    "conditions": "condition",
    "benefits": "benefit",
    "form": "page",
    "terms": "term",
    "examples": "example",
    "letters": "letter",
}
# What names an item of a list, so that moving it is no change.
_IDENTITIES = ("id", "page", "name")
_STEP_WORDS = {
    Step.NONE: "need not rise",
    Step.PATCH: "must rise in its third number at least",
    Step.MINOR: "must rise in its second number at least",
    Step.MAJOR: "must rise in its first number",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two releases.

    Attributes:
        path: Where, in words, as `parameter deadline_months, default`.
        kind: added, removed or changed.
        old: What stood there, as it is written in the package; None if it was added.
        new: What stands there; None if it was removed.
        consequence: What it means for an adopter.
        step: How far the version must rise for it.
    """

    path: str
    kind: str
    old: str | None
    new: str | None
    consequence: str
    step: Step

    def __str__(self) -> str:
        values = {
            "added": f"added: {self.new}",
            "removed": f"removed: {self.old}",
            "changed": f"{self.old} becomes {self.new}",
        }
        return f"{self.path}: {values[self.kind]} ({self.consequence})"


@dataclass(frozen=True, slots=True)
class VersionVerdict:
    """Whether a version number rises enough for what changed.

    Attributes:
        old: The version of the earlier release.
        new: The version of the later one.
        step: How far it must rise.
        rises_enough: Whether it does.
        sentence: The verdict in words.
    """

    old: str
    new: str
    step: Step
    rises_enough: bool
    sentence: str


def differences(old: PackageFolder, new: PackageFolder) -> tuple[Difference, ...]:
    """Return what differs between two releases, package first, then examples, letters and README.

    Both must have passed `structure_problems`. The order of conditions, benefits, pages and
    examples is no difference; nor is the version or the change log.
    """
    return tuple(
        _difference(path, before, after)
        for path, before, after in _changes(_comparable(old), _comparable(new), ())
    )


def version_verdict(old: PackageFolder, new: PackageFolder) -> VersionVerdict:
    """Return whether the version of `new` rises enough above that of `old`."""
    found = differences(old, new)
    step = max((difference.step for difference in found), default=Step.NONE)
    before, after = old.package.content["version"], new.package.content["version"]
    enough = _rises(before, after) >= step
    sentence = f"from {before} to {after}: the version {_STEP_WORDS[step]}"
    if not enough:
        decisive = next(difference for difference in found if difference.step == step)
        sentence += f", because of {decisive.path} ({decisive.consequence})"
    return VersionVerdict(before, after, step, enough, sentence)


def _comparable(folder: PackageFolder) -> dict[str, Any]:
    content = {key: each for key, each in folder.package.content.items() if key != "version"}
    examples = folder.examples.content if folder.examples is not None else {}
    content["examples"] = {case["name"]: case for case in examples.get("cases", [])}
    if "defaults" in examples:
        content["examples"]["(defaults)"] = examples["defaults"]
    content["letters"] = {
        f"{kind} ({language})": {"text": letter.text}
        for (kind, language), letter in folder.letters.items()
    }
    if folder.readme is not None:
        content["readme"] = folder.readme
    return content


def _changes(old: Any, new: Any, path: Names) -> Iterator[tuple[Names, Any, Any]]:
    old_items, new_items = _paired(old, new)
    if old_items is None or new_items is None:
        if old != new or isinstance(old, bool) != isinstance(new, bool):
            yield path, old, new
        return
    for name in [*new_items, *(gone for gone in old_items if gone not in new_items)]:
        before, after = old_items.get(name), new_items.get(name)
        is_group = not path and name in _SINGULAR
        if is_group or (name in old_items and name in new_items):
            yield from _changes(before, after, (*path, name))
        else:
            yield (*path, name), before, after


def _paired(old: Any, new: Any) -> tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]:
    """Return the items of both by name; a group that is not there, or empty, has none."""
    old_items, new_items = _by_name(old), _by_name(new)
    if old_items is None and new_items is not None and not old:
        old_items = {}
    if new_items is None and old_items is not None and not new:
        new_items = {}
    return old_items, new_items


def _by_name(value: Any) -> Mapping[str, Any] | None:
    """Return a group of keys, or a list whose items have names, by name; None for all else."""
    if isinstance(value, dict):
        return value
    if not isinstance(value, list) or not value:
        return None
    for identity in _IDENTITIES:
        if all(isinstance(item, dict) and identity in item for item in value):
            return {str(item[identity]): item for item in value}
    return None


def _difference(path: Names, old: Any, new: Any) -> Difference:
    kind = "added" if old is None else "removed" if new is None else "changed"
    consequence = consequence_of(path, kind, old=old, new=new)
    return Difference(
        path=_in_words(path),
        kind=kind,
        old=None if old is None else _written(old),
        new=None if new is None else _written(new),
        consequence=consequence.sentence,
        step=consequence.step,
    )


def _in_words(path: Names) -> str:
    if path[0] in _SINGULAR and len(path) > 1:
        return ", ".join([f"{_SINGULAR[path[0]]} {path[1]}", *path[2:]])
    return ", ".join(path)


def _written(value: Any) -> str:
    text = " ".join(_flow(value).split())
    return text if len(text) <= MAXIMUM_SHOWN else f"{text[:MAXIMUM_SHOWN]}..."


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _rises(old: str, new: str) -> Step:
    before, after = _numbers(old), _numbers(new)
    if after[0] != before[0]:
        return Step.MAJOR if after > before else Step.NONE
    if after[1] != before[1]:
        return Step.MINOR if after > before else Step.NONE
    return Step.PATCH if after > before else Step.NONE


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.partition("-")[0].split("."))
