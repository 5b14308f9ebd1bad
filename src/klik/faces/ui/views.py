"""Pages of the design system itself: house styles, the choice of language, what goes wrong."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_safe

from klik.domains.municipalities import queries as municipalities
from klik.faces.ui.houses import house_of

_YEAR_SECONDS: Final = 365 * 24 * 60 * 60


@require_safe
def house_style(_: HttpRequest, municipality: str, digest: str) -> HttpResponse:
    """Answer with the colours of a municipality, kept for good under their digest."""
    house = house_of(municipalities.municipality_by_slug(municipality).nis)
    if not house.colours:
        raise Http404
    response = HttpResponse(house.colours, content_type="text/css; charset=utf-8")
    # An older page may still ask for older colours: it gets those of now, and keeps them not.
    is_this = digest == house.digest
    response["Cache-Control"] = (
        f"public, max-age={_YEAR_SECONDS}, immutable" if is_this else "no-cache"
    )
    return response


@require_safe
def choose_language(request: HttpRequest, language: str) -> HttpResponse:
    """Remember the language, and go back to the page that was open."""
    if language not in dict(settings.LANGUAGES) or not check_for_language(language):
        raise Http404
    before = request.GET.get("next", "/")
    is_here = before.startswith("/") and url_has_allowed_host_and_scheme(
        before, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = redirect(before if is_here else "/")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=_YEAR_SECONDS,
        samesite="Lax",
        secure=request.is_secure(),
    )
    response["Cache-Control"] = "no-store"
    return response


def bad_request(
    request: HttpRequest,
    exception: Any = None,  # noqa: ARG001 -- Django hands it in by this name
) -> HttpResponse:
    """Say that we cannot read what was sent."""
    return render(request, "400.html", status=400)
