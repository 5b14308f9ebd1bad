"""Every declared name has its type: facts, parameters, tables, collections, the platform's own."""

from pathlib import Path

import pytest
from tests.packages.printed_package import compiled

from klik.packages.compiling.declared import fact_type, parameter_type, table_type
from klik.rules.types import DATE, DECIMAL, INTEGER, MONEY, Kind, Type

REGISTERS = frozenset({"bevolkingsregister", "vreemdelingenregister", "wachtregister"})


def test_every_fact_of_the_printed_package_has_its_type(tmp_path: Path) -> None:
    assert compiled(tmp_path).declared.facts == {
        "child.insz": Type(Kind.INSZ),
        "child.deed_number": Type(Kind.TEXT),
        "child.birth_date": DATE,
        "child.municipality": Type(Kind.NIS),
        "child.register": Type(Kind.CHOICE, options=REGISTERS),
        "child.rank": INTEGER,
        "child.care_supplement": Type(Kind.BOOLEAN),
        "payee.insz": Type(Kind.INSZ),
        "payee.iban": Type(Kind.IBAN),
        "debts.open": Type(Kind.BOOLEAN),
    }


def test_every_parameter_of_the_printed_package_has_its_type(tmp_path: Path) -> None:
    declared = compiled(tmp_path).declared

    assert declared.parameters == {
        "parameters.parent_residence_months": INTEGER,
        "parameters.deadline_months": INTEGER.with_none(may_be_none=True),
        "parameters.registers": Type(Kind.SET, item=Kind.CHOICE, options=REGISTERS),
        "parameters.care_supplement_factor": DECIMAL,
        "parameters.given_as": Type(
            Kind.CHOICE, options=frozenset({"money", "voucher", "credit", "goods"})
        ),
        "parameters.trigger": Type(
            Kind.CHOICE, options=frozenset({"automatic", "invitation", "request"})
        ),
    }
    (table,) = declared.tables.values()
    assert (table.keys, table.value, table.steps) == ((("rank_from", INTEGER),), MONEY, True)
    assert declared.collections == {"parents": {"insz": Type(Kind.INSZ), "resident_since": DATE}}


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in {"table", "rows", "null"}])
def test_a_fact_of_each_kind_keeps_its_kind(kind: Kind) -> None:
    given = fact_type({"type": kind.value, "may_be_none": True})

    assert (given.kind, given.may_be_none) == (kind, True)


def test_a_file_may_be_none_without_saying_so() -> None:
    assert fact_type({"type": "file"}).may_be_none


def test_own_options_go_before_those_of_the_record() -> None:
    own = {"type": "choice", "source": "births.register", "options": {"wachtregister": {"nl": "W"}}}

    assert fact_type(own).options == {"wachtregister"}


def test_a_choice_of_the_applicant_takes_its_options() -> None:
    assert fact_type({"type": "choice", "options": {"a": {}, "b": {}}}).options == {"a", "b"}


def test_a_set_of_texts_has_no_options() -> None:
    assert parameter_type({"type": "set", "of": "text"}) == Type(Kind.SET, item=Kind.TEXT)


def test_a_table_with_several_keys_and_else_is_complete() -> None:
    table = table_type(
        {
            "key": {"form": "text", "from": "date"},
            "value": {"amount": "decimal"},
            "match": "exact",
            "else": {"amount": 0},
        }
    )

    assert [name for name, _ in table.keys] == ["form", "from"]
    assert (table.value, table.steps, table.complete) == (DECIMAL, False, True)


def test_the_fields_of_a_collection_may_carry_labels_and_options(tmp_path: Path) -> None:
    fields = (
        "  parents: {source",
        "  stays: {ask: {repeat: {max: 5}}, fields: {since: {type: date, may_be_none: true, label: "
        "{nl: Sinds}}, kind: {type: choice, options: {rent: {nl: Huur}}}}}\n  parents: {source",
    )

    assert compiled(tmp_path, fields).declared.collections["stays"] == {
        "since": DATE.with_none(may_be_none=True),
        "kind": Type(Kind.CHOICE, options=frozenset({"rent"})),
    }


def test_every_expression_is_kept_by_its_path(tmp_path: Path) -> None:
    package = compiled(tmp_path)

    assert set(package.expressions) == {
        ("reference_day",),
        ("values", "resident_before", "is"),
        ("conditions", 0, "when"),
        ("conditions", 1, "when"),
        ("conditions", 2, "when"),
        ("conditions", 2, "applies"),
        ("benefits", 0, "amount"),
        ("terms", "decide", "days"),
        ("terms", "decide", "from"),
        ("terms", "pay", "days"),
    }
    assert package.expressions["benefits", 0, "amount"].type.kind == Kind.MONEY
