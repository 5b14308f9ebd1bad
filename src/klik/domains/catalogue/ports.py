"""What the catalogue needs of domains above it."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from klik.ground.ports import Port


class RestsOnAdoption(Protocol):
    """Say whether anything rests on an adoption."""

    def __call__(self, adoption_id: UUID) -> bool:
        """Return whether a run or a decision of a municipality acted for names this adoption."""


rests_on_adoption: Port[RestsOnAdoption] = Port("klik.domains.catalogue.ports.rests_on_adoption")
