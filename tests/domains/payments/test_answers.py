"""The bank's answer: executed or rejected, taken once, refused without a change."""

import pytest
from tests.factories.acting import CLERK, HERENT, NOON, WINGENE
from tests.factories.bank import NEWER, OLDER, answer, of, of_each
from tests.factories.payments import FINANCE, OTHER_IBAN, Files, Tasks, drawn, states, written

from klik.domains.payments import operations, queries
from klik.domains.payments.models import Batch, Order
from klik.ground.banking.refusals import AnswerRefused
from klik.ground.refusals import Refusal
from klik.ground.tenancy import acting_for


@pytest.mark.parametrize("version", [NEWER, OLDER])
def test_each_order_is_executed_or_rejected(paying: None, tasks: Tasks, version: str) -> None:
    batch = written(3)
    first, second, third = _keys(batch)

    said = [of(first, "ACSC"), of(second, "RJCT", reason="AC04"), of(third, "ACSP")]
    taken = _take(answer(batch.message_id, group="PART", transactions=said, version=version))

    assert states() == ["executed", "rejected", "batched"]
    assert (taken.executed, taken.rejected, taken.other) == (1, 1, 1)
    [task] = tasks.opened.values()
    assert (task["reason"], task["detail"]) == (
        "bank-rejected", {"order": second, "amount_cents": 102, "bank_reason": "AC04"},
    )  # fmt: skip


def test_an_answer_is_taken_once(paying: None, tasks: Tasks, files: Files) -> None:
    batch = written(2)
    file = answer(batch.message_id, transactions=of_each(dict.fromkeys(_keys(batch), "RJCT")))

    first, again = _take(file), _take(file)

    assert (first.pk, len(tasks.opened), len(files.stored())) == (again.pk, 2, 2)
    assert _reconciled(batch).rejected.count == 2


def test_a_whole_file_that_is_rejected_asks_finance_and_no_resident(
    paying: None, tasks: Tasks
) -> None:
    batch = written(2)

    _take(answer(batch.message_id, group="RJCT"))

    assert (states(), list(tasks.opened)) == (
        ["rejected", "rejected"], [f"payments/{batch.message_id}/bank-rejected"],
    )  # fmt: skip


def test_a_whole_file_that_is_settled_executes_all(paying: None) -> None:
    batch = written(2)

    _take(answer(batch.message_id, group="ACSC"))

    assert states() == ["executed", "executed"]
    assert _reconciled(batch).is_complete


def test_accepted_is_not_executed_until_the_statement_shows_it(paying: None) -> None:
    batch = written(2)

    _take(answer(batch.message_id, group="ACCP"))
    accepted = states()
    with acting_for([WINGENE], FINANCE):
        confirmed = operations.confirm_executed(batch, moment=NOON)
        again = operations.confirm_executed(batch, moment=NOON)

    assert (accepted, confirmed, again) == (["batched", "batched"], 2, 0)
    assert states() == ["executed", "executed"]


def test_a_payment_that_comes_back_is_rejected_after_all(paying: None) -> None:
    batch = written(1)
    [key] = _keys(batch)

    _take(answer(batch.message_id, group="ACSC"))
    _take(answer(batch.message_id, transactions=[of(key, "RJCT", reason="AC04")]))

    with acting_for([WINGENE], FINANCE):
        balances = queries.balances(WINGENE, until=NOON.date())
    assert (states(), balances["bank"], balances["payable"]) == (["rejected"], 0, -101)


def test_a_rejection_is_not_taken_back(paying: None) -> None:
    batch = written(1)
    _take(answer(batch.message_id, transactions=of_each(dict.fromkeys(_keys(batch), "RJCT"))))

    with pytest.raises(operations.AnswerContradicts):
        _take(answer(batch.message_id, group="ACSC"))

    assert states() == ["rejected"]


def test_a_rejected_order_is_paid_again_once(paying: None) -> None:
    batch = written(1)
    [key] = _keys(batch)
    _take(answer(batch.message_id, transactions=[of(key, "RJCT", reason="AC01")]))

    with acting_for([WINGENE], FINANCE):
        order = queries.order_of(WINGENE, key)
        first = operations.pay_again(order, name="Ouder Voorbeeld", iban=OTHER_IBAN, moment=NOON)
        again = operations.pay_again(order, name="Ouder Voorbeeld", iban=OTHER_IBAN, moment=NOON)
    [second] = drawn()

    assert (first.pk, first.root, second.total_cents) == (again.pk, key, batch.total_cents)
    assert first.end_to_end_id != key


def test_an_award_that_is_withdrawn_after_it_was_paid_again_owes_nothing(paying: None) -> None:
    batch = written(1)
    [key] = _keys(batch)
    _take(answer(batch.message_id, transactions=[of(key, "RJCT", reason="AC01")]))

    with acting_for([WINGENE], FINANCE):
        first = queries.order_of(WINGENE, key)
        second = operations.pay_again(first, name="Voorbeeld", iban=OTHER_IBAN, moment=NOON)
        for order in (first, second, first):
            operations.cancel_order(order, moment=NOON)
        balances = queries.balances(WINGENE, until=NOON.date())

    assert set(balances.values()) == {0}
    assert sorted(states()) == ["cancelled", "rejected"]


def test_an_answer_with_a_count_and_sum_is_compared(paying: None) -> None:
    batch = written(2)
    counts = "<OrgnlNbOfTxs>2</OrgnlNbOfTxs><OrgnlCtrlSum>2.03</OrgnlCtrlSum>"

    _take(answer(batch.message_id, group="ACSC", counts=counts))

    assert states() == ["executed", "executed"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"counts": "<OrgnlNbOfTxs>3</OrgnlNbOfTxs>"}, "the bank counted 3 payments"),
        ({"counts": "<OrgnlCtrlSum>2.04</OrgnlCtrlSum>"}, r"a sum of 2\.04 euros"),
        ({"transactions": [of("KLIKUNKNOWN", "ACSC")]}, "this payment is not in the file"),
    ],
)
def test_an_answer_that_differs_is_refused_and_changes_nothing(
    paying: None, files: Files, changed: dict[str, object], said: str
) -> None:
    batch = written(2)

    with pytest.raises(AnswerRefused, match=said):
        _take(answer(batch.message_id, **changed))

    assert (states(), len(files.stored())) == (["batched", "batched"], 1)


def test_another_amount_is_refused(paying: None) -> None:
    batch = written(1)
    [key] = _keys(batch)

    with pytest.raises(AnswerRefused, match=r"repeats 1\.02 euros"):
        _take(answer(batch.message_id, transactions=[of(key, "ACSC", cents=102)]))
    _take(answer(batch.message_id, transactions=[of(key, "ACSC", cents=101)]))

    assert states() == ["executed"]


def test_an_answer_to_a_file_that_was_not_sent_is_refused(paying: None) -> None:
    batch = written(1)

    with pytest.raises(AnswerRefused, match="did not send"):
        _take(answer("KLIK-37021-20261201-OTHER"))
    with pytest.raises(AnswerRefused, match="did not send"), acting_for([HERENT], FINANCE):
        operations.take_answer(HERENT, answer(batch.message_id, group="ACSC"), moment=NOON)


def test_an_answer_to_a_batch_without_a_file_is_refused(paying: None) -> None:
    written(1)
    with acting_for([WINGENE], FINANCE):
        Batch.objects.update(state="drawn", digest="")
        message_id = Batch.objects.get().message_id

    with pytest.raises(AnswerRefused, match="no file"):
        _take(answer(message_id, group="ACSC"))


def test_another_role_takes_no_answer(paying: None) -> None:
    batch = written(1)

    with pytest.raises(operations.PaymentsNotYours), acting_for([WINGENE], CLERK):
        operations.take_answer(WINGENE, answer(batch.message_id, group="ACSC"), moment=NOON)


def test_a_refusal_names_no_account_and_no_payee(paying: None) -> None:
    batch = written(1)

    for file in (b"", b"<a/>", answer(batch.message_id, transactions=[of("X", "ACSC")])):
        with pytest.raises(Refusal) as refused:
            _take(file)
        assert "Voorbeeld" not in str(refused.value)


def _take(file: bytes) -> object:
    with acting_for([WINGENE], FINANCE):
        return operations.take_answer(WINGENE, file, moment=NOON)


def _keys(batch: Batch) -> list[str]:
    with acting_for([WINGENE], FINANCE):
        orders = Order.objects.filter(lines__batch=batch).order_by("lines__place")
        keys = {order.end_to_end_id: order.amount_cents for order in orders}
    return sorted(keys, key=lambda key: keys[key])


def _reconciled(batch: Batch) -> queries.Reconciliation:
    with acting_for([WINGENE], FINANCE):
        return queries.reconciliation(WINGENE, batch)
