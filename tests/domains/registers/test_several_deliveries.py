"""What was delivered before decides what a row means: duplicate, contradiction, correction."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.factories.acting import CLERK, WINGENE
from tests.factories.registers import (
    BIS,
    NUMBER,
    child,
    deliver_rows,
    reject_codes,
    stored_rows,
)

from klik.domains.registers import queries
from klik.domains.registers.models import Agreement, Delivery, SubjectAlias
from klik.ground.deliveries.synthetic import Row
from klik.ground.keys.hashing import keyed_hash
from klik.ground.tenancy import acting_for

Deliver = Callable[..., Delivery]


@pytest.fixture
def deliver(agreement: Agreement, tmp_path: Path) -> Deliver:
    """Return a function that delivers rows, each time as another file."""
    count = 0

    def delivered(*rows: Row) -> Delivery:
        nonlocal count
        count += 1
        return deliver_rows(agreement, tmp_path, *rows, name=f"births-{count}.csv")

    return delivered


def test_a_row_of_an_earlier_delivery_is_a_duplicate(
    deliver: Deliver, agreement: Agreement
) -> None:
    deliver(child(), child(1))

    later = deliver(child(run_id="2026-03"), child(2))

    assert reject_codes(later) == [(2, "duplicate-earlier")]
    assert len(stored_rows(agreement)) == 3


def test_other_words_about_the_same_child_are_a_contradiction(
    deliver: Deliver, agreement: Agreement
) -> None:
    deliver(child(rank="1"))

    later = deliver(child(rank="2"))

    assert reject_codes(later) == [(2, "contradiction-earlier")]
    assert [row.accepted.values["rank"] for row in stored_rows(agreement)] == [1]


def test_the_latest_correction_counts(deliver: Deliver, agreement: Agreement) -> None:
    deliver(child(rank="1"), child(1))
    deliver(child(rank="2", event="CORRECTIE"))
    first = stored_rows(agreement)

    deliver(child(rank="3", event="CORRECTIE"))

    other, row = stored_rows(agreement)
    assert (row.event, row.accepted.values["rank"]) == ("CORRECTIE", 3)
    assert len(row.earlier_tokens) == 2
    assert first[1].token == row.earlier_tokens[1]
    assert (other.event, other.earlier_tokens) == ("NIEUW", ())


def test_a_value_may_be_put_back(deliver: Deliver, agreement: Agreement) -> None:
    for rank in ("1", "2", "1"):
        event = "CORRECTIE" if stored_rows(agreement) else "NIEUW"
        assert deliver(child(rank=rank, event=event, run_id=rank)).rejected == 0

    assert [row.accepted.values["rank"] for row in stored_rows(agreement)] == [1]


def test_a_correction_that_is_repeated_is_a_duplicate(
    deliver: Deliver, agreement: Agreement
) -> None:
    deliver(child())
    deliver(child(rank="2", event="CORRECTIE"))

    later = deliver(child(rank="2", event="CORRECTIE", run_id="2026-03"))

    assert reject_codes(later) == [(2, "duplicate-earlier")]


def test_a_withdrawn_child_is_withdrawn(deliver: Deliver, agreement: Agreement) -> None:
    deliver(child())
    deliver(child(event="INTREKKING"))

    (row,) = stored_rows(agreement)

    assert row.event == "INTREKKING"
    assert row.earlier_tokens != ()


def test_a_child_that_comes_back_is_asked_about(deliver: Deliver, agreement: Agreement) -> None:
    deliver(child())
    deliver(child(event="INTREKKING"))

    again = deliver(child(domicile_since="2026-06-01"))

    (row,) = stored_rows(agreement)
    assert (row.event, again.asked) == ("NIEUW", 1)
    assert [one.code for one in row.accepted.questions] == ["withdrawn-before"]


def test_the_first_message_of_a_withdrawn_child_again_is_a_duplicate(
    deliver: Deliver, agreement: Agreement
) -> None:
    deliver(child())
    deliver(child(event="INTREKKING"))

    again = deliver(child(run_id="later"))

    assert reject_codes(again) == [(2, "duplicate-earlier")]
    assert [row.event for row in stored_rows(agreement)] == ["INTREKKING"]


@pytest.mark.parametrize("event", ["CORRECTIE", "INTREKKING"])
def test_files_may_arrive_in_the_wrong_order(
    deliver: Deliver, agreement: Agreement, event: str
) -> None:
    deliver(child(rank="2", event=event))

    late = deliver(child(rank="1"))

    (row,) = stored_rows(agreement)
    assert (late.rejected, row.event, row.accepted.values["rank"]) == (0, event, 2)
    assert len(row.earlier_tokens) == 1


def test_corrections_in_one_file_follow_each_other(deliver: Deliver, agreement: Agreement) -> None:
    delivery = deliver(child(), child(event="CORRECTIE", rank="2"), child(event="INTREKKING"))

    (row,) = stored_rows(agreement)
    assert (delivery.accepted, row.event, len(row.earlier_tokens)) == (3, "INTREKKING", 2)


def test_a_number_that_comes_later_joins_by_the_deed(
    deliver: Deliver, agreement: Agreement
) -> None:
    deliver(child(child_insz=""))
    before = stored_rows(agreement)[0]

    deliver(child(event="CORRECTIE"))

    (row,) = stored_rows(agreement)
    assert row.earlier_tokens == (before.token,)
    assert row.subject == _hash(NUMBER)
    assert set(before.keys) < set(row.keys)


def test_a_register_number_replaces_a_bis_number(deliver: Deliver, agreement: Agreement) -> None:
    deliver(child(child_insz=BIS))

    corrected = deliver(child(event="CORRECTIE"))

    (row,) = stored_rows(agreement)
    assert (corrected.asked, row.subject) == (0, _hash(NUMBER))
    assert {_hash(BIS), _hash(NUMBER)} < set(row.keys)
    assert SubjectAlias.objects.count() == 1


def test_a_replaced_number_is_the_same_child_in_a_later_file(
    deliver: Deliver, agreement: Agreement
) -> None:
    deliver(child(child_insz=BIS))
    deliver(child(event="CORRECTIE"))

    late = deliver(child(child_insz=BIS, deed_number="", run_id="late"))

    assert reject_codes(late) == [(2, "contradiction-earlier")]


def test_a_register_number_does_not_replace_another_by_itself(
    deliver: Deliver, agreement: Agreement
) -> None:
    deliver(child())

    changed = deliver(child(1, event="CORRECTIE", deed_number="37021-2026-000000"))

    (row,) = stored_rows(agreement)
    assert (changed.asked, SubjectAlias.objects.count()) == (1, 0)
    assert [one.code for one in row.accepted.questions] == ["number-changed"]


def test_a_row_that_joins_two_children_is_rejected(deliver: Deliver, agreement: Agreement) -> None:
    deliver(child(), child(1))

    joining = deliver(child(event="CORRECTIE", deed_number="37021-2026-000001"))

    assert reject_codes(joining) == [(2, "keys-of-two")]
    assert len(stored_rows(agreement)) == 2


def test_rows_without_a_key_are_each_their_own(deliver: Deliver, agreement: Agreement) -> None:
    nobody = {"child_insz": "", "deed_number": "", "birth_type": "levenloos"}
    delivery = deliver(child(**nobody), child(1, **nobody))

    rows = stored_rows(agreement)

    assert (delivery.accepted, delivery.asked) == (2, 2)
    assert [(row.subject, row.keys) for row in rows] == [(None, ()), (None, ())]


def test_rows_are_read_on_after_a_position(deliver: Deliver, agreement: Agreement) -> None:
    deliver(child(), child(1))
    deliver(child(2), child(3))
    rows = stored_rows(agreement)

    with acting_for([WINGENE], CLERK):
        for place, row in enumerate(rows):
            later = queries.current_rows(WINGENE, agreement.pk, after=row.position)
            assert [one.token for one in later] == [one.token for one in rows[place + 1 :]]


def _hash(number: str) -> bytes:
    return keyed_hash(f"insz:{number}")
