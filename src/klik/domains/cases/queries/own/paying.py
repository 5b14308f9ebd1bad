"""How far what a decision grants is paid or handed out, in a fixed number of queries."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping
from typing import Final

from klik.domains.payments import queries as payments


class PaidState(enum.StrEnum):
    """How far what is paid or handed out is; without an account or a name."""

    NOTHING = "nothing"  # nothing is to be paid
    HELD = "held"  # a person must find something out first
    NEW_ACCOUNT = "new-account"  # held until she was told of it some days
    READY = "ready"  # it goes with the next payments
    UNDER_WAY = "under-way"  # at the bank
    PAID = "paid"
    STOPPED = "stopped"  # refused by the bank or given up
    TO_COLLECT = "to-collect"  # a voucher or gift waits
    HANDED_OUT = "handed-out"
    LAPSED = "lapsed"


_OF_ORDERS: Final = {
    "held": PaidState.HELD,
    "account-changed": PaidState.NEW_ACCOUNT,
    "ready": PaidState.READY,
    "batched": PaidState.UNDER_WAY,
    "executed": PaidState.PAID,
    "rejected": PaidState.STOPPED,
    "cancelled": PaidState.STOPPED,
}
_OF_HANDOUTS: Final = {
    "to_hand_out": PaidState.TO_COLLECT,
    "handed_out": PaidState.HANDED_OUT,
}


def paid_states(references: Collection[str]) -> Mapping[str, PaidState]:
    """Return how far the payment of each of these decisions is."""
    found: dict[str, PaidState] = {}
    for reference, state in payments.handout_states(references):
        found[reference] = _OF_HANDOUTS.get(state, PaidState.LAPSED)
    for reference, state in payments.order_states(references):
        found[reference] = _OF_ORDERS.get(state, PaidState.READY)  # of several: the latest order
    return found
