"""The journal: what is granted is paid, owed or given up, to the cent, whatever happens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

import pytest
from django.db import IntegrityError, transaction
from tests.factories.acting import NOON, WINGENE
from tests.factories.bank import answer, of_each
from tests.factories.payments import (
    FINANCE,
    OTHER_IBAN,
    RUN,
    allow_alone,
    drawn,
    place_some,
    placed,
    voucher,
    written,
)

from klik.domains.payments import jobs, operations, queries
from klik.domains.payments.models import Batch, BatchLine, JournalLine, Order
from klik.ground.clock import HOME
from klik.ground.tenancy import acting_for

STEPS, WALKS = 14, 6
OPEN = {"ready", "held", "batched", "rejected"}


def test_sums_agree_whatever_happens(paying: None, random_numbers: Random) -> None:
    allow_alone()
    for walk in range(WALKS):
        for step in range(STEPS):
            random_numbers.choice(_ACTS)(_Walk(random_numbers, walk * STEPS + step))

            _require_equal_sums()


def test_the_table_itself_refuses_an_entry_that_does_not_balance(paying: None) -> None:
    with acting_for([WINGENE], RUN):
        placed()
        for changed in ({"debit": "payable"}, {"amount_cents": 0}, {"debit": "elsewhere"}):
            values = JournalLine.objects.values().get() | {"id": None, "key": "other"} | changed
            with pytest.raises(IntegrityError), transaction.atomic():
                JournalLine.objects.create(**values)


def test_the_export_balances_and_neutralises_formulas(paying: None) -> None:
    with acting_for([WINGENE], RUN):
        order = placed(cents=12_345)
        JournalLine.objects.create(
            municipality_nis=WINGENE, key="=1+1", booked_on=NOON.date(), debit="expense",
            credit="payable", amount_cents=1, about="x", document=order.end_to_end_id,
            budget_key="@SUM(A1)",
        )  # fmt: skip
        table = "".join(queries.journal_table(WINGENE, NOON.date(), NOON.date()))

    lines = [line.split(";") for line in table.splitlines()]
    debit = [line[4] for line in lines[1:] if line[4]]
    credit = [line[5] for line in lines[1:] if line[5]]
    assert lines[0][:3] == ["\ufeffdatum", "stuk", "rekening"]
    assert debit == credit == ["123,45", "0,01"]
    assert (lines[3][1], lines[3][6]) == ("'=1+1", "'@SUM(A1)")


def test_the_export_carries_the_numbers_of_the_municipality(paying: None) -> None:
    with acting_for([WINGENE], FINANCE):
        operations.set_ledger(WINGENE, numbers={"expense": "6491000"}, moment=NOON)
        placed()
        table = "".join(queries.journal_table(WINGENE, NOON.date(), NOON.date())).splitlines()

    assert [line.split(";")[2] for line in table[1:]] == ["6491000", "rekeningnummer ontbreekt"]
    assert [line.split(";")[3] for line in table[1:]] == [
        "toegekende premies",
        "te betalen premies",
    ]


@pytest.mark.parametrize("numbers", [{"elsewhere": "1"}, {"bank": "=1+1"}, {"bank": ""}])
def test_an_account_number_that_cannot_be_is_refused(paying: None, numbers: dict[str, str]) -> None:
    with acting_for([WINGENE], FINANCE), pytest.raises(operations.SettingsRefused):
        operations.set_ledger(WINGENE, numbers=numbers, moment=NOON)


def test_a_period_holds_its_first_and_last_day(paying: None) -> None:
    days = [date(2026, 11, day) for day in (1, 15, 30)]
    with acting_for([WINGENE], RUN):
        for number, day in enumerate(days, 1):
            placed(number, moment=datetime(day.year, day.month, day.day, 12, tzinfo=HOME))
        booked = [line.booked_on for line in queries.journal(WINGENE, days[0], days[1])]

    assert booked == days[:2]


def test_what_stands_open_at_the_end_of_a_year_is_told_later_too(paying: None) -> None:
    batch = written(2)
    new_year = datetime(2027, 1, 4, 9, tzinfo=HOME)
    with acting_for([WINGENE], RUN):
        held = placed(8, iban="", cents=900)
        [bon] = operations.place_handouts(
            WINGENE, decision="GEB-37021-9", award=voucher(), recipient_name="Ouder Voorbeeld",
            budget_key="GBB", moment=NOON,
        )  # fmt: skip
    with acting_for([WINGENE], FINANCE):
        operations.take_answer(WINGENE, answer(batch.message_id, group="ACSC"), moment=new_year)
        open_in = {
            year: {item.about: item.open_cents for item in queries.open_items(WINGENE, year)}
            for year in (2025, 2026, 2027)
        }
        table = "".join(queries.open_items_table(WINGENE, 2026))

    paid = {order: cents for order, cents in open_in[2026].items() if order not in open_in[2027]}
    assert open_in[2025] == {}
    assert sum(paid.values()) == batch.total_cents
    assert open_in[2027] == {held.end_to_end_id: 900, bon.reference: 6_500}
    assert f"{bon.reference};GEB-37021-9;GBB;65,00" in table


@dataclass(frozen=True, slots=True)
class _Walk:
    random: Random
    number: int

    def any_of(self, *states: str) -> Order | None:
        orders = list(Order.objects.filter(state__in=states).order_by("end_to_end_id"))
        return self.random.choice(orders) if orders else None


def _place(walk: _Walk) -> None:
    place_some(
        walk.random.randint(1, 4), first=walk.number * 10, cents=walk.random.randint(1, 9**6)
    )


def _hold(walk: _Walk) -> None:
    with acting_for([WINGENE], RUN):
        placed(10**6 + walk.number, iban="", cents=walk.random.randint(1, 9**6))


def _draw_and_write(_: _Walk) -> None:
    drawn()
    jobs.write_batches(WINGENE, moment=NOON)


def _decline(_: _Walk) -> None:
    for batch in drawn():
        with acting_for([WINGENE], FINANCE):
            operations.decline_batch(batch, moment=NOON)


def _answer(walk: _Walk) -> None:
    with acting_for([WINGENE], FINANCE):
        batches = list(Batch.objects.filter(state="written"))
        for batch in batches:
            keys = Order.objects.filter(lines__batch=batch, state="batched")
            said = {
                key: walk.random.choice(["ACSC", "RJCT", "ACSP"])
                for key in keys.values_list("end_to_end_id", flat=True)
            }
            file = answer(batch.message_id, transactions=of_each(said))
            operations.take_answer(WINGENE, file, moment=NOON)


def _give_up(walk: _Walk) -> None:
    with acting_for([WINGENE], FINANCE):
        order = walk.any_of("ready", "held", "rejected")
        if order is not None and not Order.objects.filter(replaces=order).exists():
            operations.cancel_order(order, moment=NOON)


def _pay_again(walk: _Walk) -> None:
    with acting_for([WINGENE], FINANCE):
        order = walk.any_of("rejected")
        if order is not None:
            operations.pay_again(order, name="Voorbeeld", iban=OTHER_IBAN, moment=NOON)


_ACTS: list[Callable[[_Walk], None]] = [
    _place, _hold, _draw_and_write, _decline, _answer, _give_up, _pay_again,
]  # fmt: skip


def _require_equal_sums() -> None:
    """Compare orders, batches and journal, each summed in its own way."""
    with acting_for([WINGENE], FINANCE):
        orders = list(Order.objects.all())
        replaced = {order.replaces_id for order in orders}
        standing = [order for order in orders if order.pk not in replaced]
        balances = queries.balances(WINGENE, until=NOON.date())
        lines = BatchLine.objects.filter(declined=False).select_related("order", "batch")
        in_batches: dict[str, list[int]] = {}
        for line in lines:
            in_batches.setdefault(line.batch.message_id, []).append(line.order.amount_cents)
        sums = {one.message_id: one.total_cents for one in Batch.objects.exclude(state="declined")}
        open_cents = sum(item.open_cents for item in queries.open_items(WINGENE, NOON.year))
    sent = [order for order in orders if order.state == "batched"]
    owed = sum(order.amount_cents for order in standing if order.state in OPEN)
    assert {message: sum(amounts) for message, amounts in in_batches.items()} == sums
    assert sum(balances.values()) == 0
    assert -balances["bank"] == _cents(orders, "executed")
    assert balances["in_transit"] == -sum(order.amount_cents for order in sent)
    assert -(balances["payable"] + balances["in_transit"]) == owed == open_cents
    assert balances["expense"] == owed - balances["bank"]


def _cents(orders: list[Order], state: str) -> int:
    return sum(order.amount_cents for order in orders if order.state == state)
