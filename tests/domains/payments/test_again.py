"""A file that the bank refused as a whole: its orders are paid anew, once, and no other."""

from dataclasses import replace

import pytest
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.bank import answer, of
from tests.factories.payments import DEBTOR, FINANCE, OTHER_IBAN, drawn, states, written

from klik.domains.audit.models import AuditLine
from klik.domains.payments import operations, queries
from klik.domains.payments.models import Batch, Order
from klik.ground.banking.orders import Debtor
from klik.ground.tenancy import acting_for


def test_every_order_of_a_refused_file_is_paid_anew_once(paying: None) -> None:
    batch = _refused(written(2))

    done = _pay_again(batch)
    with pytest.raises(operations.OrderNotOpen):
        _pay_again(batch)
    [second] = drawn()

    assert (done, second.count, second.total_cents) == (2, 2, batch.total_cents)
    assert (second.debtor_id, sorted(states())) == (
        batch.debtor_id, ["batched", "batched", "rejected", "rejected"],
    )  # fmt: skip
    with acting_for([WINGENE], FINANCE):
        acts = list(AuditLine.objects.values_list("act", flat=True))
    assert acts.count("payments.pay-batch-again") == 1


def test_what_the_bank_refused_of_itself_waits_for_its_payee(paying: None) -> None:
    batch = written(3)
    with acting_for([WINGENE], FINANCE):
        keys = list(Order.objects.order_by("amount_cents").values_list("end_to_end_id", flat=True))
    _refused(batch, of(keys[0], "RJCT", reason="AC04"))
    with acting_for([WINGENE], FINANCE):
        order = queries.order_of(WINGENE, keys[1])
        operations.pay_again(order, name="Ouder Voorbeeld", iban=OTHER_IBAN, moment=NOON)

    done = _pay_again(batch)

    with acting_for([WINGENE], FINANCE):
        paid = set(Order.objects.exclude(replaces=None).values_list("root", flat=True))
    assert (done, paid) == (1, set(keys[1:]))


def test_another_account_may_pay_it(paying: None) -> None:
    batch = _refused(written(1))

    _pay_again(batch, debtor=replace(DEBTOR, iban=OTHER_IBAN))
    [second] = drawn()

    with acting_for([WINGENE], FINANCE):
        accounts = [queries.debtor_shown(one)[1] for one in (batch, second)]
    assert accounts[0] != accounts[1]


def test_only_finance_pays_a_file_anew(paying: None) -> None:
    batch = _refused(written(1))

    with pytest.raises(operations.PaymentsNotYours), acting_for([WINGENE], CLERK):
        operations.pay_batch_again(batch, debtor=None, moment=NOON)


def _refused(batch: Batch, *transactions: str) -> Batch:
    file = answer(batch.message_id, group="RJCT", transactions=transactions)
    with acting_for([WINGENE], FINANCE):
        operations.take_answer(WINGENE, file, moment=NOON)
    return batch


def _pay_again(batch: Batch, *, debtor: Debtor | None = None) -> int:
    with acting_for([WINGENE], FINANCE):
        return operations.pay_batch_again(batch, debtor=debtor, moment=NOON)
