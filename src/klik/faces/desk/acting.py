"""The one way into a page of the desk: logged in twice over, with a role, for one municipality."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import nullcontext
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.cache import patch_cache_control

from klik.domains.municipalities import queries as municipalities
from klik.domains.people import queries as people
from klik.ground.clock import moment_now
from klik.ground.tenancy import WITH_RESIDENTS, Actor, ActorKind, Role, acting_for

if TYPE_CHECKING:
    from klik.domains.municipalities.models import Municipality
    from klik.domains.people.models import Account

SECOND_FACTOR_PAGE: Final = "mfa_index"
_REFUSAL_PAGE: Final = "desk/refusal.html"  # inside the menu: one can go on working
_ENTRANCE: Final = Actor(ActorKind.SYSTEM, "desk-entrance")
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_Options = ParamSpec("_Options")
_Answer = TypeVar("_Answer", bound=HttpResponseBase)


class DeskRequest(HttpRequest):
    """A request inside the desk.

    Attributes:
        municipality: For which municipality the page acts.
        municipality_slug: Its name as addresses write it.
        staff: Who acts, with her roles there.
        user: Her account.
    """

    municipality: Municipality
    municipality_slug: str
    staff: Actor
    user: Account


View = Callable[Concatenate[DeskRequest, _Options], HttpResponseBase]


def desk_page(
    *,
    roles: Collection[Role] = WITH_RESIDENTS,
    reads_personal: bool = False,
    only_asks: bool = False,
    acts_itself: bool = False,
) -> Callable[[View[_Options]], Callable[..., HttpResponseBase]]:
    """Let a view be a page of the desk, at an address that begins with `<slug:municipality>`.

    The view, and the rendering of its template, happen inside `acting_for` that municipality. It
    gets no argument `municipality`, but a `DeskRequest`. Whoever is not logged in is led to the
    log-in page, without a second factor to where she sets one up. To anybody without one of
    `roles` in that municipality, the page does not exist.

    Args:
        roles: Of which one must be held, such as any of who works with residents. A role that only
            reads never opens an act (POST).
        reads_personal: The page shows personal data and notes so (`audit.record_view`), for which
            it writes. A page that is read without it holds up no writer and may write nothing.
        only_asks: What is sent (POST) is a question that may stand in no address, such as a
            register number: who only reads may ask it too.
        acts_itself: The view opens `acting_for` itself, for steps between which no transaction may
            wait, as while a large file is stored. Its answer is rendered outside of it.
    """
    wanted = frozenset(roles)

    def decorate(view: View[_Options]) -> Callable[..., HttpResponseBase]:
        unchecked: Callable[..., HttpResponseBase] = view  # its options come from an address

        @wraps(view)
        def page(request: Any, municipality: str, **options: Any) -> HttpResponseBase:
            elsewhere = entrance(request)
            if elsewhere is not None:
                return elsewhere
            _enter(request, municipality, wanted, only_asks=only_asks)
            reads = only_asks or request.method in _READING
            only_reading = reads and not reads_personal
            nis = request.municipality.nis
            acting = acting_for([nis], request.staff, only_reading=only_reading)
            with nullcontext() if acts_itself else acting:
                response = _rendered(unchecked(request, **options))
            return kept_nowhere(response)

        return page

    return decorate


def entrance(request: HttpRequest) -> HttpResponse | None:
    """Return where somebody must go before the desk; None for who showed two factors."""
    account = request.user
    if not account.is_authenticated:
        return _go(request, redirect_to_login(request.get_full_path()))
    passed = bool(getattr(request, "passed_second_factor", False))
    if not passed or not people.has_second_factor(account):
        return _go(request, redirect(SECOND_FACTOR_PAGE))
    return None


def kept_nowhere(response: _Answer) -> _Answer:
    """Return the answer, for no browser or proxy to keep: it may name people."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def _enter(request: Any, slug: str, wanted: frozenset[Role], *, only_asks: bool) -> None:
    """Find municipality and roles, anew for each page: a role taken away works no more."""
    try:
        municipality = municipalities.municipality_by_slug(slug)
    except municipalities.MunicipalityNotFound:
        raise Http404 from None
    with acting_for([municipality.nis], _ENTRANCE, only_reading=True):
        staff = people.actor_of(request.user, municipality.nis, moment=moment_now())
    counting = staff.roles
    if request.method not in _READING and not only_asks:
        counting -= {Role.AUDITOR}
    if not counting & wanted:
        raise Http404
    # Only now: the page that is not there is in the house of nobody.
    request.municipality, request.municipality_slug, request.staff = municipality, slug, staff
    request.refusal_page = _REFUSAL_PAGE


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    render = getattr(response, "render", None)
    return render() if callable(render) else response


def _go(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    # A part of a page must not become a whole other page: let htmx leave.
    if request.headers.get("HX-Request"):
        return HttpResponse(
            status=204, headers={"HX-Redirect": resolve_url(answer.headers["Location"])}
        )
    return answer
