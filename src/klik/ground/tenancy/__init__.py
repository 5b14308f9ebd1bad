"""For whom and as whom we act: every access to a municipality's tables happens inside `acting_for`.

Two walls. `models.TenantModel` filters every query on the municipalities acted for, on every
engine. On PostgreSQL row-level security filters once more, whatever the query says.
"""

from klik.ground.tenancy.acting import (
    EVERYWHERE,
    ActingAlready,
    ActingNowhere,
    Everywhere,
    NotActing,
    OutsideActing,
    acting_for,
    before_commit,
    current_actor,
    current_municipalities,
    remembered,
    require_acting_for,
)
from klik.ground.tenancy.actors import WITH_RESIDENTS, Actor, ActorKind, Role
from klik.ground.tenancy.reading import WritingWhileReading

__all__ = [
    "EVERYWHERE",
    "WITH_RESIDENTS",
    "ActingAlready",
    "ActingNowhere",
    "Actor",
    "ActorKind",
    "Everywhere",
    "NotActing",
    "OutsideActing",
    "Role",
    "WritingWhileReading",
    "acting_for",
    "before_commit",
    "current_actor",
    "current_municipalities",
    "remembered",
    "require_acting_for",
]
