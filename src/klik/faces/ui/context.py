"""What every page needs besides its own: in which house it stands, and in which languages it is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from klik.faces.ui.houses import House, house_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Return `house` (None for pages of no municipality) and `languages`."""
    return {"house": _house(request), "languages": settings.LANGUAGES}


def _house(request: HttpRequest) -> House | None:
    municipality = getattr(request, "municipality", None)
    return house_of(municipality.nis) if municipality is not None else None
