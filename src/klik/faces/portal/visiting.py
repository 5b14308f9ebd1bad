"""Who comes to the portal without logging in, and which municipality she visits."""

from __future__ import annotations

from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpRequest

from klik.domains.municipalities import queries as municipalities
from klik.ground.tenancy import Actor, ActorKind

if TYPE_CHECKING:
    from klik.domains.municipalities.models import Municipality

VISITOR: Final = Actor(ActorKind.RESIDENT, "visitor")  # anybody: no resident has this reference


_KEPT_SECONDS: Final = 60


def visited(request: HttpRequest, slug: str) -> Municipality:
    """Return the municipality that an address names, and put the page in its house.

    It is at most a minute old, as its house is: every page asks for it.

    Raises:
        Http404: No municipality of today has this name.
    """
    try:
        found = _named(slug, int(monotonic() // _KEPT_SECONDS))
    except municipalities.MunicipalityNotFound:
        raise Http404 from None
    page: Any = request
    page.municipality = found
    return found


@lru_cache(maxsize=1024)
def _named(slug: str, _minute: int) -> Municipality:
    return municipalities.municipality_by_slug(slug)
