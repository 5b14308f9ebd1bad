"""Which roles open applications, which ask and note, and which rule."""

from __future__ import annotations

from typing import Final

from klik.ground.tenancy import Role

READS: Final = frozenset({Role.CLERK, Role.APPROVER, Role.AUDITOR})
HANDLES: Final = frozenset({Role.CLERK})
RULES: Final = frozenset({Role.CLERK, Role.APPROVER})
