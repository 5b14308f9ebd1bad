"""The way of a resident into the pages of an application: as herself, or under a mandate."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from functools import wraps
from typing import Any, Final

from django.http.response import HttpResponseBase

from klik.domains.people import queries as people
from klik.faces.portal.acting import ResidentRequest, log_in_again, resident_page
from klik.faces.ui.apply.ways import ApplyRequest, Way
from klik.ground.tenancy import acting_for

View = Callable[..., HttpResponseBase]
FACE: Final = "portal"
BASE: Final = "portal/base.html"
_READING: Final = frozenset({"GET", "HEAD"})


class ResidentApplyRequest(ApplyRequest):
    """The same, with the resident who logged in, and for whom she applies.

    Attributes:
        resident: Who logged in.
        applicant: For whom she fills it in: herself, or who gave her a mandate.
        acts_for: The mandate; None for herself.
    """

    resident: people.ResidentShown
    applicant: people.ResidentShown
    acts_for: people.ActsFor | None


def apply_page(view: View) -> View:
    """Let a page of an application be one of the portal."""
    return _opened(view, acts_itself=False)


def apply_page_with_files(view: View) -> View:
    """Do the same for a page that takes files, and so opens `acting_for` itself."""
    return _opened(view, acts_itself=True)


def own_page(view: View) -> View:
    """Let a page be one that nobody does for another: a signature is her own."""

    def page(asking: ResidentRequest, /, **parts: Any) -> HttpResponseBase:
        request: Any = asking
        request.way = Way(FACE, BASE, person=request.resident.person)
        return view(request, **parts)

    return wraps(view)(resident_page()(page))


def _opened(view: View, *, acts_itself: bool) -> View:
    def page(asking: ResidentRequest, /, **parts: Any) -> HttpResponseBase:
        request: Any = asking
        _go_the_way(request)
        only_reading = request.method in _READING
        acting = acting_for([request.municipality.nis], request.actor, only_reading=only_reading)
        with nullcontext() if acts_itself else acting:
            return view(request, **parts)

    return wraps(view)(resident_page(acts_itself=True)(page))


def _go_the_way(request: Any) -> None:
    """Say whose applications these are; each act under a mandate notes both."""
    asked: ResidentRequest = request
    held, again = asked.acts_for, log_in_again(asked)
    request.applicant = asked.resident if held is None else held.giver
    if held is None:
        request.way = Way(FACE, BASE, person=asked.resident.person, log_in_again=again)
        return
    request.actor = replace(asked.actor, on_behalf_of=held.giver.reference)
    request.way = Way(
        FACE,
        BASE,
        person=held.giver.person,
        whom=held.giver.name,
        scope=held.scope,
        log_in_again=again,
        hides_address=_hides_address(request, held.giver.person),
    )


def _hides_address(request: Any, giver: bytes) -> bool:
    """Say whether where she lives, for whom another acts, is not for that other."""
    with acting_for([request.municipality.nis], request.actor, only_reading=True):
        return not people.may_see_address(request.actor, [giver])
