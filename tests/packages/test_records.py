"""The published records: what a package may name as a source, and an agreement may list."""

import pytest

from klik.packages.records import BIRTHS, RECORDS, Column, Record

# The columns as published; a change here is a change of what municipalities have agreed.
BIRTHS_HEADER = [
    *("run_id", "event", "municipality_nis", "child_insz", "child_last_name", "child_first_names"),
    *("birth_date", "birth_type", "multiple_birth", "rank", "street"),
    *("house_number", "box", "postcode", "locality", "domicile_since", "register"),
    *("beneficiary1_insz", "beneficiary1_name", "beneficiary1_resident_since"),
    *("beneficiary2_insz", "beneficiary2_name", "beneficiary2_resident_since"),
    *("iban", "bic", "account_holder"),
    *("sociale_toeslag", "sociale_toeslag_month", "zorgtoeslag", "payer"),
]
OPTIONAL = ["event_date", "deed_number", "mother_insz", "beneficiary1_nis", "beneficiary2_nis"]
TYPES = {"text", "date", "integer", "boolean", "choice", "insz", "iban", "nis", "kbo"}
EVERY_COLUMN = [
    pytest.param(column, id=f"{record.name}.{column.name}")
    for record in RECORDS.values()
    for column in record.columns.values()
]


def test_births_has_the_published_columns_in_order() -> None:
    assert list(BIRTHS.columns) == [*BIRTHS_HEADER, *OPTIONAL]


def test_births_must_carry_all_columns_but_the_optional_ones() -> None:
    assert list(BIRTHS.required_columns) == BIRTHS_HEADER


def test_births_cannot_be_read_without_event_municipality_date_and_kind() -> None:
    assert BIRTHS.filled_columns == ("event", "municipality_nis", "birth_date", "birth_type")


def test_births_choices_are_the_published_words() -> None:
    choices = {name: column.values for name, column in BIRTHS.columns.items() if column.values}

    assert choices == {
        "event": ("NIEUW", "CORRECTIE", "INTREKKING"),
        "birth_type": ("geboorte", "adoptie", "levenloos"),
        "register": ("bevolkingsregister", "vreemdelingenregister", "wachtregister"),
    }


@pytest.mark.parametrize("column", EVERY_COLUMN)
def test_a_column_has_a_known_type_and_both_titles(column: Column) -> None:
    assert column.type in TYPES
    assert column.nl
    assert column.en
    assert (column.type == "choice") == bool(column.options)


@pytest.mark.parametrize("record", RECORDS.values(), ids=str)
def test_the_parts_of_a_record_name_columns_that_exist(record: Record) -> None:
    named = {
        column
        for collection in record.collections.values()
        for row in collection.rows
        for column in row.values()
    }

    assert named | set(record.keys) <= set(record.columns)


def test_only_births_is_delivered_so_far_and_only_residents_has_history() -> None:
    assert [name for name, record in RECORDS.items() if record.supported] == ["births"]
    assert [name for name, record in RECORDS.items() if record.has_history] == ["residents"]


def test_a_collection_takes_its_fields_from_the_columns_of_the_record() -> None:
    collection = BIRTHS.collections["beneficiaries"]

    for row in collection.rows:
        for field, column in row.items():
            assert BIRTHS.columns[column].type == collection.fields[field]


def test_beneficiaries_leaves_out_who_has_no_value_at_all() -> None:
    rows = BIRTHS.collections["beneficiaries"].rows_of(
        {"beneficiary1_insz": None, "beneficiary2_insz": "89070390352"}
    )

    assert rows == ({"insz": "89070390352", "name": None, "resident_since": None, "nis": None},)


def test_beneficiaries_without_any_value_is_unknown_and_not_empty() -> None:
    assert BIRTHS.collections["beneficiaries"].rows_of({"beneficiary1_insz": None}) is None


def test_the_records_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        RECORDS["births"] = BIRTHS  # type: ignore[index]  # -- the mistake that is tested
