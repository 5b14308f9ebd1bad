"""What `klik reproduce` does; needs Django."""

from __future__ import annotations

from typing import Final

from klik.domains.cases import queries
from klik.domains.cases.queries import Reproduced
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

OPERATOR: Final = Actor(ActorKind.OPERATOR, "reproduce")


def reproduced(reference: str) -> Reproduced:
    """Compute a decision of any municipality again, and compare; the letter is set outside.

    Raises:
        DecisionNotFound: There is none.
    """
    with acting_for(EVERYWHERE, OPERATOR, only_reading=True):
        again = queries.recomputed(reference.upper())
    return again.compared()
