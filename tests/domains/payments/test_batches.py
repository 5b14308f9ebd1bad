"""Batches: every order once, the same bytes, a second person above the limit."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from tests.factories.acting import CLERK, HERENT, NOON, OPERATOR, WINGENE
from tests.factories.payments import (
    APPROVER,
    DEBTOR,
    FINANCE,
    OCMW,
    OTHER_FINANCE,
    PAY_ON,
    RUN,
    Files,
    allow_alone,
    drawn,
    place_some,
    placed,
    states,
)

from klik.domains.payments import jobs, operations, queries
from klik.domains.payments.models import Batch, BatchLine, Order
from klik.ground.banking.payment_file import write_payment_file
from klik.ground.banking.schema import check_against_schema
from klik.ground.tenancy import acting_for

THREADS, ORDERS = 4, 24


def test_a_batch_per_account_holds_its_orders(paying: None) -> None:
    allow_alone()
    with acting_for([WINGENE], RUN):
        placed(1, cents=100)
        placed(2, cents=250)
        placed(3, cents=1_000, debtor=OCMW)

    batches = drawn()

    assert sorted((one.count, one.total_cents) for one in batches) == [(1, 1_000), (2, 350)]
    assert set(states()) == {"batched"}
    assert drawn() == []


def test_the_file_holds_against_its_schema_and_says_the_sum(paying: None, files: Files) -> None:
    allow_alone()
    place_some(3)
    [batch] = drawn()

    written = jobs.write_batches(WINGENE, moment=NOON)

    with acting_for([WINGENE], FINANCE):
        kept = queries.batch_of(WINGENE, batch.message_id)
    content = files.read_bytes(WINGENE, kept.digest)
    check_against_schema(content)
    assert (written, files.stored()) == ([batch.message_id], [kept.digest])
    assert (kept.state, kept.size) == ("written", len(content))
    assert b"<NbOfTxs>3</NbOfTxs><CtrlSum>3.06</CtrlSum>" in content
    assert DEBTOR.iban.encode() in content


def test_the_same_batch_gives_the_same_bytes(paying: None) -> None:
    allow_alone()
    place_some(3)
    [batch] = drawn()

    contents = []
    for _ in range(2):
        with acting_for([WINGENE], FINANCE):
            contents.append(write_payment_file(queries.payment_batch_of(batch.pk)))

    assert contents[0] == contents[1]


def test_writing_again_changes_nothing(paying: None, files: Files) -> None:
    allow_alone()
    place_some(2)
    drawn()

    first = jobs.write_batches(WINGENE, moment=NOON)
    again = jobs.write_batches(WINGENE, moment=NOON)

    assert (len(first), again, len(files.stored())) == (1, [], 1)


def test_at_most_so_many_orders_are_in_a_batch(
    paying: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("klik.domains.payments.operations.batches.ORDERS_A_BATCH", 4)
    allow_alone()
    place_some(10)

    assert [batch.count for batch in drawn()] == [4, 4, 2]


def test_two_who_draw_at_once_put_no_order_in_two_batches(paying: None) -> None:
    allow_alone()
    place_some(ORDERS)

    with ThreadPoolExecutor(THREADS) as threads:
        batches = [one for drew in threads.map(_draw, range(THREADS)) for one in drew]

    with acting_for([WINGENE], FINANCE):
        inside = list(BatchLine.objects.values_list("order_id", flat=True))
        every = list(Order.objects.values_list("pk", flat=True))
    assert sorted(inside) == sorted(every)
    assert sum(batch.count for batch in batches) == ORDERS


def test_the_table_itself_refuses_an_order_in_two_batches(paying: None) -> None:
    allow_alone()
    place_some(1)
    drawn()
    with acting_for([WINGENE], RUN):
        placed(2)
    [second] = drawn()

    with acting_for([WINGENE], FINANCE):
        taken = BatchLine.objects.exclude(batch=second).get()
        with pytest.raises(IntegrityError), transaction.atomic():
            BatchLine.objects.create(
                municipality_nis=WINGENE, batch=second, order=taken.order, place=2
            )


def test_a_batch_above_the_limit_waits_for_a_second_person(paying: None, files: Files) -> None:
    allow_alone(cents=200)
    place_some(2)
    [batch] = drawn()

    before = jobs.write_batches(WINGENE, moment=NOON)
    with acting_for([WINGENE], APPROVER):
        operations.approve_batch(batch, moment=NOON)
        operations.approve_batch(batch, moment=NOON)
    after = jobs.write_batches(WINGENE, moment=NOON)

    assert (batch.needs_second_person, before, after) == (True, [], [batch.message_id])


@pytest.mark.parametrize("actor", [FINANCE, CLERK, RUN])
def test_who_drew_a_batch_does_not_approve_it(paying: None, actor: object) -> None:
    place_some(2)
    [batch] = drawn()

    with acting_for([WINGENE], actor), pytest.raises(operations.SecondPersonNeeded):
        operations.approve_batch(batch, moment=NOON)


def test_the_table_itself_refuses_the_same_second_person(paying: None) -> None:
    place_some(2)
    drawn()

    with acting_for([WINGENE], FINANCE), pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.update(approved_by=FINANCE.reference)


def test_the_table_itself_refuses_a_file_that_nobody_approved(paying: None) -> None:
    place_some(2)
    drawn()

    with acting_for([WINGENE], FINANCE), pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.update(state="written", digest="ab" * 32)


def test_without_a_choice_every_batch_needs_a_second_person(paying: None) -> None:
    place_some(1)

    assert [batch.needs_second_person for batch in drawn()] == [True]


def test_drawing_in_parts_does_not_pass_the_limit(paying: None) -> None:
    allow_alone(cents=250)
    needs = []
    for number in (1, 2, 3):
        place_some(1, first=number)
        needs += [batch.needs_second_person for batch in drawn()]

    assert needs == [False, False, True]


def test_a_batch_that_is_declined_gives_its_orders_back(paying: None, files: Files) -> None:
    place_some(2)
    [first] = drawn()

    with acting_for([WINGENE], OTHER_FINANCE):
        operations.decline_batch(first, moment=NOON)
    ready = states()
    [second] = drawn()
    with acting_for([WINGENE], APPROVER):
        with pytest.raises(operations.BatchNotOpen):
            operations.approve_batch(first, moment=NOON)
        operations.approve_batch(second, moment=NOON)
    jobs.write_batches(WINGENE, moment=NOON)

    assert (ready, len(files.stored())) == (["ready", "ready"], 1)
    assert first.message_id != second.message_id


def test_a_batch_that_is_written_is_not_declined(paying: None) -> None:
    allow_alone()
    place_some(1)
    [batch] = drawn()
    jobs.write_batches(WINGENE, moment=NOON)

    with acting_for([WINGENE], FINANCE), pytest.raises(operations.BatchNotOpen):
        operations.decline_batch(batch, moment=NOON)


@pytest.mark.parametrize("days", [-1, 367])
def test_a_day_on_which_no_bank_pays_is_refused(paying: None, days: int) -> None:
    place_some(1)

    with pytest.raises(operations.ExecutionDayRefused):
        drawn(on=NOON.date() + timedelta(days=days))


def test_a_batch_whose_lines_disagree_with_its_sum_is_not_written(
    paying: None, files: Files
) -> None:
    allow_alone()
    place_some(2)
    [batch] = drawn()
    with acting_for([WINGENE], FINANCE):
        Batch.objects.filter(pk=batch.pk).update(total_cents=batch.total_cents + 1)

    with pytest.raises(operations.BatchNotOpen, match="Nothing was written"):
        jobs.write_batches(WINGENE, moment=NOON)


def test_accounts_that_many_payees_share_are_reported(paying: None) -> None:
    allow_alone()
    with acting_for([WINGENE], RUN):
        for number, name in enumerate(["Voorbeeld Anna", "Anna Voorbeeld", "Bo Voorbeeld"], 1):
            placed(number, name=name)
        placed(4, name="Anna Voorbeeld", iban="BE68539007547034")
        placed(5, name="Anna Voorbeeld", iban="BE68539007547034")
    [batch] = drawn()

    with acting_for([WINGENE], FINANCE):
        [shared] = queries.shared_accounts(WINGENE)
        within = queries.shared_accounts(WINGENE, within=batch)

    assert (shared.masked, shared.payees, shared.orders) == ("BE96 •••• •••• 0205", 2, 3)
    assert shared.decisions == ("GEB-37021-1", "GEB-37021-2", "GEB-37021-3")
    assert within == [shared]


def test_a_batch_of_another_municipality_is_not_there(paying: None) -> None:
    place_some(1)
    [batch] = drawn()

    with acting_for([HERENT], FINANCE), pytest.raises(queries.BatchNotFound):
        queries.batch_of(HERENT, batch.message_id)
    with acting_for([HERENT], APPROVER), pytest.raises(Batch.DoesNotExist):
        operations.approve_batch(batch, moment=NOON)


def test_an_operator_may_be_the_second_person_of_another(paying: None) -> None:
    place_some(1)
    [batch] = drawn()

    with acting_for([WINGENE], OPERATOR):
        approved = operations.approve_batch(batch, moment=NOON)

    assert approved.approved_by == OPERATOR.reference


def _draw(_: int) -> list[Batch]:
    try:
        with acting_for([WINGENE], FINANCE):
            return operations.draw_batches(WINGENE, execution_on=PAY_ON, moment=NOON)
    finally:
        connection.close()
