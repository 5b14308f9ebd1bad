"""What an answer of the bank means for each payment of the batch that it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from klik.ground.banking.bank_answer import BankReport, Counted, TransactionStatus
from klik.ground.banking.refusals import AnswerRefused

# ISO 20022, external code sets for payment status. ACCP, ACSP and the like say that a bank goes
# on with a payment; only settlement says that it was made.
_EXECUTED = frozenset({"ACSC", "ACCC"})
_REJECTED = frozenset({"RJCT", "CANC"})


class Meaning(StrEnum):
    """What becomes of a payment."""

    EXECUTED = "executed"
    REJECTED = "rejected"
    UNDERWAY = "underway"


@dataclass(frozen=True, slots=True)
class Answered:
    """What the bank says about one payment.

    Attributes:
        status: Four capitals; empty where the bank says nothing about it.
        reason: Why, as a code of the bank.
        of_itself: Whether this is said of the payment and not only of the whole file.
    """

    status: str
    reason: str
    of_itself: bool

    @property
    def meaning(self) -> Meaning:
        """Return what becomes of the payment."""
        if self.status in _EXECUTED:
            return Meaning.EXECUTED
        return Meaning.REJECTED if self.status in _REJECTED else Meaning.UNDERWAY


def match_answer(
    report: BankReport, *, message_id: str, amounts: Mapping[str, int]
) -> dict[str, Answered]:
    """Return what `report` says about each payment of a batch, by its EndToEndId.

    What is said of a payment goes before what is said of the whole.

    Args:
        report: The answer.
        message_id: Of the batch, which is also the name of its one payment block.
        amounts: Per EndToEndId of the batch its amount in cents.

    Raises:
        AnswerRefused: It answers another file, names a payment that is not in it or twice,
            repeats another amount, counts otherwise, or contradicts itself; says at which line.
    """
    _require_same_file(report, message_id, amounts)
    whole = _of_whole(report.group)
    answered = dict.fromkeys(amounts, whole)
    named: set[str] = set()
    for payment, transactions in report.payments:
        _require_counts(payment, amounts)
        below = _of_whole(payment) if payment.status else whole
        _require_agreement(whole, below, payment.line)
        answered.update({key: below for key in amounts if key not in named})
        for transaction in transactions:
            _require_known(transaction, amounts, named)
            said = Answered(
                transaction.status or below.status,
                transaction.reason or below.reason,
                of_itself=True,
            )
            _require_agreement(below, said, transaction.line)
            answered[transaction.end_to_end_id] = said
            named.add(transaction.end_to_end_id)
    return answered


def _of_whole(counted: Counted) -> Answered:
    # PART: some payments have another status than others, and each of those is named.
    status = "" if counted.status == "PART" else counted.status
    return Answered(status, counted.reason, of_itself=False)


def _require_same_file(report: BankReport, message_id: str, amounts: Mapping[str, int]) -> None:
    if not report.original_message.startswith("pain.001"):
        raise AnswerRefused(
            f"Line {report.group.line}: this answers a {report.original_message[:20]}, "
            "and Klik sends pain.001."
        )
    if report.group.name != message_id:
        raise AnswerRefused(f"Line {report.group.line}: this answers another file.")
    _require_counts(report.group, amounts)
    if len(report.payments) > 1:
        raise AnswerRefused(
            f"Line {report.payments[1][0].line}: a file of Klik has one payment block, "
            "and this answers several."
        )
    for payment, _ in report.payments:
        if payment.name != message_id:
            raise AnswerRefused(f"Line {payment.line}: this block is not in the file.")


def _require_counts(counted: Counted, amounts: Mapping[str, int]) -> None:
    total = sum(amounts.values())
    if counted.count not in {None, len(amounts)}:
        raise AnswerRefused(
            f"Line {counted.line}: the bank counted {counted.count} payments, "
            f"and the file has {len(amounts)}."
        )
    if counted.total_cents not in {None, total}:
        raise AnswerRefused(
            f"Line {counted.line}: the bank has a sum of {counted.total_cents} cents, "
            f"and the file has {total}."
        )


def _require_known(
    transaction: TransactionStatus, amounts: Mapping[str, int], named: set[str]
) -> None:
    key = transaction.end_to_end_id
    if key not in amounts:
        raise AnswerRefused(f"Line {transaction.line}: this payment is not in the file.")
    if key in named:
        raise AnswerRefused(f"Line {transaction.line}: {key} is answered twice.")
    if transaction.amount_cents not in {None, amounts[key]}:
        raise AnswerRefused(
            f"Line {transaction.line}: the bank repeats {transaction.amount_cents} cents for "
            f"{key}, and the order is of {amounts[key]}."
        )


def _require_agreement(whole: Answered, part: Answered, line: int) -> None:
    if whole.meaning == Meaning.REJECTED and part.meaning == Meaning.EXECUTED:
        raise AnswerRefused(
            f"Line {line}: the bank says executed, within what it rejected as a whole."
        )
