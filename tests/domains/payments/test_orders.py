"""Orders: placed once, held until they can be paid, corrected only before the bank has them."""

import pytest
from tests.factories.acting import CLERK, HERENT, MANAGER, NOON, WINGENE
from tests.factories.payments import (
    APPROVER,
    AUDITOR,
    FINANCE,
    IBAN,
    OTHER_IBAN,
    RUN,
    Tasks,
    allow_alone,
    drawn,
    placed,
    states,
)

from klik.domains.audit.models import PersonView
from klik.domains.payments import operations, queries
from klik.domains.payments.models import Order
from klik.ground.banking.orders import Debtor
from klik.ground.banking.refusals import PaymentRefused
from klik.ground.refusals import Refusal
from klik.ground.tenancy import OutsideActing, acting_for


def test_an_order_is_placed_once(paying: None) -> None:
    with acting_for([WINGENE], RUN):
        first = placed()
    with acting_for([WINGENE], RUN):
        again = placed()

        assert (again.pk, Order.objects.count()) == (first.pk, 1)
        assert [line.amount_cents for line in _bookings()] == [12_500]


def test_an_order_is_never_changed_by_placing_it_again(paying: None) -> None:
    with acting_for([WINGENE], RUN):
        placed()

        with pytest.raises(operations.OrderDiffers):
            placed(cents=12_501)


@pytest.mark.parametrize(
    ("iban", "name", "because", "reason"),
    [
        ("", "Ouder Voorbeeld", "account-missing", "account"),
        ("BE96999000100206", "Ouder Voorbeeld", "account-wrong", "account"),
        (IBAN, "", "name-unwritable", "bank"),
        (IBAN, "\u0418\u0432\u0430\u043d", "name-unwritable", "bank"),
    ],
)
def test_an_order_that_no_bank_takes_is_held_and_asked_about(
    paying: None, tasks: Tasks, iban: str, name: str, because: str, reason: str
) -> None:
    with acting_for([WINGENE], RUN):
        order = placed(iban=iban, name=name)

    assert (order.state, order.held_because) == ("held", because)
    [task] = tasks.opened.values()
    assert task == {
        "reason": reason,
        "about": ("decision", order.decision),
        "detail": {
            "order": order.end_to_end_id,
            "amount_cents": 12_500,
            "held_because": because,
        },
    }
    assert drawn() == []


def test_an_order_that_is_held_goes_on_with_its_account(paying: None) -> None:
    allow_alone()
    with acting_for([WINGENE], RUN):
        order = placed(iban="")

    with acting_for([WINGENE], FINANCE):
        given = operations.give_account(order, name="Ouder Voorbeeld", iban=OTHER_IBAN, moment=NOON)
        creditor = operations.show_creditor(given, purpose="handling a payment", moment=NOON)

    assert (creditor.iban, states()) == (OTHER_IBAN, ["ready"])
    assert [batch.total_cents for batch in drawn()] == [12_500]


def test_a_wrong_account_is_not_taken(paying: None) -> None:
    with acting_for([WINGENE], RUN):
        order = placed(iban="")

    with (
        pytest.raises(operations.NotPayable, match="check digits"),
        acting_for([WINGENE], FINANCE),
    ):
        operations.give_account(order, name="Ouder Voorbeeld", iban="BE00999000100205", moment=NOON)

    assert states() == ["held"]


def test_what_a_debtor_cannot_be_is_refused(paying: None) -> None:
    with pytest.raises(PaymentRefused, match="The debtor"), acting_for([WINGENE], RUN):
        placed(debtor=Debtor("Gemeente Voorbeeld", "BE49999000000170"))

    assert states() == []


def test_nothing_of_the_payee_is_readable_in_the_table(paying: None) -> None:
    with acting_for([WINGENE], RUN):
        placed()
        [row] = Order.objects.values()

    assert b"Voorbeeld" not in bytes(row["sealed_creditor"])
    assert not any(IBAN in str(value) or "Ouder" in str(value) for value in row.values())


def test_two_sealed_payees_cannot_change_places(paying: None) -> None:
    with acting_for([WINGENE], RUN):
        first, second = placed(1), placed(2, iban=OTHER_IBAN)
        Order.objects.filter(pk=first.pk).update(sealed_creditor=bytes(second.sealed_creditor))

        with pytest.raises(Refusal, match="was changed since"):
            operations.show_creditor(
                Order.objects.get(pk=first.pk), purpose="handling", moment=NOON
            )


def test_who_looks_at_a_payee_is_noted(paying: None) -> None:
    with acting_for([WINGENE], RUN):
        order = placed()
    with acting_for([WINGENE], AUDITOR):
        creditor = operations.show_creditor(order, purpose="audit of payments", moment=NOON)
        [view] = PersonView.objects.all()

    assert (creditor.name, creditor.iban) == ("Ouder Voorbeeld", IBAN)
    assert (view.actor_reference, view.shown) == (
        AUDITOR.reference, f"order:{order.end_to_end_id}",
    )  # fmt: skip


def test_other_roles_see_and_do_nothing(paying: None) -> None:
    with acting_for([WINGENE], RUN):
        order = placed()

    with acting_for([WINGENE], CLERK), pytest.raises(operations.PaymentsNotYours):
        operations.show_creditor(order, purpose="curiosity", moment=NOON)
    with acting_for([WINGENE], AUDITOR), pytest.raises(operations.PaymentsNotYours):
        operations.cancel_order(order, moment=NOON)
    with acting_for([WINGENE], MANAGER), pytest.raises(operations.PaymentsNotYours):
        placed(2)


def test_an_order_of_another_municipality_is_not_there(paying: None) -> None:
    with acting_for([WINGENE], RUN):
        order = placed()

    with acting_for([HERENT], FINANCE):
        with pytest.raises(queries.OrderNotFound):
            queries.order_of(HERENT, order.end_to_end_id)
        with pytest.raises(OutsideActing):
            operations.draw_batches(WINGENE, execution_on=NOON.date(), moment=NOON)


def test_an_order_is_cancelled_before_the_bank_has_it_and_not_after(paying: None) -> None:
    allow_alone()
    with acting_for([WINGENE], RUN):
        first, second = placed(1), placed(2)
    with acting_for([WINGENE], FINANCE):
        operations.cancel_order(first, moment=NOON)
        operations.cancel_order(first, moment=NOON)
    drawn()

    with acting_for([WINGENE], FINANCE), pytest.raises(operations.OrderNotOpen):
        operations.cancel_order(second, moment=NOON)

    assert sorted(states()) == ["batched", "cancelled"]


def test_who_withdraws_a_decision_gives_up_its_orders(paying: None) -> None:
    with acting_for([WINGENE], RUN):
        first, second = placed(1), placed(2)

    with acting_for([WINGENE], APPROVER):
        operations.cancel_order(first, moment=NOON)
    with acting_for([WINGENE], CLERK), pytest.raises(operations.PaymentsNotYours):
        operations.cancel_order(second, moment=NOON)

    assert sorted(states()) == ["cancelled", "ready"]


@pytest.mark.parametrize(("iban", "then"), [(IBAN, "ready"), ("", "held")])
def test_an_order_that_is_released_goes_on_where_it_can(paying: None, iban: str, then: str) -> None:
    with acting_for([WINGENE], RUN):
        order = operations.stop_order(placed(iban=iban), moment=NOON)
    with acting_for([WINGENE], FINANCE):
        if order.held_because == "stopped":
            operations.release_order(order, moment=NOON)
        with pytest.raises(operations.OrderNotOpen):
            operations.release_order(order, moment=NOON)

    assert states() == [then]


def test_an_order_that_is_stopped_is_not_drawn(paying: None) -> None:
    allow_alone()
    with acting_for([WINGENE], RUN):
        first = placed(1)
        placed(2, cents=12_600)
    with acting_for([WINGENE], FINANCE):
        operations.stop_order(first, moment=NOON)

    [batch] = drawn()

    assert (batch.count, states()) == (1, ["held", "batched"])


def _bookings() -> list[object]:
    return list(queries.journal(WINGENE, NOON.date(), NOON.date()))
