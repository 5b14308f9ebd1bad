"""What a trial counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Totals:
    """The figures of one trial; accepted plus rejected is delivered.

    Attributes:
        outcomes: Per outcome how many accepted rows have it.
        persons: Per reason how many rows a person looks at.
        rejects: Per code how many rows were rejected.
        reject_reasons: Per code what the first such row was told.
        unmet: Per condition how many rows it stopped.
        letters: Letters written.
        payments: Payment orders written.
        payment_files: Files for the bank.
        paid_cents: What they pay together.
        handed_out: Awards that are not paid into an account.
        delivery_digest: SHA-256 of the delivery.
    """

    delivered: int = 0
    accepted: int = 0
    asked: int = 0
    rejected: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    persons: Counter[str] = field(default_factory=Counter)
    rejects: Counter[str] = field(default_factory=Counter)
    reject_reasons: dict[str, str] = field(default_factory=dict)
    unmet: Counter[str] = field(default_factory=Counter)
    letters: int = 0
    payments: int = 0
    payment_files: int = 0
    paid_cents: int = 0
    handed_out: int = 0
    delivery_digest: str = ""

    def as_mapping(self) -> Mapping[str, object]:
        """Return the figures as plain values for JSON, in a fixed order."""
        return {
            "delivered": self.delivered,
            "accepted": self.accepted,
            "accepted_with_question": self.asked,
            "rejected": self.rejected,
            "outcomes": dict(sorted(self.outcomes.items())),
            "for_a_person": dict(sorted(self.persons.items())),
            "rejects": dict(sorted(self.rejects.items())),
            "unmet": dict(sorted(self.unmet.items())),
            "letters": self.letters,
            "payments": self.payments,
            "payment_files": self.payment_files,
            "paid": f"{self.paid_cents // 100}.{self.paid_cents % 100:02d}",
            "handed_out": self.handed_out,
            "delivery_sha256": self.delivery_digest,
        }
