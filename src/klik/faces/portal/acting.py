"""The ways into a page of the portal: as anybody, or as a resident who logged in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from klik.domains.people import operations as people_operations
from klik.domains.people import queries as people
from klik.faces.portal.cookies import token_in
from klik.faces.portal.visiting import VISITOR, visited
from klik.ground.clock import moment_now
from klik.ground.tenancy import Actor, ActorKind, acting_for

if TYPE_CHECKING:
    from datetime import datetime

    from klik.domains.municipalities.models import Municipality

LOG_IN_PAGE: Final = "portal:log-in"
_ENTRANCE: Final = Actor(ActorKind.SYSTEM, "portal-entrance")
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_LONGEST_PATH: Final = 500
_Options = ParamSpec("_Options")
_Answer = TypeVar("_Answer", bound=HttpResponseBase)


class VisitorRequest(HttpRequest):
    """A request inside the portal, of anybody.

    Attributes:
        municipality: Whose page it is.
        municipality_slug: Its name as addresses write it.
        resident: Who logged in; None of somebody who did not.
        verified_at: When she last showed who she is; None likewise.
        actor: As whom the page acts: she, or any visitor.
        session_of_resident: Her log-in; None likewise.
        acts_for: For whom she acts under a mandate in applications; None for herself.
    """

    municipality: Municipality
    municipality_slug: str
    resident: people.ResidentShown | None
    verified_at: datetime | None
    actor: Actor
    session_of_resident: people.OpenSession | None
    acts_for: people.ActsFor | None


class ResidentRequest(HttpRequest):
    """A request of a resident who logged in; as `VisitorRequest`, and never without her."""

    municipality: Municipality
    municipality_slug: str
    resident: people.ResidentShown
    verified_at: datetime
    actor: Actor
    session_of_resident: people.OpenSession
    acts_for: people.ActsFor | None


VisitorView = Callable[Concatenate[VisitorRequest, _Options], HttpResponseBase]
ResidentView = Callable[Concatenate[ResidentRequest, _Options], HttpResponseBase]


def visitor_page(
    *, writes: bool = False, acts_itself: bool = False
) -> Callable[[VisitorView[_Options]], Callable[..., HttpResponseBase]]:
    """Let a view be a page that anybody may open, at an address `<slug:municipality>/...`.

    The view, and the rendering of its template, happen inside `acting_for` that municipality: as
    the resident where somebody is logged in, else as any visitor. It gets no argument
    `municipality`, but a `VisitorRequest`. A page that knows who she is, no browser keeps.

    Args:
        writes: Opening the page writes something. What is sent (POST) writes anyhow.
        acts_itself: The view opens `acting_for` itself, and its answer is rendered outside of it.
    """

    def decorate(view: VisitorView[_Options]) -> Callable[..., HttpResponseBase]:
        unchecked: Callable[..., HttpResponseBase] = view  # its options come from an address

        @wraps(view)
        def page(request: Any, municipality: str, **options: Any) -> HttpResponseBase:
            enter(request, municipality)
            with nullcontext() if acts_itself else _acting(request, writes=writes):
                response = _rendered(unchecked(request, **options))
            return response if request.resident is None else kept_nowhere(response)

        return page

    return decorate


def resident_page(
    *, fresh: bool = False, writes: bool = False, acts_itself: bool = False
) -> Callable[[ResidentView[_Options]], Callable[..., HttpResponseBase]]:
    """Let a view be a page of a resident who logged in, at an address `<slug:municipality>/...`.

    Everything is as with `visitor_page`, but that the view gets a `ResidentRequest`, and that
    whoever is not logged in is led to the log-in page, and back afterwards. Whether something is
    hers, the domain says: the page acts as her.

    Args:
        fresh: She must have shown who she is some minutes ago at most (`people.FRESH`).
        writes: As with `visitor_page`.
        acts_itself: Likewise.
    """

    def decorate(view: ResidentView[_Options]) -> Callable[..., HttpResponseBase]:
        unchecked: Callable[..., HttpResponseBase] = view  # its options come from an address

        @wraps(view)
        def page(request: Any, municipality: str, **options: Any) -> HttpResponseBase:
            enter(request, municipality)
            if request.session_of_resident is None:
                return kept_nowhere(_to_log_in(request))
            if fresh and not request.session_of_resident.is_fresh(moment_now()):
                return kept_nowhere(_to_log_in(request, again=True))
            with nullcontext() if acts_itself else _acting(request, writes=writes):
                response = _rendered(unchecked(request, **options))
            return kept_nowhere(response)

        return page

    return decorate


def enter(request: Any, slug: str) -> None:
    """Find the municipality, and who is logged in there, anew for each page.

    Raises:
        Http404: No municipality of today has this name.
    """
    municipality = visited(request, slug)
    session = _session_in(request, municipality.nis)
    request.municipality_slug = slug
    request.session_of_resident = session
    request.resident = session.resident if session else None
    request.verified_at = session.verified_at if session else None
    request.acts_for = session.acts_for if session else None
    request.actor = session.resident.actor if session else VISITOR


def kept_nowhere(response: _Answer) -> _Answer:
    """Return the answer, for no browser or proxy to keep: it names somebody."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def log_in_again(request: Any) -> str:
    """Return where she shows anew who she is, and comes back to this page; empty where she did.

    Args:
        request: Of a resident who logged in.
    """
    if request.session_of_resident.is_fresh(moment_now()):
        return ""
    query = urlencode({"next": request.path, "opnieuw": "1"})
    return f"{reverse(LOG_IN_PAGE, args=[request.municipality_slug])}?{query}"


def own_path(path: str, slug: str) -> str:
    """Return a path to go on to when it is one of this municipality; empty when it is not."""
    is_safe = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    begins = path.startswith(f"/{slug}/") and ".." not in path
    return path if is_safe and begins and len(path) <= _LONGEST_PATH else ""


def _session_in(request: HttpRequest, municipality_nis: str) -> people.OpenSession | None:
    token = token_in(request, municipality_nis)
    if not token:
        return None
    moment = moment_now()
    with acting_for([municipality_nis], _ENTRANCE, only_reading=True):
        session = people.open_session(municipality_nis, token, moment=moment)
    if session is not None and session.note_is_due:
        with acting_for([municipality_nis], _ENTRANCE):
            people_operations.note_seen(session.id, moment=moment)
    return session


def _acting(request: Any, *, writes: bool) -> Any:
    only_reading = request.method in _READING and not writes
    return acting_for([request.municipality.nis], request.actor, only_reading=only_reading)


def _to_log_in(request: Any, *, again: bool = False) -> HttpResponse:
    slug = request.municipality_slug
    query = {"next": _page_of(request, slug)}
    if again:
        query["opnieuw"] = "1"
    elif request.method not in _READING:
        query["geeindigd"] = "1"  # what she sent did not arrive: the page says so
    address = f"{reverse(LOG_IN_PAGE, args=[slug])}?{urlencode(query)}"
    # A part of a page must not become a whole other page: let htmx leave.
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _page_of(request: HttpRequest, slug: str) -> str:
    """Return the page that she was on: this one, or the one from which she sent something."""
    if request.method in _READING and not request.headers.get("HX-Request"):
        return request.get_full_path()
    before = urlsplit(request.headers.get("Referer", ""))
    path = before.path + (f"?{before.query}" if before.query else "")
    is_here = before.netloc == request.get_host()
    return own_path(path, slug) if is_here else ""


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    render = getattr(response, "render", None)
    return render() if callable(render) else response
