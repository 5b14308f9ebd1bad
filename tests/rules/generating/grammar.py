"""The forms of the rule language as templates, per kind that they give.

A slot such as <date> is filled with any expression of that kind. <date.> takes a name or literal,
<date=> a literal (of money and words only there: `12.50` alone is a decimal), <date!> nothing that
may be none, <parents:date> may use the fields of that collection, and <date+ended.on> may use
ended.on as a day because the template asked whether it is none.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tests.rules.generating.subjects import COLLECTIONS, FACTS

from klik.rules.tokens import Word, read_words
from klik.rules.types import Kind

SLOT = re.compile(r"<(?:(\w+):)?(\w+)(!?)([.=]?)(?:\+([\w.]+))?>")
AGGREGATE = re.compile(r"\b(any|all|count|sum|min|max)\(", re.IGNORECASE)
NUMBERS = ("integer", "decimal", "money")
ORDERED = (*NUMBERS, "date")
OFTEN = 3


def _compared(kind: str, operators: tuple[str, ...]) -> list[str]:
    return [f"<{kind}> {operator} <{kind}>" for operator in operators]


def _compared_with_literal(kind: str) -> list[str]:
    return [f"<{kind}> {operator} <{kind}=>" for operator in ("=", "<>", "<", "<=", ">", ">=")]


def _booleans() -> list[str]:
    forms = [
        *("(<boolean>) AND (<boolean>)", "(<boolean>) OR (<boolean>)") * OFTEN,
        *("NOT (<boolean>)", "(<boolean>) AND (<boolean>) AND (<boolean.>)"),
        "(<boolean.>) OR (<boolean>) AND NOT (<boolean>)",
        *("present(proof)", "NOT present(proof)", "(<boolean>) = (<boolean>)"),
        *("(<boolean>) OR NULL", "NULL AND (<boolean>)"),
        *("<choice> IN parameters.kinds", "<integer> IN parameters.ranks"),
        *("<decimal> NOT IN parameters.factors", "<date> IN parameters.days"),
        *("<nis> NOT IN parameters.places", "<nis> IN ('37021', <nis.>)", "remark = 'it''s'"),
        *("<integer> IN (<integer.>, <integer=>)", "<choice> NOT IN ('half', <choice.>)"),
        *("<date> IN (<date.>, <date.>)", "<money> IN (<money.>, 10)", "remark <> ''"),
        *("<integer> < plan.months", "ceiling <> <money>", "last.kind = <choice>"),
        *(
            "<decimal> >= discount",
            "NOT (<date> > ended.on)",
            "plan.months BETWEEN <integer> AND 9",
        ),
        *("add_months(child.born, plan.months) IS NONE", "least(ceiling, price) IS NOT NONE"),
        *("(discount * factor) IS NONE", "COALESCE(ended.on, moved.on) IS NOT NONE"),
        *_compared("choice", ("=", "<>", "!=")),
    ]
    for kind in ORDERED:
        forms += _compared(kind, ("=", "<>", "<", "<=", ">", ">="))
        forms += _compared_with_literal(kind)
        forms += [f"<{kind}> BETWEEN <{kind}> AND <{kind}>", f"(<{kind}>) IS NULL"]
        forms += [f"<{kind}> NOT BETWEEN <{kind}.> AND <{kind}>", f"(<{kind}>) IS NOT NULL"]
    nones = [name for name, given in FACTS.items() if given.may_be_none]
    forms += [f"{name} {tail}" for name in nones for tail in ("IS NONE", "IS NOT NONE")]
    for rows, fields in COLLECTIONS.items():
        forms += [f"{way}({rows}, <{rows}:boolean>)" for way in ("any", "all", "any", "all")]
        forms += [
            f"any({rows}, {rows}.{name} IS NONE)"
            for name, given in fields.items()
            if given.may_be_none
        ]
    return forms


def _of_any_kind(kind: str) -> list[str]:
    """Return the forms that give whatever is put into them."""
    nones = [name for name, given in FACTS.items() if given.may_be_none and given.kind == kind]
    return [
        f"CASE WHEN <boolean> THEN <{kind}> ELSE <{kind}> END",
        f"CASE WHEN <boolean> THEN <{kind}> WHEN <boolean> THEN <{kind}> ELSE <{kind}.> END",
        f"CASE WHEN <boolean> THEN <{kind}> END",
        f"CASE WHEN <boolean> THEN NULL ELSE <{kind}> END",
        f"COALESCE(<{kind}>, <{kind}>)",
        f"COALESCE(<{kind}>, <{kind}=>)",
        f"CASE WHEN <boolean> THEN <{kind}> ELSE <{kind}=> END",
        f"COALESCE(<{kind}>, CASE WHEN <boolean> THEN <{kind}=> ELSE <{kind}=> END)",
        f"COALESCE(<{kind}>, <{kind}.>, <{kind}.>)",
        *(f"CASE WHEN {name} IS NONE THEN <{kind}> ELSE <{kind}!+{name}> END" for name in nones),
        *(
            f"CASE WHEN {name} IS NOT NONE AND (<boolean>) THEN <{kind}!+{name}> ELSE <{kind}.> END"
            for name in nones
        ),
    ]


def _with_field(kind: str) -> list[str]:
    """Return the collections that have a field of a kind."""
    return [
        rows
        for rows, fields in COLLECTIONS.items()
        if any(given.kind == kind and not given.may_be_none for given in fields.values())
    ]


def _of_ordered(kind: str) -> list[str]:
    forms = [f"{extreme}(<{kind}>, <{kind}>)" for extreme in ("least", "greatest")]
    forms += [f"{extreme}(<{kind}>, <{kind}=>)" for extreme in ("least", "greatest")]
    forms += [f"{extreme}(<{kind}.>, <{kind}>, <{kind}.>)" for extreme in ("LEAST", "Greatest")]
    for rows in _with_field(kind):
        forms += [f"{extreme}(<{rows}:{kind}!>)" for extreme in ("MIN", "MAX")]
        forms += [
            f"{extreme}(<{rows}:{kind}!>) FILTER (WHERE <{rows}:boolean>)"
            for extreme in ("min", "max")
        ]
    return forms


def _sums(kind: str) -> list[str]:
    return [
        form
        for rows in _with_field(kind)
        for form in (
            f"SUM(<{rows}:{kind}!>)",
            f"SUM(<{rows}:{kind}!.>) FILTER (WHERE <{rows}:boolean>)",
        )
    ]


def _counts() -> list[str]:
    return [
        form
        for rows in COLLECTIONS
        for form in (f"COUNT({rows})", f"COUNT({rows}) FILTER (WHERE <{rows}:boolean>)")
    ]


def _steps() -> list[str]:
    return [
        f"steps_of(<{kind}>, {size}, {way})"
        for kind in NUMBERS
        for size in ("5", "10", "0", f"<{kind}.>")
        for way in ("up", "down")
    ]


def _divisions() -> list[str]:
    by_integer = [
        f"divide(<{top}>, <integer>, {scale})" for top in NUMBERS[:2] for scale in (0, 2, 6)
    ]
    by_decimal = [
        f"divide(<{top}>, <decimal.>, {scale})" for top in NUMBERS[:2] for scale in (1, 4)
    ]
    return by_integer + by_decimal


GRAMMAR: dict[str, tuple[str, ...]] = {
    Kind.BOOLEAN: (*_booleans(), *_of_any_kind("boolean")),
    Kind.INTEGER: (
        *("(<integer>) + (<integer>)", "(<integer>) - (<integer>)", "(<integer>) * (<integer.>)"),
        *("-(<integer>)", "days_between(<date>, <date>)", "months_between(<date>, <date>)"),
        *("months_between(<date>, <date>)", "age_on(<date>, <date>)", "age_on(<date>, <date>)"),
        *("year(<date>)", "round(<decimal>)", "floor(<decimal>)", "ceil(<decimal>)"),
        *("floor(<integer>)", "ceil(<integer>)", "round(<integer>)"),
        *("lookup(parameters.by_place, <nis!>, <boolean>)",) * OFTEN,
        *(*_steps(), *_counts(), *_sums("integer"), *_of_ordered("integer")),
        *_of_any_kind("integer"),
    ),
    Kind.DECIMAL: (
        *("(<decimal>) + (<decimal>)", "(<decimal>) - (<decimal>)", "(<decimal>) * (<decimal.>)"),
        *("(<integer>) + (<decimal>)", "(<decimal>) * (<integer>)", "-(<decimal>)"),
        *_divisions(),
        *(f"round(<decimal>, {scale})" for scale in (0, 1, 2, 3, 6)),
        *("divide(<money>, <money>, 4)", "round(<integer>, 2)"),
        *("lookup(parameters.by_kind, <choice!>)", "lookup(parameters.by_day, <date!>)") * OFTEN,
        *(*_sums("decimal"), *_of_ordered("decimal"), *_of_any_kind("decimal")),
    ),
    Kind.MONEY: (
        *("(<money>) + <money=>", "<money=> - (<money>)", "(<money>) + (<money>)"),
        *("(<money>) - (<money>)", "-(<money>)"),
        *("(<money>) * (<integer>)", "(<decimal>) * (<money>)", "(<money>) * (<decimal>)"),
        *(f"divide(<money>, <integer>, {scale})" for scale in (0, 1, 2)),
        *("divide(<money>, <decimal>, 2)", "floor(<money>)", "ceil(<money>)", "round(<money>)"),
        *("round(<money>, 1)", "round(<money>, 2)"),
        *("lookup(parameters.by_rank, <integer!>)",) * OFTEN,
        *("lookup(parameters.by_both, <choice!>, <integer!>)",) * OFTEN,
        *(*_sums("money"), *_of_ordered("money"), *_of_any_kind("money")),
    ),
    Kind.DATE: (
        *("add_months(<date>, <integer>)", "add_days(<date>, <integer>)") * OFTEN,
        *("add_months(<date>, <integer.>)", "add_months(<date.>, 12 * <integer.>)"),
        *("start_of_year(<date>)", "start_of_year(<date>)"),
        *(*_of_ordered("date"), *_of_any_kind("date")),
    ),
    Kind.CHOICE: tuple(_of_any_kind("choice")),
    Kind.NIS: tuple(_of_any_kind("nis")),
}  # fmt: skip


def features_of(text: str) -> set[str]:
    """Return the functions, operators and forms that stand in an expression or template."""
    words = read_words(SLOT.sub("x", text))
    found = {word.text for word in words if word.kind == "function" or word.text in _OPERATORS}
    found |= {_joined(*pair) for pair in pairwise(words)} & _JOINED
    texts = [word.text for word in words]
    if texts.count("AND") == texts.count("BETWEEN"):
        found.discard("AND")
    if any(name in text for name in ("plan.months", "ceiling", "ended.on", "last.kind")):
        found.add("none")
    return found


def _joined(word: Word, following: Word) -> str:
    if word.text == "IN":
        return "IN list" if following.text == "(" else "IN set"
    return f"{word.text} {following.text}"


_OPERATORS = frozenset(
    [
        *("AND", "OR", "NOT", "BETWEEN", "CASE", "FILTER"),
        *("=", "<>", "<", "<=", ">", ">=", "+", "-", "*"),
    ]
)
_JOINED = frozenset(["IN list", "IN set", "IS NULL", "IS NONE"])
ABOUT: dict[str, list[tuple[Kind, str]]] = {}
"""Per function, operator or form the templates in which it stands, with what they give."""
for _kind, _templates in GRAMMAR.items():
    for _template in _templates:
        for _feature in features_of(_template):
            ABOUT.setdefault(_feature, []).append((Kind(_kind), _template))
