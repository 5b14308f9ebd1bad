"""Where a refusal becomes a page, in one place: views hold no try and no except."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from klik.faces.ui.languages import page_language
from klik.ground.refusals import Refusal
from klik.packages.french import in_language

_RETRY_SECONDS: Final = "30"
_NOT_FOUND: Final = 404


class RefusalMiddleware:
    """Answers a `Refusal` with its reason and status: a page, or for htmx a part of one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what a view raises comes to `process_exception`."""
        return self._get_response(request)

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        """Return the answer to a refusal, and to a database that does not answer."""
        if isinstance(exception, Http404) or getattr(exception, "status", 0) == _NOT_FOUND:
            request.municipality = None  # what is not there is told alike in every house
        if isinstance(exception, Refusal):
            return _refused(request, exception)
        if isinstance(exception, OperationalError | InterfaceError):
            return unavailable()
        return None


def unavailable() -> HttpResponse:
    """Say that this page does not work for a moment, and when to try again."""
    # Without the request: what a page reads besides its own may be what does not answer.
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = _RETRY_SECONDS
    add_never_cache_headers(response)
    return response


def _refused(request: Any, refusal: Refusal) -> HttpResponse:
    reason, remedy = said(refusal)
    shown = {"reason": reason, "remedy": remedy, "status": refusal.status}
    if getattr(request, "htmx", False) and not request.htmx.boosted:
        response = render(request, "ui/_refusal.html", shown, status=refusal.status)
        response["HX-Retarget"] = "#refusals"
        response["HX-Reswap"] = "innerHTML show:top"
    elif refusal.status == _NOT_FOUND:
        response = render(request, "404.html", shown, status=_NOT_FOUND)
    else:
        shown["back"] = _page_before(request)
        page = getattr(request, "refusal_page", "ui/refusal.html")  # of the face, once entered
        response = render(request, page, shown, status=refusal.status)
    add_never_cache_headers(response)
    return response


def said(refusal: Refusal) -> tuple[str, str]:
    """Return reason and remedy in the language of the page; no remedy where it has none apart."""
    language = page_language()
    texts: Mapping[str, str] = getattr(refusal, "texts", {})
    remedies: Mapping[str, str] = getattr(refusal, "remedy", {})
    if texts:
        return in_language(texts, language), in_language(remedies, language)
    return gettext(refusal.reason), ""


def _page_before(request: HttpRequest) -> str:
    before = urlsplit(request.headers.get("Referer", ""))
    page = before.path + (f"?{before.query}" if before.query else "")
    # A path that begins with two slashes would lead to another site.
    is_ours = before.netloc == request.get_host() and url_has_allowed_host_and_scheme(page, None)
    return page if is_ours else ""
