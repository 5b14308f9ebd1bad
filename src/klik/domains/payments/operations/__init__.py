"""Writes of payments. Each runs in the transaction of `acting_for`, of which it is a part."""

from klik.domains.payments.operations.again import pay_batch_again
from klik.domains.payments.operations.announcing import municipalities_to_tell, note_told, untold
from klik.domains.payments.operations.answers import confirm_executed, take_answer
from klik.domains.payments.operations.batches import (
    ORDERS_A_BATCH,
    approve_batch,
    decline_batch,
    draw_batches,
    mark_sent,
    note_written,
    take_batch_file,
)
from klik.domains.payments.operations.changing import cancel_change, confirm_change, take_change
from klik.domains.payments.operations.corrections import (
    cancel_order,
    give_account,
    pay_again,
    release_order,
    show_creditor,
    stop_order,
)
from klik.domains.payments.operations.erasing import erase
from klik.domains.payments.operations.handouts import (
    cancel_handouts,
    expire_handouts,
    hand_out,
    place_handouts,
    show_recipient,
    take_handout_list,
)
from klik.domains.payments.operations.orders import place_order
from klik.domains.payments.operations.refusals import (
    AnswerContradicts,
    BatchNotOpen,
    ChangeEnded,
    ChangeNotYours,
    ExecutionDayRefused,
    NotHandedOut,
    NotPayable,
    OrderDiffers,
    OrderNotOpen,
    PaymentsNotYours,
    SecondPersonNeeded,
)
from klik.domains.payments.operations.settings import (
    SettingsRefused,
    set_hold,
    set_ledger,
    set_limit,
)

__all__ = [
    "ORDERS_A_BATCH",
    "AnswerContradicts",
    "BatchNotOpen",
    "ChangeEnded",
    "ChangeNotYours",
    "ExecutionDayRefused",
    "NotHandedOut",
    "NotPayable",
    "OrderDiffers",
    "OrderNotOpen",
    "PaymentsNotYours",
    "SecondPersonNeeded",
    "SettingsRefused",
    "approve_batch",
    "cancel_change",
    "cancel_handouts",
    "cancel_order",
    "confirm_change",
    "confirm_executed",
    "decline_batch",
    "draw_batches",
    "erase",
    "expire_handouts",
    "give_account",
    "hand_out",
    "mark_sent",
    "municipalities_to_tell",
    "note_told",
    "note_written",
    "pay_again",
    "pay_batch_again",
    "place_handouts",
    "place_order",
    "release_order",
    "set_hold",
    "set_ledger",
    "set_limit",
    "show_creditor",
    "show_recipient",
    "stop_order",
    "take_answer",
    "take_batch_file",
    "take_change",
    "take_handout_list",
    "untold",
]
