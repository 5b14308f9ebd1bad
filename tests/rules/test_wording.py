"""Who writes what an official would write is told what to write instead."""

import pytest

from klik.rules.checker import compile_expression
from klik.rules.refusals import ExpressionRefused
from klik.rules.rulebook import scope_of
from klik.rules.types import BOOLEAN, DATE, Kind, plain_type

SCOPE = scope_of(
    facts={
        "paid": plain_type(Kind.MONEY),
        "proof": plain_type(Kind.FILE).with_none(may_be_none=True),
        "school.recognised": BOOLEAN,
        "day": DATE,
        "form": plain_type(Kind.CHOICE),
    },
    parameters={},
    tables={},
    collections={"invoices": {"amount": plain_type(Kind.MONEY)}},
)


@pytest.mark.parametrize(
    ("text", "word", "said"),
    [
        ("paid / 2", "/", "a division is written divide(a, b, 2): 2 is the number of decimals"),
        ("paid * 50 %", "%", "a percentage is written divide(amount * 50, 100, 2)"),
        ("least(paid; 5)", ";", "use a comma between the values of a function"),
        ("paid => 5", "=>", "write >="),
        ("paid > 12,50", ",", "a number has a point: 12.50"),
        ("paid > '12.50'", "'12.50'", "a number stands without quotes: 12.50"),
        ("school.recognised EN paid > 5", "EN", "did you mean AND?"),
        ("school.recognised of paid > 5", "of", "did you mean OR?"),
        ("NIET school.recognised", "NIET", "did you mean NOT?"),
        ("school.recognised = ja", "ja", "did you mean TRUE?"),
        (
            "school.recognised = 'ja'",
            "'ja'",
            "write only school.recognised, or NOT school.recognised",
        ),
        ("proof = given", "proof", "a file is not compared; use present(proof)"),
        ("proof AND paid > 5", "proof", "proof is a document; write present(proof)"),
        ("form = money", "money", "a word of a choice stands between quotes: 'money'"),
        ("form = child.form", "child.form", "declare it under facts, values or parameters"),
        ("MIN(paid, 5)", "MIN", "for the lowest of two numbers use least(a, b)"),
        ("MAX(paid, 5)", "MAX", "for the highest of two numbers use greatest(a, b)"),
        (
            "SUM(invoices.amount WHERE invoices.amount > 5)",
            "WHERE",
            "write SUM(rows.field) FILTER (WHERE condition)",
        ),
        ("add_months(paid, day)", "paid", "this is money; write add_months(day, number)"),
        ("divide(paid, 2)", "divide", "divide(a, b, 2), 2 is the number of decimals"),
    ],
)
def test_a_refused_word_comes_with_what_to_write(text: str, word: str, said: str) -> None:
    with pytest.raises(ExpressionRefused) as refused:
        compile_expression(text, SCOPE)

    assert refused.value.word == word
    assert refused.value.message.endswith(said) or f"{said}; " in refused.value.message


def test_a_fact_may_be_compared_with_true() -> None:
    assert compile_expression("school.recognised = true", SCOPE).type == BOOLEAN
