"""A row as a situation: facts and rows of people, territory by old code or street, references."""

from pathlib import Path

import pytest
from tests.factories.trials import DAY, adoption_in, delivery_of, good_row
from tests.packages.printed_package import Change

from klik.ground.deliveries import Accepted, read_delivery
from klik.ground.granting.subjects import Subject, is_bereaved, reference_of, subject_of
from klik.packages.adoption import Adoption
from klik.rules.types import Kind

KEY = b"one key"
WITH_OPTIONAL = ("payer]", "payer, deed_number, beneficiary1_nis]")


def _row(path: Path, adoption: Adoption, **cells: str) -> Accepted:
    delivery = delivery_of(path, adoption, good_row(**cells))
    (row,) = read_delivery(delivery, columns_agreed=adoption.columns)
    assert isinstance(row, Accepted)
    return row


def _subject(path: Path, *changes: Change, **cells: str) -> Subject:
    adoption = adoption_in(path, *changes)
    from_row = _row(path, adoption, **cells)
    return subject_of(adoption, from_row, reference="GEB-37021-1", decided_on=DAY)


def test_a_row_gives_the_facts_of_its_columns(tmp_path: Path) -> None:
    facts = _subject(tmp_path).situation.facts

    assert facts["child.insz"] == "26010590314"
    assert facts["child.rank"] == 1
    assert facts["child.care_supplement"] is False
    assert facts["debts.open"] is None
    assert facts["child.deed_number"] is None


def test_people_of_a_row_carry_the_fields_that_the_package_declares(tmp_path: Path) -> None:
    parents = _subject(tmp_path, beneficiary2_insz="").situation.collections["parents"]

    assert parents is not None
    assert [sorted(row) for row in parents] == [["insz", "resident_since"]] * 2
    assert [row["insz"] for row in parents] == ["91030590405", None]


def test_nobody_in_a_row_is_unknown_and_not_nobody(tmp_path: Path) -> None:
    cells = {
        f"beneficiary{number}_{field}": ""
        for number in (1, 2)
        for field in ("insz", "name", "resident_since")
    }

    assert _subject(tmp_path, account_holder="", **cells).situation.collections == {"parents": None}


@pytest.mark.parametrize(
    ("territory", "cells", "inside"),
    [
        ("", {}, True),
        ("", {"municipality_nis": "37018"}, True),
        ("", {"municipality_nis": "37012"}, True),
        ("", {"municipality_nis": "37022"}, False),
        ('{nis: "37018"}', {"municipality_nis": "37018"}, True),
        ('{nis: "37018"}', {"municipality_nis": "37012"}, False),
        ('{nis: "37018"}', {}, None),
        ("{streets: [Kerkstraat]}", {"street": "Kerkstraat"}, True),
        ("{streets: [Kerkstraat]}", {"street": "Voorbeeldstraat"}, False),
        ("{streets: [Kerkstraat]}", {"street": ""}, None),
        ("{streets: [Kerkstraat]}", {"street": "", "municipality_nis": "37022"}, False),
        (
            "{streets: [Kerkstraat]}",
            {"street": "Kerkstraat", "municipality_nis": "37022"},
            False,
        ),
    ],
)
def test_the_delivered_code_or_street_decides_where_a_child_lives(
    tmp_path: Path, territory: str, cells: dict[str, str], *, inside: bool | None
) -> None:
    place = 'municipality: {nis: "37021"}\n'
    change = (place, f"{place}territory: {territory}\n" if territory else place)

    situation = _subject(tmp_path, change, **cells).situation

    assert situation.in_territory == {"child.municipality": inside}


def test_only_a_known_key_names_the_child(tmp_path: Path) -> None:
    assert _subject(tmp_path).situation.key_known
    assert not _subject(tmp_path / "none", child_insz="").situation.key_known
    deed = _subject(tmp_path / "deed", WITH_OPTIONAL, child_insz="", deed_number="2026/5")
    assert deed.situation.key_known


def test_a_reference_names_the_same_child_the_same_and_says_nothing(tmp_path: Path) -> None:
    adoption = adoption_in(tmp_path)
    row = _row(tmp_path, adoption)

    reference = reference_of(adoption, row, hash_key=KEY)

    assert reference == reference_of(
        adoption, _row(tmp_path, adoption, rank="3", street="Elders"), hash_key=KEY
    )
    assert reference != reference_of(
        adoption, _row(tmp_path, adoption, child_insz="26010990586"), hash_key=KEY
    )
    assert reference != reference_of(adoption, row, hash_key=b"another key")
    assert reference.startswith("GEB-37021-")
    assert len(reference) == 20
    assert "0314" not in reference


def test_a_value_out_of_bounds_is_unknown(tmp_path: Path) -> None:
    adoption = adoption_in(
        tmp_path,
        package=[("minimum: 1, source: births.rank", "minimum: 3, source: births.rank")],
    )
    row = _row(tmp_path, adoption, rank="2")

    subject = subject_of(adoption, row, reference="GEB-37021-1", decided_on=DAY)

    assert subject.situation.facts["child.rank"] is None
    assert adoption.package.declared.facts["child.rank"].kind == Kind.INTEGER


@pytest.mark.parametrize(
    ("birth_type", "bereaved"), [("levenloos", True), ("geboorte", False), ("adoptie", False)]
)
def test_a_stillborn_child_is_read_by_a_person(
    tmp_path: Path, birth_type: str, *, bereaved: bool
) -> None:
    adoption = adoption_in(tmp_path)

    assert is_bereaved(_row(tmp_path, adoption, birth_type=birth_type)) is bereaved
