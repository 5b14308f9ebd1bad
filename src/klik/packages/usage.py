"""Is every question asked, and is every answer used?

What only a resident can tell must stand on a page, or it stays unknown for ever. And what no rule,
letter, payee or sentence uses may not be asked: data that is not needed is not gathered (article
5(1)(c) of Regulation (EU) 2016/679).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from klik.packages.compiling import Package
from klik.packages.format.languages import texts_of
from klik.packages.problems import Problem
from klik.packages.texts import TextRefused, placeholders


def usage_problems(package: Package) -> list[Problem]:
    """Return a problem for every fact or collection that is asked in vain or never asked."""
    document = package.folder.package
    used, asked = _used(package), _asked(package.content)
    problems = []
    for group in ("facts", "collections"):
        for name, declared in package.content.get(group, {}).items():
            if "ask" not in declared or {"source", "by"} & declared.keys():
                continue  # it has another source too, and stands on the platform's own page
            message = _message(name, is_used=name in used, is_asked=name in asked)
            if message:
                place = document.key_place((group, name))
                problems.append(Problem(document.file, place.line, place.column, message))
    return problems


def _message(name: str, *, is_used: bool, is_asked: bool) -> str:
    if not is_used:
        return (
            f"{name} is asked and never used; leave it out, or use it in a rule, text or letter "
            "(what is not needed may not be asked)"
        )
    return "" if is_asked else f"{name} is asked, but stands on no page; add it to a page of `form`"


def _asked(content: Mapping[str, Any]) -> set[str]:
    asked = {name for page in content.get("form", []) for name in page["asks"]}
    for benefit in content["benefits"]:
        asked.update(benefit.get("recurs", {}).get("renew", {}).get("asks", []))
    return asked


def _used(package: Package) -> set[str]:
    """Return every name that decides, pays, is shown or names the subject."""
    names = {*_in_expressions(package), *_in_declarations(package.content), *_in_texts(package)}
    return names | {name.removesuffix(".in_territory") for name in names}


def _in_expressions(package: Package) -> Iterator[str]:
    for expression in package.expressions.values():
        yield from expression.names
    for value in package.rulebook.values:
        yield from value.expression.names


def _in_declarations(content: Mapping[str, Any]) -> Iterator[str]:
    for key in content["subject"]["keys"]:
        yield from [key] if isinstance(key, str) else key
    for group in ("facts", "collections"):
        for declared in content.get(group, {}).values():
            yield declared.get("of", "")
    for benefit in content["benefits"]:
        payee = benefit.get("payee", {})
        yield from payee.get("to", ())
        yield payee.get("account", "")
        yield benefit.get("reduce_by", {}).get("fact", "")
        yield benefit.get("limit", {}).get("per", "")


def _in_texts(package: Package) -> Iterator[str]:
    sentences = (
        sentence for _path, text in texts_of(package.content) for sentence in text.values()
    )
    for text in (*sentences, *(letter.text for letter in package.folder.letters.values())):
        try:
            yield from (placeholder.name for placeholder in placeholders(text))
        except TextRefused:
            continue  # the check of texts and letters tells what is wrong with it
