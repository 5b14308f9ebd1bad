"""Which roles open the work list, and which settle what is on it."""

from __future__ import annotations

from typing import Final

from klik.ground.tenancy import Role

READS: Final = frozenset({Role.CLERK, Role.APPROVER, Role.FINANCE, Role.AUDITOR})
WORKS: Final = frozenset({Role.CLERK, Role.FINANCE})
PAYS: Final = frozenset({Role.FINANCE})
HANDLES: Final = frozenset({Role.CLERK})
