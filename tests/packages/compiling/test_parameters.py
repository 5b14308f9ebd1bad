"""Parameters: the given one or its default, within its bounds, and never of another name."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.packages.printed_package import Change, compiled

from klik.packages.compiling import GivenRefused, Package
from klik.rules.evaluator import Table
from klik.rules.types import NONE

BOUNDED = (
    "{type: integer, default: 0, minimum: 0,",
    "{type: integer, default: 0, minimum: 0, maximum: 60,",
)
WITHOUT_DEFAULT = ("{type: decimal, default: 1,", "{type: decimal,")


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return compiled(tmp_path, BOUNDED)


def test_every_parameter_has_its_default(package: Package) -> None:
    assert package.parameters({}) == {
        "parameters.amount_by_rank": Table(rows=(((1,), Decimal("100.00")),), steps=True),
        "parameters.parent_residence_months": 0,
        "parameters.deadline_months": NONE,
        "parameters.registers": frozenset({"bevolkingsregister", "vreemdelingenregister"}),
        "parameters.care_supplement_factor": Decimal(1),
        "parameters.given_as": "money",
        "parameters.trigger": "automatic",
    }


def test_a_given_parameter_goes_before_its_default(package: Package) -> None:
    found = package.parameters(
        {"deadline_months": 12, "amount_by_rank": [{"rank_from": 2, "amount": 50}]}
    )

    assert found["parameters.deadline_months"] == 12
    assert found["parameters.amount_by_rank"].rows == (((2,), Decimal("50.00")),)
    assert found["parameters.given_as"] == "money"


@pytest.mark.parametrize("value", [0, 60])
def test_a_bound_itself_is_accepted(package: Package, value: int) -> None:
    assert package.parameter("parent_residence_months", value) == value


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("parent_residence_months", -1, "parent_residence_months: -1 lies below the minimum of 0"),
        ("parent_residence_months", 61, "parent_residence_months: 61 lies above the maximum of 60"),
        ("parent_residence_months", "none", "parent_residence_months: none is no value here"),
        ("given_as", "cheque", "given_as: 'cheque' is not one of credit, goods, money, voucher"),
        ("registers", ["wacht"], "registers: 'wacht' is not one of bevolkingsregister, "),
        ("amount_by_rank", 100, "amount_by_rank: a table is a list of rows"),
        ("amount_by_rank", [{"rank": 1, "amount": 5}], "amount_by_rank: row 1 gives rank_from, am"),
        ("deadline_months", None, "deadline_months: a parameter is never unknown"),
        ("dedline_months", 3, "dedline_months is not a parameter; the parameters are: amount_by"),
    ],
)
def test_a_parameter_that_does_not_fit_is_refused_by_name(
    package: Package, name: str, value: Any, words: str
) -> None:
    with pytest.raises(GivenRefused) as refused:
        package.parameters({name: value})

    assert str(refused.value).startswith(words)


def test_what_has_no_default_is_asked_of_the_adopter(tmp_path: Path) -> None:
    package = compiled(tmp_path, WITHOUT_DEFAULT)

    with pytest.raises(GivenRefused) as refused:
        package.parameters({})

    assert str(refused.value) == (
        "parameters.care_supplement_factor has no default; the adopter gives it a value"
    )
    assert package.parameters({"care_supplement_factor": 2})


@pytest.mark.parametrize(
    ("row", "amount"), [("else: {amount: 7}\n    default:", Decimal("7.00")), ("default:", None)]
)
def test_else_answers_where_no_row_is_found(
    tmp_path: Path, row: str, amount: Decimal | None
) -> None:
    change: Change = ("default: [{rank_from: 1,", f"{row} [{{rank_from: 1,")
    package = compiled(tmp_path, change)

    given = package.parameter("amount_by_rank", [{"rank_from": 3, "amount": 20}])

    assert [given.find([rank]) for rank in (2, 3)] == [amount, Decimal("20.00")]
    assert package.defaults["parameters.amount_by_rank"].find([0]) == amount
