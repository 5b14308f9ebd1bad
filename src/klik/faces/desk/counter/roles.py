"""Which role helps at the counter."""

from __future__ import annotations

from typing import Final

from klik.ground.tenancy import Role

HELPS: Final = frozenset({Role.CLERK})
