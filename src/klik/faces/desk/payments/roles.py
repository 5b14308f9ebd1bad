"""Which roles open which pages of payments."""

from __future__ import annotations

from typing import Final

from klik.ground.tenancy import Role

PAYS: Final = frozenset({Role.FINANCE})
APPROVES: Final = frozenset({Role.FINANCE, Role.APPROVER})
READS: Final = frozenset({Role.FINANCE, Role.AUDITOR})
STOPS: Final = frozenset({Role.FINANCE, Role.CLERK})
SEES_SUMS: Final = frozenset({Role.FINANCE, Role.APPROVER, Role.AUDITOR})
