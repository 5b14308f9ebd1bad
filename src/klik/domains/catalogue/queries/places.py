"""Where and when an adoption holds, in words for the operator and the regulation manager."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from klik.ground.territory import mergers, municipality_of

Territory = Mapping[str, Any]
Period = tuple[date, date | None]


def territory_in_words(municipality_nis: str, territory: Territory) -> str:
    """Return what a territory covers."""
    name = municipality_of(municipality_nis).name
    if "streets" in territory:
        return f"{len(territory['streets'])} streets of {name}"
    if is_whole(municipality_nis, territory):
        return f"all of {name}"
    old = next(one.old_name for one in mergers() if one.old_nis == territory["nis"])
    return f"the former {old}"


def period_in_words(period: Period) -> str:
    """Return from when until when, both days included."""
    first, last = period
    return f"from {first}" + (f" until {last}" if last else " without end")


def is_whole(municipality_nis: str, territory: Territory) -> bool:
    """Say whether a territory is the whole municipality."""
    # Antwerpen kept its code, so that code alone never means the old municipality.
    return not territory or territory.get("nis") == municipality_nis
