from datetime import date
from decimal import Decimal

import pytest

from klik.ground.canonical import canonical, digest_of


def test_equal_values_are_written_alike() -> None:
    one = {"b": [1, True, None], "a": "Zoé"}
    other = {"a": "Zoé", "b": (1, True, None)}

    assert canonical(one) == canonical(other) == '{"a":"Zoé","b":[1,true,null]}'.encode()
    assert digest_of(one) == digest_of(other)


@pytest.mark.parametrize("other", [{"a": "1"}, {"a": [1]}, {"a": 2}, {"A": 1}, {"a": 1, "b": None}])
def test_other_values_have_another_digest(other: object) -> None:
    assert digest_of(other) != digest_of({"a": 1})


@pytest.mark.parametrize(
    "value", [1.0, Decimal(1), date(2026, 1, 1), b"x", bytearray(b"x"), {1: 2}, {1}, [[0.5]]]
)
def test_what_has_no_one_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)
