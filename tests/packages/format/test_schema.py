"""The JSON Schemas are valid themselves and say in words what is accepted."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from klik.packages.format import examples_schema, schema

BOTH = [pytest.param(schema(), id="package"), pytest.param(examples_schema(), id="examples")]


@pytest.mark.parametrize("whole", BOTH)
def test_a_schema_is_a_valid_schema(whole: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(whole)

    assert whole["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("whole", BOTH)
def test_a_schema_can_be_printed_and_stands_alone(whole: dict[str, Any]) -> None:
    references = {found["$ref"] for found in _objects(whole) if "$ref" in found}

    assert json.loads(json.dumps(whole)) == whole
    assert references == {f"#/$defs/{name}" for name in whole["$defs"]}


@pytest.mark.parametrize("whole", BOTH)
def test_no_group_of_keys_takes_a_key_that_is_not_declared(whole: dict[str, Any]) -> None:
    """A typo in a key must never be silent."""
    open_groups = [
        found
        for found in _objects(whole)
        if "properties" in found
        and "type" in found
        and found.get("additionalProperties") is not False
        and "allOf" not in found
    ]

    assert open_groups == []


@pytest.mark.parametrize("whole", BOTH)
def test_every_group_says_what_it_accepts(whole: dict[str, Any]) -> None:
    silent = [
        name
        for name, found in whole["$defs"].items()
        if "description" not in found and not name.endswith("_parameter") and "enum" not in found
    ]

    assert silent in ([], ["parameter_word"])


def test_a_caller_may_change_its_copy() -> None:
    schema()["properties"].clear()

    assert "format" in schema()["properties"]


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from _objects(child)
    elif isinstance(value, list):
        for child in value:
            yield from _objects(child)
