"""The files that a trial writes, row by row, so that memory stays flat."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from klik.ground.banking.orders import Debtor, PaymentBatch, PaymentOrder
from klik.ground.banking.payment_file import write_payment_file
from klik.ground.deliveries import Rejected, neutralise
from klik.ground.deliveries.reporting import report_cells
from klik.ground.trial.files import FILES, HEADERS
from klik.ground.trial.totals import Totals
from klik.packages.wording import Language
from klik.rules.decision import Awarded

ORDERS_A_FILE = 5000


class Outputs:
    """The open files of one trial; use it as a context."""

    def __init__(
        self, folder: Path, *, language: Language, debtor: Debtor, batch: PaymentBatch
    ) -> None:
        """Open every file in `folder`, which exists and is empty.

        Args:
            folder: Where to write.
            language: Of names and headers.
            debtor: The account that pays.
            batch: The message id, moment and day that every payment file begins from.
        """
        self.folder = folder
        self.language = language
        self.debtor = debtor
        self.batch = batch
        self.totals = Totals()
        self._stack = ExitStack()
        self._tables: dict[str, Any] = {}
        self._orders: list[PaymentOrder] = []
        self._numbered = 0
        self.letters = folder / FILES["letters"][language]
        self._payments = folder / FILES["payments"][language]

    def __enter__(self) -> Self:
        self.letters.mkdir()
        self._payments.mkdir()
        for name, headers in HEADERS.items():
            path = self.folder / FILES[name][self.language]
            file = self._stack.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
            table = csv.writer(file, delimiter=";", lineterminator="\n")
            table.writerow(headers[self.language])
            self._tables[name] = table
        reasons = self.folder / FILES["reasons"][self.language]
        self._reasons = self._stack.enter_context(reasons.open("w", encoding="utf-8"))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._stack:
            if error is None:
                self._write_orders()

    def row(self, name: str, cells: Sequence[object]) -> None:
        """Write one line of a table; what a spreadsheet would compute is made text."""
        self._tables[name].writerow(neutralise(_cell(cell)) for cell in cells)

    def rejected(self, row: Rejected) -> None:
        """Write one rejected row, its value masked."""
        self.totals.rejects[row.code] += 1
        self.totals.reject_reasons.setdefault(row.code, row.reason[self.language])
        self.row("rejects", report_cells(row, self.language))

    def reasons(self, explained: Mapping[str, Any]) -> None:
        """Write one decision with its reasons as a line of JSON."""
        self._reasons.write(json.dumps(explained, ensure_ascii=False) + "\n")

    def pay(self, order: PaymentOrder) -> None:
        """Keep one order; a file is written when it is full."""
        self._orders.append(order)
        self.totals.payments += 1
        self.totals.paid_cents += order.amount_cents
        if len(self._orders) == ORDERS_A_FILE:
            self._write_orders()

    def hand_out(self, reference: str, award: Awarded, name: str) -> None:
        """Write a numbered line for each voucher, gift or credit of one award.

        The pieces of a voucher divide its amount exactly; where they would not, it stays whole.
        """
        self.totals.handed_out += 1
        pieces, amount = award.pieces or 1, award.amount
        count: int | None = award.quantity
        if amount is not None and int(amount * 100) % pieces:
            count, pieces = pieces, 1
        value = None if amount is None else amount / pieces
        for _ in range(pieces):
            self._numbered += 1
            self.row(
                "handouts",
                (f"{self._numbered:06d}", reference, name, award.given_as, value, count,
                 award.valid_until, award.collect_by),
            )  # fmt: skip

    def _write_orders(self) -> None:
        if not self._orders:
            return
        self.totals.payment_files += 1
        number = self.totals.payment_files
        batch = PaymentBatch(
            message_id=f"{self.batch.message_id}-{number:03d}",
            created_at=self.batch.created_at,
            execution_on=self.batch.execution_on,
            debtor=self.debtor,
            orders=tuple(self._orders),
        )
        name = f"{FILES['payments'][self.language]}-{number:03d}.xml"
        (self._payments / name).write_bytes(write_payment_file(batch))
        self._orders.clear()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return ", ".join(str(one) for one in value)
    return str(value)
