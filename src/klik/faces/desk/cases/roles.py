"""Which roles open which pages of cases."""

from __future__ import annotations

from typing import Final

from klik.ground.tenancy import Role

READS: Final = frozenset({Role.CLERK, Role.APPROVER, Role.AUDITOR})
STOPS: Final = frozenset({Role.FINANCE, Role.CLERK})
WITHDRAWS: Final = frozenset({Role.APPROVER})
