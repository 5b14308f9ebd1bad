"""Writes of registers. Each runs in the transaction of `acting_for`, of which it is a part."""

from klik.domains.registers.operations.agreements import (
    KEEP_DAYS,
    AgreementChanged,
    AgreementNotInForce,
    ContactRefused,
    agreement_to_deliver_under,
    record_agreement,
    set_correction_contact,
)
from klik.domains.registers.operations.checking import (
    CHUNK_ROWS,
    CheckingStopped,
    RowsMissing,
    complete_check,
    keep_chunk,
)
from klik.domains.registers.operations.closing import ReportNotComplete, close_report, expire
from klik.domains.registers.operations.erasing import erase
from klik.domains.registers.operations.files import remove_listed_file
from klik.domains.registers.operations.linking import NumbersNotLinked, link_numbers
from klik.domains.registers.operations.naming import name_parties
from klik.domains.registers.operations.receiving import expect_upload, receive, refuse_delivery
from klik.domains.registers.operations.showing import show_row

__all__ = [
    "CHUNK_ROWS",
    "KEEP_DAYS",
    "AgreementChanged",
    "AgreementNotInForce",
    "CheckingStopped",
    "ContactRefused",
    "NumbersNotLinked",
    "ReportNotComplete",
    "RowsMissing",
    "agreement_to_deliver_under",
    "close_report",
    "complete_check",
    "erase",
    "expect_upload",
    "expire",
    "keep_chunk",
    "link_numbers",
    "name_parties",
    "receive",
    "record_agreement",
    "refuse_delivery",
    "remove_listed_file",
    "set_correction_contact",
    "show_row",
]
