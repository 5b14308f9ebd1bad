"""The way of a clerk into the pages of an application; each look is noted, as everywhere."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http.response import HttpResponseBase

from klik.domains.audit.operations import record_view
from klik.domains.cases.queries import applications
from klik.domains.people import operations as people
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.counter.roles import HELPS
from klik.faces.ui.apply.ways import Way
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

if TYPE_CHECKING:
    from klik.domains.cases.models import Application

FACE: Final = "desk"
BASE: Final = "desk/counter/base.html"
_READING: Final = frozenset({"GET", "HEAD"})


def way_of(application: Application) -> Way:
    """Return the way of a clerk who fills in a form for somebody."""
    whom = applications.applicant_of(application).name
    hides = not people.see_address(
        application.municipality_nis,
        [bytes(application.person)],
        purpose="",  # nobody at the counter needs to read it: who comes says it herself
        moment=moment_now(),
    )
    return Way(FACE, BASE, person=None, whom=whom, channel=application.channel, hides_address=hides)


def counter_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a page of an application be one of the counter."""
    return _opened(view, acts_itself=False)


def counter_page_with_files(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Do the same for a page that takes files, and so opens `acting_for` itself."""
    return _opened(view, acts_itself=True)


def _opened(
    view: Callable[..., HttpResponseBase], *, acts_itself: bool
) -> Callable[..., HttpResponseBase]:
    def page(asking: DeskRequest, /, reference: str, **parts: Any) -> HttpResponseBase:
        request: Any = asking
        nis = request.municipality.nis
        request.actor = request.staff
        with acting_for([nis], request.staff):
            request.way = _looked(request, reference)
        acting = nullcontext() if acts_itself else acting_for([nis], request.staff)
        with acting:
            return view(request, reference=reference, **parts)

    return wraps(view)(desk_page(roles=HELPS, acts_itself=True)(page))


def signature_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a page of a second signature be one of the counter: she signs on paper, a clerk notes it.

    The look is noted with the second signer, for it is she who stands there.
    """

    def page(asking: DeskRequest, /, signature: UUID, **parts: Any) -> HttpResponseBase:
        request: Any = asking
        asked = applications.signature_of(signature)
        request.actor = request.staff
        whom = applications.signer_of(asked).name
        request.way = Way(FACE, BASE, person=None, whom=whom)
        if request.method in _READING:
            record_view(
                request.municipality.nis,
                person=bytes(asked.person).hex(),
                shown=f"application:{asked.application.reference}",
                purpose="counter",
                moment=moment_now(),
            )
        return view(request, signature=signature, **parts)

    return wraps(view)(desk_page(roles=HELPS, reads_personal=True)(page))


def _looked(request: DeskRequest, reference: str) -> Way:
    application = applications.application_of(reference)
    if request.method in _READING:
        record_view(
            request.municipality.nis,
            person=bytes(application.person).hex(),
            shown=f"application:{application.reference}",
            purpose="handling" if application.channel == "portal" else application.channel,
            moment=moment_now(),
        )
    return way_of(application)
