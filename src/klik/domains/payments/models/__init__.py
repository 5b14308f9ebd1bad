"""Tables of payments. Who is paid is encrypted; what was booked or drawn is never changed."""

from klik.domains.payments.models.accounts import AccountChange
from klik.domains.payments.models.batches import BankAnswer, Batch, BatchLine
from klik.domains.payments.models.books import (
    HOLD_DAYS,
    LONGEST_HOLD_DAYS,
    JournalLine,
    PaymentSettings,
)
from klik.domains.payments.models.handouts import Handout, HandoutCounter
from klik.domains.payments.models.orders import SETTLED, DebtorAccount, Order
from klik.domains.payments.models.words import (
    LET_GO,
    BatchState,
    ChangeState,
    HandoutKind,
    HandoutState,
    HeldBecause,
    LedgerAccount,
    OrderState,
)

__all__ = [
    "HOLD_DAYS",
    "LET_GO",
    "LONGEST_HOLD_DAYS",
    "SETTLED",
    "AccountChange",
    "BankAnswer",
    "Batch",
    "BatchLine",
    "BatchState",
    "ChangeState",
    "DebtorAccount",
    "Handout",
    "HandoutCounter",
    "HandoutKind",
    "HandoutState",
    "HeldBecause",
    "JournalLine",
    "LedgerAccount",
    "Order",
    "OrderState",
    "PaymentSettings",
]
