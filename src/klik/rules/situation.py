"""What is known about one subject on the day of the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Application:
    """What someone asked for; a run without an application is automatic.

    Attributes:
        trigger: "request" or "invitation".
        applicant: A register or enterprise number.
    """

    trigger: str
    received_on: date | None = None
    complete_on: date | None = None
    applicant: str | None = None


@dataclass(frozen=True, slots=True)
class EarlierAward:
    """An award of the same package that the subject had before."""

    amount: Decimal
    decided_on: date
    reference_day: date | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """The facts of one subject, and the adoption under which it is decided.

    Attributes:
        facts: Per declared fact its typed value; absent or None is unknown.
        collections: Per collection its rows of typed fields; absent or None is unknown.
        parameters: Every parameter and table that holds on the reference day.
        in_territory: Per fact of type nis whether it lies in the adoption's territory.
        adopted_from: First day on which the adoption is in force; None is always.
        adopted_until: Last day on which it is in force; None is no end.
        key_known: Whether one of the subject's keys is known.
        issued_on: The printing day of a voucher; the decision day when None.
    """

    facts: Mapping[str, Any]
    parameters: Mapping[str, Any]
    municipality_nis: str
    decided_on: date
    collections: Mapping[str, Sequence[Mapping[str, Any]] | None] = field(default_factory=dict)
    in_territory: Mapping[str, bool | None] = field(default_factory=dict)
    application: Application | None = None
    adopted_from: date | None = None
    adopted_until: date | None = None
    earlier: tuple[EarlierAward, ...] = ()
    key_known: bool = True
    issued_on: date | None = None

    def adopted_on(self, day: date) -> bool:
        """Return whether the adoption is in force on `day`, both days included."""
        begun = self.adopted_from is None or self.adopted_from <= day
        return begun and (self.adopted_until is None or day <= self.adopted_until)
