"""What stands of a resident on the first page: what she must do, what runs, and what is new."""

from __future__ import annotations

from typing import Final, cast

from klik.domains.cases.queries import own
from klik.domains.messages import queries as messages
from klik.faces.portal.acting import ResidentRequest, VisitorRequest
from klik.faces.portal.block import Block
from klik.faces.portal.mine.cases import cards_of
from klik.faces.portal.mine.hers import numbers_of

MOST: Final = 4


def her_cases(request: VisitorRequest) -> Block | None:
    """Return her first cases; None for a visitor, and for who has none."""
    if request.resident is None:
        return None
    hers = cast("ResidentRequest", request)
    known_as = numbers_of(hers)
    found = own.own_cases(known_as)
    new = messages.new_for(known_as)
    if not found and not new:
        return None
    running = [one for one in found if not one.is_over] or found
    context = {
        "cards": cards_of(hers, running[:MOST], new),
        "total": len(found),
        "new": sum(new.values()),
    }
    return Block("portal/home/_cases.html", context)
