"""What municipalities need of domains above them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from klik.ground.ports import Port


class RecordAct(Protocol):
    """Keep an act in the audit of a municipality."""

    def __call__(
        self,
        municipality_nis: str,
        act: str,
        *,
        subject: str,
        payload: Mapping[str, object],
        moment: datetime,
    ) -> None:
        """Add a line to the audit, in the transaction that acts."""


record_act: Port[RecordAct] = Port("klik.domains.municipalities.ports.record_act")
