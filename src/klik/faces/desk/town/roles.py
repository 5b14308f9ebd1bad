"""Which roles open what the desk keeps for everybody."""

from __future__ import annotations

from typing import Final

from klik.ground.tenancy import Role

READS: Final = frozenset({Role.CLERK, Role.REGULATION_MANAGER, Role.AUDITOR})
KEEPS: Final = frozenset({Role.CLERK, Role.REGULATION_MANAGER})
SEES_PEOPLE: Final = frozenset({Role.CLERK, Role.AUDITOR})
HANDLES: Final = frozenset({Role.CLERK})
