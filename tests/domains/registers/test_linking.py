"""Two numbers of one person are one subject, in every municipality; two persons stay two."""

from pathlib import Path

import pytest
from tests.factories.acting import CLERK, HERENT, MANAGER, NOON, WINGENE
from tests.factories.registers import (
    BIS,
    NUMBER,
    agreement_for,
    child,
    deliver_rows,
    stored_rows,
)
from tests.factories.trials import CHILDREN

from klik.domains.audit import queries as audit
from klik.domains.registers import operations, queries
from klik.domains.registers.models import Agreement, SubjectAlias
from klik.ground.identifiers.refusal import IdentifierRefused
from klik.ground.keys.hashing import keyed_hash
from klik.ground.tenancy import acting_for

OTHER = CHILDREN[1]


def test_linked_numbers_are_one_subject(agreement: Agreement, tmp_path: Path) -> None:
    deliver_rows(agreement, tmp_path, child(child_insz=BIS, deed_number=""))
    deliver_rows(agreement, tmp_path, child(event="CORRECTIE", deed_number=""), name="second.csv")
    assert len(stored_rows(agreement)) == 2

    _link(BIS, NUMBER)

    (row,) = stored_rows(agreement)
    assert (row.event, row.subject, len(row.earlier_tokens)) == ("CORRECTIE", _hash(NUMBER), 1)


def test_a_claim_elsewhere_covers_the_earlier_number(home: Path, tmp_path: Path) -> None:
    herent = agreement_for(HERENT)
    _link(BIS, NUMBER)

    deliver_rows(herent, tmp_path, child(municipality_nis=HERENT, deed_number=""))

    (row,) = stored_rows(herent)
    assert set(row.keys) == {_hash(BIS), _hash(NUMBER)}


def test_links_lead_to_the_newest_number(agreement: Agreement, tmp_path: Path) -> None:
    _link(BIS, NUMBER)
    _link(NUMBER, OTHER)
    deliver_rows(agreement, tmp_path, child(child_insz=BIS, deed_number=""))

    (row,) = stored_rows(agreement)
    assert row.subject == _hash(OTHER)
    assert set(row.keys) == {_hash(BIS), _hash(NUMBER), _hash(OTHER)}


def test_a_link_again_changes_nothing(home: Path) -> None:
    _link(BIS, NUMBER)
    _link(BIS, NUMBER)

    assert SubjectAlias.objects.count() == 1
    with acting_for([WINGENE], CLERK):
        assert audit.lines_of(WINGENE).filter(act="registers.link-numbers").count() == 1


@pytest.mark.parametrize(
    ("old", "new"), [(NUMBER, BIS), (BIS, BIS), (BIS, OTHER)], ids=["circle", "same", "another"]
)
def test_what_contradicts_a_link_is_refused(home: Path, old: str, new: str) -> None:
    _link(BIS, NUMBER)

    with pytest.raises(operations.NumbersNotLinked):
        _link(old, new)


def test_what_is_no_number_is_not_linked(home: Path) -> None:
    with pytest.raises(IdentifierRefused):
        _link(BIS, "26010590315")


def test_only_a_clerk_links(home: Path) -> None:
    with acting_for([WINGENE], MANAGER), pytest.raises(queries.RegistersNotYours):
        operations.link_numbers(WINGENE, BIS, NUMBER, moment=NOON)


def _link(old: str, new: str) -> None:
    with acting_for([WINGENE], CLERK):
        operations.link_numbers(WINGENE, old, new, moment=NOON)


def _hash(number: str) -> bytes:
    return keyed_hash(f"insz:{number}")
