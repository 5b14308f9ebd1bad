"""Which roles open which pages of the post."""

from __future__ import annotations

from typing import Final

from klik.ground.tenancy import Role

HANDLES: Final = frozenset({Role.CLERK})
READS: Final = frozenset({Role.CLERK, Role.APPROVER, Role.AUDITOR})
