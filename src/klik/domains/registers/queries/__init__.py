"""Reads of registers."""

from klik.domains.registers.models import Channel, DeliveryState
from klik.domains.registers.queries.deliveries import (
    Asked,
    RegisterNotFound,
    RegistersNotYours,
    accepted_count,
    agreement_of,
    agreement_of_adoption,
    agreements,
    agreements_in_force,
    asked_rows,
    deliveries,
    deliveries_to_check,
    delivery_of,
    delivery_of_row,
    municipalities_with_deliveries_over,
    municipalities_with_files_to_remove,
    questions_of,
    reject_report,
    rejected_rows,
    reports_to_close,
)
from klik.domains.registers.queries.holding import held_about
from klik.domains.registers.queries.numbers import known_rows, latest_numbers, rows_with
from klik.domains.registers.queries.rows import (
    StoredRow,
    current_rows,
    identity_purpose,
    row_of,
    rows_of,
)
from klik.domains.registers.queries.verifying import Damaged, verify

__all__ = [
    "Asked",
    "Channel",
    "Damaged",
    "DeliveryState",
    "RegisterNotFound",
    "RegistersNotYours",
    "StoredRow",
    "accepted_count",
    "agreement_of",
    "agreement_of_adoption",
    "agreements",
    "agreements_in_force",
    "asked_rows",
    "current_rows",
    "deliveries",
    "deliveries_to_check",
    "delivery_of",
    "delivery_of_row",
    "held_about",
    "identity_purpose",
    "known_rows",
    "latest_numbers",
    "municipalities_with_deliveries_over",
    "municipalities_with_files_to_remove",
    "questions_of",
    "reject_report",
    "rejected_rows",
    "reports_to_close",
    "row_of",
    "rows_of",
    "rows_with",
    "verify",
]
