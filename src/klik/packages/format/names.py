"""Checks the names that a package declares, and that what it refers to is declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from klik.packages.format.findings import Findings, nearest_or_listed
from klik.packages.problems import Problem
from klik.packages.reading import Document, Path

# What the rule language itself calls by these names.
_BUILT_IN = frozenset(
    {"parameters", "application", "period", "municipality", "today", "issued_on", "earlier"}
    | {"series", "decision", "closing", "issued", "none", "once"}
)
_LANGUAGE = frozenset(
    {
        "add_days",
        "add_months",
        "age_on",
        "all",
        "and",
        "any",
        "as",
        "avg",
        "between",
        "by",
        "case",
        "ceil",
        "coalesce",
        "count",
        "cross",
        "date",
        "days_between",
        "desc",
        "distinct",
        "divide",
        "else",
        "end",
        "exists",
        "false",
        "filter",
        "floor",
        "from",
        "greatest",
        "group",
        "having",
        "in",
        "is",
        "join",
        "least",
        "like",
        "limit",
        "lookup",
        "max",
        "min",
        "months_between",
        "not",
        "null",
        "on",
        "or",
        "order",
        "present",
        "round",
        "select",
        "start_of_year",
        "steps_of",
        "sum",
        "then",
        "true",
        "union",
        "using",
        "when",
        "where",
        "with",
        "year",
    }
)
# In lists of an outcome, `once` stands for a benefit that was given before.
_RESERVED_IDS = frozenset({"once"})


def name_problems(document: Document) -> list[Problem]:
    """Return what is wrong with names and references in a package whose shape is right."""
    findings = Findings(document)
    _note_declared(findings)
    _note_ids(findings)
    _note_pages(findings)
    _note_references(findings)
    return findings.problems


def declared_facts(content: dict[str, Any]) -> dict[str, str]:
    """Return the type of every fact and computed value by its name."""
    return {
        name: declared["type"]
        for group in ("facts", "values")
        for name, declared in content.get(group, {}).items()
    }


def ground_words(content: dict[str, Any]) -> tuple[str, ...]:
    """Return the words for legal grounds that the package uses, each once, in its order.

    Every adopter gives its own article for each of them.
    """
    declared = [
        *content["facts"].values(),
        *content.get("collections", {}).values(),
        *(condition for _path, condition in conditions_of(content)),
        *content["benefits"],
    ]
    return tuple(dict.fromkeys(each["ground"] for each in declared if "ground" in each))


def conditions_of(content: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield every condition, of the package and of its benefits, with its path."""
    for index, condition in enumerate(content.get("conditions", [])):
        yield ("conditions", index), condition
    for number, benefit in enumerate(content["benefits"]):
        for index, condition in enumerate(benefit.get("conditions", [])):
            yield ("benefits", number, "conditions", index), condition


def unknown_name(name: str, accepted: Iterable[str], *, kind: str) -> str:
    """Return the sentence for a name that is not declared."""
    known = list(accepted)
    return f'"{name}" is not {kind}{nearest_or_listed(name, known, intro="declared")}'


def _note_declared(findings: Findings) -> None:
    seen: dict[str, str] = {}
    for group in ("facts", "collections", "values"):
        for name in findings.content.get(group, {}):
            path = (group, name)
            if name in seen:
                findings.at_key(path, f'"{name}" is also declared in {seen[name]}; rename one')
            seen[name] = group
            _note_reserved(name, path, findings)
    collections = findings.content.get("collections", {})
    for name, group in seen.items():
        first, point, _rest = name.partition(".")
        if point and first in collections:
            message = (
                f'"{first}" is a collection, so "{name}" would be a field of it; give it another '
                f"first word, such as {name.replace('.', '_')}"
            )
            findings.at_key((group, name), message)


def _note_reserved(name: str, path: Path, findings: Findings) -> None:
    first, _point, rest = name.partition(".")
    if first in _BUILT_IN or (first in _LANGUAGE and not rest):
        findings.at_key(path, f'"{first}" is a word of the rule language; choose another name')
    if name.endswith(".in_territory"):
        findings.at_key(path, "every fact of type nis has .in_territory by itself; rename this")


def _note_ids(findings: Findings) -> None:
    content = findings.content
    benefits = ((("benefits", index), found) for index, found in enumerate(content["benefits"]))
    seen: dict[str, int] = {}
    for path, declared in (*conditions_of(content), *benefits):
        place = (*path, "id")
        word = declared["id"]
        if word in seen:
            message = f'the id "{word}" already stands on line {seen[word]}; give each its own'
            findings.at(place, message)
        if word in _RESERVED_IDS:
            findings.at(place, f'"{word}" has a meaning of its own in outcomes; rename this')
        seen.setdefault(word, findings.document.place(place).line)


def _note_pages(findings: Findings) -> None:
    pages: set[str] = set()
    asked: dict[str, str] = {}
    for index, page in enumerate(findings.content.get("form", [])):
        if page["page"] in pages:
            message = f'the page "{page["page"]}" stands twice; give each its own word'
            findings.at(("form", index, "page"), message)
        pages.add(page["page"])
        for position, name in enumerate(page["asks"]):
            _note_asked(name, ("form", index, "asks", position), findings)
            if name in asked:
                message = f'"{name}" is already asked on page {asked[name]}; ask it once'
                findings.at(("form", index, "asks", position), message)
            asked.setdefault(name, page["page"])


def _note_asked(name: str, path: Path, findings: Findings) -> None:
    content = findings.content
    declared = {**content["facts"], **content.get("collections", {})}
    if name not in declared:
        findings.at(path, unknown_name(name, declared, kind="a fact or collection"))
    elif "ask" not in declared[name]:
        findings.at(path, f'"{name}" has no question; add `ask: {{label: {{nl: ...}}}}` to it')


def _note_references(findings: Findings) -> None:
    types = {**declared_facts(findings.content), "application.applicant": "insz"}
    for path, name, accepted in _references(findings.content):
        if name not in types:
            findings.at(path, unknown_name(name, types, kind="a fact or value"))
        elif accepted and types[name] not in accepted:
            message = (
                f'"{name}" is of type {types[name]}; here {" or ".join(sorted(accepted))} is '
                "expected"
            )
            findings.at(path, message)


def _references(content: dict[str, Any]) -> Iterator[tuple[Path, str, frozenset[str]]]:
    any_type: frozenset[str] = frozenset()
    yield from _subject_keys(content["subject"]["keys"])
    for group in ("facts", "collections"):
        for name, declared in content.get(group, {}).items():
            if "of" in declared:
                yield (group, name, "of"), declared["of"], any_type
    for index, benefit in enumerate(content["benefits"]):
        yield from _benefit_references(benefit, ("benefits", index))


def _subject_keys(keys: list[Any]) -> Iterator[tuple[Path, str, frozenset[str]]]:
    for index, key in enumerate(keys):
        path = ("subject", "keys", index)
        if isinstance(key, str):
            yield path, key, frozenset()
        else:
            for position, name in enumerate(key):
                yield (*path, position), name, frozenset()


def _benefit_references(
    benefit: dict[str, Any], path: Path
) -> Iterator[tuple[Path, str, frozenset[str]]]:
    payee = benefit.get("payee", {})
    if "account" in payee:
        yield (*path, "payee", "account"), payee["account"], frozenset({"iban"})
    for index, name in enumerate(payee.get("to", [])):
        yield (*path, "payee", "to", index), name, frozenset({"insz", "kbo"})
    if "reduce_by" in benefit:
        yield (*path, "reduce_by", "fact"), benefit["reduce_by"]["fact"], frozenset()
    if "limit" in benefit:
        yield (*path, "limit", "per"), benefit["limit"]["per"], frozenset()
    renewed = benefit.get("recurs", {}).get("renew", {}).get("asks", [])
    for index, name in enumerate(renewed):
        yield (*path, "recurs", "renew", "asks", index), name, frozenset()
