"""The way into a page of a municipality that anybody may open."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from klik.faces.portal.acting import VisitorRequest, enter, kept_nowhere
from klik.faces.ui.languages import letter_language
from klik.ground.letters.letter import Language
from klik.ground.tenancy import acting_for

__all__ = [
    "VisitorRequest",
    "held",
    "hold",
    "language_now",
    "see_other",
    "sender_of",
    "visitor_page",
]
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_HELD: Final = "klik-held"
_MOST_HELD: Final = 20
_Options = ParamSpec("_Options")


View = Callable[Concatenate[VisitorRequest, _Options], HttpResponseBase]


def visitor_page(
    *, acts_itself: bool = False, is_personal: bool = False
) -> Callable[[View[_Options]], Callable[..., HttpResponseBase]]:
    """Let a view be a page that anybody may open, at an address `<slug:municipality>/...`.

    It happens inside `acting_for` that municipality, and gets no argument `municipality`.

    Args:
        acts_itself: The view opens `acting_for` itself, so that no transaction waits for it.
        is_personal: No browser or proxy may keep the page.
    """

    def decorate(view: View[_Options]) -> Callable[..., HttpResponseBase]:
        unchecked: Callable[..., HttpResponseBase] = view  # its options come from an address

        @wraps(view)
        def page(request: Any, municipality: str, **options: Any) -> HttpResponseBase:
            enter(request, municipality)
            nis = request.municipality.nis
            only_reading = request.method in _READING
            acting = acting_for([nis], request.actor, only_reading=only_reading)
            with nullcontext() if acts_itself else acting:
                response = unchecked(request, **options)
            if is_personal or request.resident is not None:
                return kept_nowhere(response)
            return response

        return page

    return decorate


def see_other(request: VisitorRequest, view: str, *named: object) -> HttpResponse:
    """Lead from an act that is done to the page that says so: reloading it does nothing again."""
    address = reverse(f"portal:{view}", args=[request.municipality_slug, *named])
    return HttpResponse(status=303, headers={"Location": address})


def hold(request: VisitorRequest, identifier: UUID, code_hash: bytes) -> None:
    """Remember for this browser that it showed the code of a thing; only its hash is kept."""
    held = dict(list(request.session.get(_HELD, {}).items())[-_MOST_HELD:])
    request.session[_HELD] = {**held, str(identifier): code_hash.hex()}


def held(request: VisitorRequest, identifier: UUID) -> bytes | None:
    """Return the hash of the code that this browser showed for a thing; None where it did not."""
    shown = request.session.get(_HELD, {}).get(str(identifier))
    return bytes.fromhex(shown) if shown else None


def sender_of(request: HttpRequest) -> str:
    """Return the network address that a request came from, past the proxies that we know."""
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    passed = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(passed) >= proxies:
        return passed[-proxies].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def language_now() -> Language:
    """Return the language of what leaves the page: mails, calendars, feeds."""
    return letter_language()
