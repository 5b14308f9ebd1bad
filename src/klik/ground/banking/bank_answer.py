"""What a bank says about a payment file (pain.002), read into plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO, Final

from klik.ground.banking.refusals import AnswerRefused
from klik.ground.banking.report_form import REPORTS
from klik.ground.banking.xml_reading import Element, read_message
from klik.ground.clock import HOME

MOST_BYTES: Final = 10_000_000  # 5,000 orders, each with everything that a bank may repeat
_BYTES_A_MEGABYTE: Final = 1_000_000
_CENTS: Final = 100


@dataclass(frozen=True, slots=True)
class TransactionStatus:
    """What a bank says about one payment.

    Attributes:
        end_to_end_id: Names the payment; empty where the bank left it out.
        status: Four capitals; empty where only the whole has a status.
        reason: The first reason code; empty where none is given.
        amount_cents: As the bank repeats it; None where it does not.
        line: Where it stands in the file.
    """

    end_to_end_id: str
    status: str
    reason: str
    amount_cents: int | None
    line: int


@dataclass(frozen=True, slots=True)
class Counted:
    """What a bank says about a whole: its status, and what it counted."""

    name: str
    status: str
    reason: str
    count: int | None
    total_cents: int | None
    line: int


@dataclass(frozen=True, slots=True)
class BankReport:
    """One answer of a bank.

    Attributes:
        message_id: The bank's own name of this answer.
        created_at: Aware; a moment without a zone is one of Brussels.
        original_message: The kind of file that is answered, such as `pain.001.001.09`.
        group: The file that is answered, by its message id.
        payments: Per payment of that file its status, with those of its transactions.
    """

    message_id: str
    created_at: datetime
    original_message: str
    group: Counted
    payments: tuple[tuple[Counted, tuple[TransactionStatus, ...]], ...]


def read_limited(source: BinaryIO) -> bytes:
    """Return what `source` holds, without reading further than an answer can be long.

    Raises:
        AnswerRefused: It is longer.
    """
    content = source.read(MOST_BYTES + 1)
    _require_size(content)
    return content


def read_bank_answer(content: bytes) -> BankReport:
    """Return what a pain.002.001.10 or pain.002.001.03 says.

    Raises:
        AnswerRefused: It is longer than 10 MB, no XML, another message, or breaks the form of
            this one; says at which line and column.
    """
    _require_size(content)
    _, document = read_message(content, REPORTS)
    report = document.below[0]
    header, group = report.below[0], report.below[1]
    return BankReport(
        message_id=header.text_of("MsgId"),
        created_at=_moment(header.text_of("CreDtTm")),
        original_message=group.text_of("OrgnlMsgNmId"),
        group=_counted(group, "OrgnlMsgId", "GrpSts"),
        payments=tuple(
            (
                _counted(payment, "OrgnlPmtInfId", "PmtInfSts"),
                tuple(_transaction(one) for one in payment.every("TxInfAndSts")),
            )
            for payment in report.every("OrgnlPmtInfAndSts")
        ),
    )


def _counted(element: Element, name: str, status: str) -> Counted:
    count, total = element.text_of("OrgnlNbOfTxs"), element.first("OrgnlCtrlSum")
    return Counted(
        name=element.text_of(name),
        status=element.text_of(status),
        reason=_reason(element),
        count=int(count) if count else None,
        total_cents=_cents(total) if total else None,
        line=element.line,
    )


def _transaction(element: Element) -> TransactionStatus:
    repeated = element.first("OrgnlTxRef")
    amount = repeated.first("Amt") if repeated else None
    instructed = amount.first("InstdAmt") if amount else None
    if instructed and instructed.attribute != "EUR":
        raise AnswerRefused("not-euro", line=instructed.line)
    return TransactionStatus(
        end_to_end_id=element.text_of("OrgnlEndToEndId"),
        status=element.text_of("TxSts"),
        reason=_reason(element),
        amount_cents=_cents(instructed) if instructed else None,
        line=element.line,
    )


def _reason(element: Element) -> str:
    for given in element.every("StsRsnInf"):
        reason = given.first("Rsn")
        if reason and reason.below:
            return reason.below[0].text
    return ""


def _cents(element: Element) -> int:
    cents = Decimal(element.text) * _CENTS
    if cents != cents.to_integral_value() or cents < 0:
        raise AnswerRefused("not-cents", line=element.line, name=element.form.name)
    return int(cents)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=HOME)


def _require_size(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise AnswerRefused("too-large", megabytes=MOST_BYTES // _BYTES_A_MEGABYTE)
