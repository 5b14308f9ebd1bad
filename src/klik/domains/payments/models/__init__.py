"""Tables of payments. Who is paid is encrypted; what was booked or drawn is never changed."""

from klik.domains.payments.models.batches import BankAnswer, Batch, BatchLine
from klik.domains.payments.models.books import JournalLine, PaymentSettings
from klik.domains.payments.models.handouts import Handout, HandoutCounter
from klik.domains.payments.models.orders import SETTLED, DebtorAccount, Order
from klik.domains.payments.models.words import (
    LET_GO,
    BatchState,
    HandoutKind,
    HandoutState,
    HeldBecause,
    LedgerAccount,
    OrderState,
)

__all__ = [
    "LET_GO",
    "SETTLED",
    "BankAnswer",
    "Batch",
    "BatchLine",
    "BatchState",
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
