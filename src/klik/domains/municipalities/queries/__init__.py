"""Reads of municipalities."""

from klik.domains.municipalities.queries.opening import (
    Contacted,
    DayHours,
    OpenException,
    Standing,
    contact_of,
    hours_on,
    standing_at,
)
from klik.domains.municipalities.queries.places import (
    PLATFORM_COLOUR,
    MunicipalityNotFound,
    bodies,
    body_of,
    host_names,
    house_colours_of,
    house_style_of,
    municipalities,
    municipality_by_slug,
    municipality_of,
    slug_of,
)

__all__ = [
    "PLATFORM_COLOUR",
    "Contacted",
    "DayHours",
    "MunicipalityNotFound",
    "OpenException",
    "Standing",
    "bodies",
    "body_of",
    "contact_of",
    "host_names",
    "hours_on",
    "house_colours_of",
    "house_style_of",
    "municipalities",
    "municipality_by_slug",
    "municipality_of",
    "slug_of",
    "standing_at",
]
