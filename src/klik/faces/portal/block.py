"""A part of the first page, which a subject of the portal gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the first page.

    Attributes:
        template: Below `portal/`, which shows it.
        context: What that template needs, read before it is drawn.
    """

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
