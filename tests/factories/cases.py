"""Decisions without a run; whom they are about does not exist."""

import hashlib
from typing import Any
from uuid import UUID, uuid5

from tests.factories.acting import NOON, WINGENE

from klik.domains.cases.operations import Binding, Mandate, Proposal

NAMESPACE = UUID("5d0a0d7a-0000-4000-8000-000000000001")
BINDING = Binding(
    adoption_id=uuid5(NAMESPACE, "adoption"),
    package="geboortepremie",
    family="geboorte",
    release_digest="sha256:" + "a" * 64,
    adoption_digest="b" * 64,
    parameters_digest="c" * 64,
)
MANDATE = Mandate("college", NOON.date(), "CBS/2026/1", uuid5(NAMESPACE, "run"))


def key(number: int) -> bytes:
    """Return what stands for the keyed hash of a key."""
    return hashlib.sha256(f"key {number}".encode()).digest()


def proposal(number: int, *, nis: str = WINGENE, **changes: Any) -> Proposal:
    """Return a decision about one subject that is ready to be taken."""
    reference = f"GEB-{nis}-{number}"
    given = {
        "case_reference": reference,
        "reference": reference,
        "number": 1,
        "subject": key(number),
        "keys": (key(number),),
        "grounds": {"outcome": "granted", "amount_cents": 10_000},
        "told_by": "d" * 64,
        "row_token": uuid5(NAMESPACE, reference),
        "letter_digest": "e" * 64,
    }
    return Proposal(**(given | changes))
