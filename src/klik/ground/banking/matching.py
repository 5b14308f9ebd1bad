"""What an answer of the bank means for each payment of the batch that it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from klik.ground.banking.bank_answer import BankReport, Counted, TransactionStatus
from klik.ground.banking.refusals import AnswerRefused
from klik.ground.refusals import Both
from klik.packages.wording import format_money

# ISO 20022, external code sets for payment status. ACCP, ACSP and the like say that a bank goes
# on with a payment; only settlement says that it was made.
_EXECUTED = frozenset({"ACSC", "ACCC"})
_REJECTED = frozenset({"RJCT", "CANC"})
_LONGEST_SHOWN = 20


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
            "other-kind", line=report.group.line, found=report.original_message[:_LONGEST_SHOWN]
        )
    if report.group.name != message_id:
        raise AnswerRefused("other-file", line=report.group.line)
    _require_counts(report.group, amounts)
    if len(report.payments) > 1:
        raise AnswerRefused("several-blocks", line=report.payments[1][0].line)
    for payment, _ in report.payments:
        if payment.name != message_id:
            raise AnswerRefused("other-block", line=payment.line)


def _require_counts(counted: Counted, amounts: Mapping[str, int]) -> None:
    total = sum(amounts.values())
    if counted.count not in {None, len(amounts)}:
        raise AnswerRefused("count", line=counted.line, counted=counted.count, total=len(amounts))
    if counted.total_cents is not None and counted.total_cents != total:
        raise AnswerRefused(
            "sum", line=counted.line, found=_said(counted.total_cents), total=_said(total)
        )


def _require_known(
    transaction: TransactionStatus, amounts: Mapping[str, int], named: set[str]
) -> None:
    key = transaction.end_to_end_id
    if key not in amounts:
        raise AnswerRefused("payment-unknown", line=transaction.line)
    if key in named:
        raise AnswerRefused("payment-twice", line=transaction.line, reference=key)
    repeated = transaction.amount_cents
    if repeated is not None and repeated != amounts[key]:
        raise AnswerRefused(
            "amount",
            line=transaction.line,
            reference=key,
            found=_said(repeated),
            amount=_said(amounts[key]),
        )


def _require_agreement(whole: Answered, part: Answered, line: int) -> None:
    if whole.meaning == Meaning.REJECTED and part.meaning == Meaning.EXECUTED:
        raise AnswerRefused("contradiction", line=line)


def _said(cents: int) -> Both:
    return Both(format_money(cents, "nl"), format_money(cents, "en"))
