"""Bookings: each an amount from one account to another, under a key that books it once."""

from __future__ import annotations

from datetime import date, datetime

from klik.domains.payments.models import (
    Batch,
    Handout,
    HandoutState,
    JournalLine,
    LedgerAccount,
    Order,
)
from klik.ground.clock import HOME

_EXPENSE, _PAYABLE = LedgerAccount.EXPENSE, LedgerAccount.PAYABLE
_IN_TRANSIT, _BANK = LedgerAccount.IN_TRANSIT, LedgerAccount.BANK
_ENDED = {
    HandoutState.HANDED_OUT: (LedgerAccount.HANDOUTS_DUE, LedgerAccount.HANDOUTS),
    HandoutState.EXPIRED: (LedgerAccount.HANDOUTS_DUE, LedgerAccount.EXPENSE),
    HandoutState.CANCELLED: (LedgerAccount.HANDOUTS_DUE, LedgerAccount.EXPENSE),
}


def due(order: Order, moment: datetime) -> JournalLine:
    """Return the booking of an award in money: an expense, and a debt to who is to be paid."""
    return _about(order, "due", debit=_EXPENSE, credit=_PAYABLE, moment=moment)


def cancelled(order: Order, moment: datetime) -> JournalLine:
    """Return the booking that undoes `due`."""
    return _about(order, "cancelled", debit=_PAYABLE, credit=_EXPENSE, moment=moment)


def executed(order: Order, moment: datetime) -> JournalLine:
    """Return the booking of what the bank paid."""
    return _about(order, "executed", debit=_IN_TRANSIT, credit=_BANK, moment=moment)


def rejected(order: Order, moment: datetime, *, was_paid: bool) -> JournalLine:
    """Return the booking of what the bank did not pay, or took back: the debt stands again."""
    debit = _BANK if was_paid else _IN_TRANSIT
    return _about(order, "rejected", debit=debit, credit=_PAYABLE, moment=moment)


def sent(batch: Batch, moment: datetime) -> JournalLine:
    """Return the booking of a file for the bank: what was owed is underway."""
    return JournalLine(
        municipality_nis=batch.municipality_nis,
        key=f"batch/{batch.message_id}/written",
        booked_on=_day(moment),
        debit=_PAYABLE,
        credit=_IN_TRANSIT,
        amount_cents=batch.total_cents,
        about=batch.message_id,
        document=batch.message_id,
    )


def promised(handout: Handout) -> list[JournalLine]:
    """Return the booking of something to hand out; none where it has no value in money."""
    accounts = (LedgerAccount.EXPENSE, LedgerAccount.HANDOUTS_DUE)
    return _handout(handout, "promised", accounts, handout.placed_at)


def ended(handout: Handout, moment: datetime) -> list[JournalLine]:
    """Return the booking of what was handed out, expired or given up."""
    accounts = _ENDED[HandoutState(handout.state)]
    return _handout(handout, handout.state, accounts, moment)


def _handout(
    handout: Handout, what: str, accounts: tuple[LedgerAccount, LedgerAccount], moment: datetime
) -> list[JournalLine]:
    if not handout.amount_cents:
        return []
    debit, credit = accounts
    return [
        JournalLine(
            municipality_nis=handout.municipality_nis,
            key=f"handout/{handout.reference}/{what}",
            booked_on=_day(moment),
            debit=debit,
            credit=credit,
            amount_cents=handout.amount_cents,
            budget_key=handout.budget_key,
            decision=handout.decision,
            about=handout.reference,
            document=handout.reference,
        )
    ]


def _about(
    order: Order, what: str, *, debit: LedgerAccount, credit: LedgerAccount, moment: datetime
) -> JournalLine:
    return JournalLine(
        municipality_nis=order.municipality_nis,
        key=f"order/{order.end_to_end_id}/{what}",
        booked_on=_day(moment),
        debit=debit,
        credit=credit,
        amount_cents=order.amount_cents,
        budget_key=order.budget_key,
        decision=order.decision,
        about=order.root,
        document=order.end_to_end_id,
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(HOME).date()
