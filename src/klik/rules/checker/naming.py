"""What is said about a name that a scope does not have, or has as something else."""

from __future__ import annotations

import difflib

from klik.rules import syntax
from klik.rules.scope import Scope
from klik.rules.wording import DUTCH


def why_unknown(name: str, scope: Scope) -> str:
    """Return what is wrong with a name that gives no value here, and what would do."""
    if name in scope.collections:
        return f"{name} is a collection; use it with COUNT, SUM, MIN, MAX, any or all"
    if name in scope.tables:
        return f"{name} is a table; use lookup({name}, key)"
    known = [*scope.names, *scope.tables]
    known += [f"{rows}.{part}" for rows, parts in scope.collections.items() for part in parts]
    if name.upper() in DUTCH:
        return f"{name} is not declared; did you mean {DUTCH[name.upper()]}?"
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else _nowhere(name)
    return f"{name} is not declared; {hint}"


def why_not_rows(name: str, scope: Scope) -> str:
    """Return what is wrong with a name that is no collection, and which there are."""
    known = ", ".join(sorted(scope.collections)) or "none declared"
    if not name:
        return (
            f"no field of a collection stands in this; write SUM(rows.field); rows may be: {known}"
        )
    return f"{name} is not a collection; the collections are: {known}"


def rows_named_in(node: syntax.Aggregate, scope: Scope) -> str:
    """Return the collection whose field stands in an aggregate; empty where there is none."""
    for part in syntax.walk(node):
        rows = part.name.rpartition(".")[0] if isinstance(part, syntax.Name) else ""
        if rows in scope.collections:
            return rows
    return ""


def _nowhere(name: str) -> str:
    """Return what to do about a name that nothing declared looks like."""
    declare = "declare it under facts, values or parameters"
    if "." in name:
        return declare
    return f"{declare}; a word of a choice stands between quotes: '{name}'"
