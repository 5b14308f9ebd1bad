"""Who comes to the portal without logging in, and which municipality she visits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpRequest

from klik.domains.municipalities import queries as municipalities
from klik.ground.tenancy import Actor, ActorKind

if TYPE_CHECKING:
    from klik.domains.municipalities.models import Municipality

VISITOR: Final = Actor(ActorKind.RESIDENT, "visitor")  # anybody: no resident has this reference


def visited(request: HttpRequest, slug: str) -> Municipality:
    """Return the municipality that an address names, and put the page in its house.

    Raises:
        Http404: No municipality of today has this name.
    """
    try:
        found = municipalities.municipality_by_slug(slug)
    except municipalities.MunicipalityNotFound:
        raise Http404 from None
    page: Any = request
    page.municipality = found
    return found
