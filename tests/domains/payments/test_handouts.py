"""Vouchers, gifts and credits: numbers without gaps, handed out once, expired in time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from tests.factories.acting import CLERK, HERENT, NOON, WINGENE
from tests.factories.payments import APPROVER, AUDITOR, FINANCE, RUN, voucher

from klik.domains.payments import jobs, operations, queries
from klik.domains.payments.models import Handout
from klik.ground.clock import HOME
from klik.ground.tenancy import acting_for

THREADS, EACH = 4, 8
LATE = datetime(2027, 4, 1, 0, 30, tzinfo=HOME)


def test_the_pieces_of_a_voucher_divide_its_amount(paying: None) -> None:
    handouts = _place(1, pieces=5)

    assert [one.reference for one in handouts] == [
        f"BON-37021-2026-{number:06d}" for number in range(1, 6)
    ]
    assert [one.amount_cents for one in handouts] == [1_300] * 5


def test_an_amount_that_pieces_do_not_divide_stays_whole(paying: None) -> None:
    [handout] = _place(1, amount="65.00", pieces=3)

    assert (handout.amount_cents, handout.quantity) == (6_500, 3)


def test_placing_again_gives_the_same_numbers(paying: None) -> None:
    first, again = _place(1, pieces=2), _place(1, pieces=2)
    [other] = _place(2)

    assert [one.pk for one in first] == [one.pk for one in again]
    assert other.number == 3


def test_money_and_recognition_are_not_handed_out(paying: None) -> None:
    with acting_for([WINGENE], RUN):
        for form in ("money", "recognition"):
            assert _placed(1, replace(voucher(), given_as=form)) == []


def test_goods_are_a_gift_without_a_value(paying: None) -> None:
    goods = replace(voucher(award="pakket"), given_as="goods", amount=None, quantity=1)
    with acting_for([WINGENE], RUN):
        [gift] = _placed(1, goods)
        booked = list(queries.journal(WINGENE, NOON.date(), NOON.date()))

    assert (gift.kind, gift.amount_cents, gift.quantity, booked) == ("gift", None, 1, [])


def test_numbers_have_no_gaps_while_many_place_and_some_fail(paying: None) -> None:
    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(_place_often, range(THREADS)))

    with acting_for([WINGENE], FINANCE):
        numbers = list(queries.handouts_of(WINGENE, 2026).values_list("number", flat=True))
    assert numbers == list(range(1, THREADS * EACH // 2 + 1))


def test_numbers_begin_anew_per_municipality_and_year(paying: None) -> None:
    _place(1)
    [elsewhere] = _place(1, nis=HERENT)
    [new_year] = _place(2, moment=datetime(2027, 1, 1, 0, 0, tzinfo=HOME))

    assert (elsewhere.number, elsewhere.year) == (1, 2026)
    assert (new_year.number, new_year.year) == (1, 2027)


def test_a_voucher_is_handed_out_once(paying: None) -> None:
    [handout] = _place(1)

    with acting_for([WINGENE], FINANCE):
        handed = operations.hand_out(handout, moment=NOON)
        with pytest.raises(operations.NotHandedOut):
            operations.hand_out(handout, moment=NOON)

    assert (handed.state, handed.handed_out_by) == ("handed_out", FINANCE.reference)


def test_two_counters_hand_out_one_voucher_once(paying: None) -> None:
    [handout] = _place(1)

    with ThreadPoolExecutor(THREADS) as threads:
        handed = list(threads.map(_hand_out, [handout] * THREADS))

    assert sorted(handed) == [False] * (THREADS - 1) + [True]


@pytest.mark.parametrize("actor", [CLERK, AUDITOR])
def test_another_role_hands_nothing_out(paying: None, actor: object) -> None:
    [handout] = _place(1)

    with acting_for([WINGENE], actor), pytest.raises(operations.PaymentsNotYours):
        operations.hand_out(handout, moment=NOON)


def test_what_was_not_fetched_expires_and_is_not_handed_out(paying: None) -> None:
    late, in_time = _place(1)[0], _place(2)[0]
    with acting_for([WINGENE], FINANCE):
        operations.hand_out(in_time, moment=LATE - timedelta(hours=1))
        with pytest.raises(operations.NotHandedOut):
            operations.hand_out(late, moment=LATE)

    before = jobs.expire_handouts(WINGENE, moment=LATE - timedelta(hours=1))
    expired = jobs.expire_handouts(WINGENE, moment=LATE)
    again = jobs.expire_handouts(WINGENE, moment=LATE)

    assert (before, expired, again) == (0, 1, 0)
    with acting_for([WINGENE], FINANCE):
        balances = queries.balances(WINGENE, until=LATE.date())
    assert (balances["expense"], balances["handouts"], balances["handouts_due"]) == (
        6_500, -6_500, 0,
    )  # fmt: skip


def test_what_a_withdrawn_decision_was_to_hand_out_is_given_up(paying: None) -> None:
    first, second = _place(1, pieces=2)
    with acting_for([WINGENE], FINANCE):
        operations.hand_out(first, moment=NOON)
    with acting_for([WINGENE], APPROVER):
        given_up = operations.cancel_handouts(WINGENE, first.decision, moment=NOON)
        again = operations.cancel_handouts(WINGENE, first.decision, moment=NOON)

    with acting_for([WINGENE], FINANCE):
        with pytest.raises(operations.NotHandedOut):
            operations.hand_out(second, moment=NOON)
        balances = queries.balances(WINGENE, until=NOON.date())
    assert (given_up, again, balances["handouts_due"], balances["expense"]) == (1, 0, 0, 3_250)


def test_a_voucher_is_found_by_its_number_in_its_municipality_only(paying: None) -> None:
    [handout] = _place(1)

    with acting_for([WINGENE], FINANCE):
        assert queries.handout_of(WINGENE, handout.reference).pk == handout.pk
        for wrong in ("", "BON", "BON-37021-2026-000002", "BON-24038-2026-000001", "x" * 99):
            with pytest.raises(queries.HandoutNotFound):
                queries.handout_of(WINGENE, wrong)
    with acting_for([HERENT], FINANCE), pytest.raises(queries.HandoutNotFound):
        queries.handout_of(HERENT, handout.reference)


def test_the_list_neutralises_formulas(paying: None) -> None:
    with acting_for([WINGENE], RUN):
        _placed(1, voucher(), name='=HYPERLINK("http://example.org")')
        lines = "".join(queries.handout_table(WINGENE, 2026)).splitlines()

    assert lines[0].startswith("\ufeffnummer;beslissing")
    assert "'=HYPERLINK" in lines[1]
    assert ";65,00;;2027-12-31;2027-03-31;" in lines[1]


def _place(
    number: int,
    *,
    amount: str = "65.00",
    pieces: int = 1,
    nis: str = WINGENE,
    moment: datetime = NOON,
) -> list[Handout]:
    with acting_for([nis], RUN):
        return _placed(number, voucher(amount, pieces=pieces), nis=nis, moment=moment)


def _placed(
    number: int,
    award: object,
    *,
    name: str = "Ouder Voorbeeld",
    nis: str = WINGENE,
    moment: datetime = NOON,
) -> list[Handout]:
    return operations.place_handouts(
        nis,
        decision=f"GEB-{nis}-{number}",
        award=award,
        recipient_name=name,
        budget_key="GBB-2026-0945",
        moment=moment,
    )


def _place_often(thread: int) -> None:
    try:
        for number in range(EACH):
            try:
                with acting_for([WINGENE], RUN):
                    _placed(thread * 100 + number, voucher())
                    if number % 2:
                        raise ZeroDivisionError  # noqa: TRY301 -- undoes the transaction
            except ZeroDivisionError:
                pass
    finally:
        connection.close()


def _hand_out(handout: Handout) -> bool:
    try:
        with acting_for([WINGENE], FINANCE):
            operations.hand_out(handout, moment=NOON)
    except operations.NotHandedOut:
        return False
    else:
        return True
    finally:
        connection.close()
