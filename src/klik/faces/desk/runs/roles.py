"""Who opens which page of runs. The operations check again."""

from __future__ import annotations

from typing import Final

from klik.ground.tenancy import WITH_RESIDENTS, Role

READS: Final = WITH_RESIDENTS
PLANS: Final = frozenset({Role.CLERK})
APPROVES: Final = frozenset({Role.APPROVER})
CANCELS: Final = PLANS | APPROVES
SEES_PERSONS: Final = frozenset({Role.CLERK, Role.APPROVER, Role.AUDITOR})
