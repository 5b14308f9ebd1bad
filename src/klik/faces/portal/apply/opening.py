"""The way of a resident into the pages of an application: as herself, about what is hers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http.response import HttpResponseBase

from klik.domains.people import queries as people
from klik.faces.portal.acting import resident_page
from klik.faces.ui.apply.ways import ApplyRequest, Way

FACE: Final = "portal"
BASE: Final = "portal/base.html"


class ResidentApplyRequest(ApplyRequest):
    """The same, with the resident who logged in."""

    resident: people.ResidentShown


def apply_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a page of an application be one of the portal."""
    return _opened(view, acts_itself=False)


def apply_page_with_files(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Do the same for a page that takes files, and so opens `acting_for` itself."""
    return _opened(view, acts_itself=True)


def _opened(
    view: Callable[..., HttpResponseBase], *, acts_itself: bool
) -> Callable[..., HttpResponseBase]:
    @resident_page(acts_itself=acts_itself)
    @wraps(view)
    def page(request: Any, **parts: Any) -> HttpResponseBase:
        request.way = Way(FACE, BASE, person=request.resident.person)
        return view(request, **parts)

    return page
