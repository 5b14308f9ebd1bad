"""The cookies of the portal: a session per municipality, and a mark while somebody logs in."""

from __future__ import annotations

import secrets
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

ATTEMPT_SECONDS: Final = 10 * 60
_MARK_BYTES: Final = 32
_LONGEST: Final = 100


def token_in(request: HttpRequest, municipality_nis: str) -> str:
    """Return the token that this browser holds for a municipality; empty where it holds none."""
    return request.COOKIES.get(_session(municipality_nis), "")[:_LONGEST]


def give_token(response: HttpResponseBase, municipality_nis: str, token: str) -> None:
    """Let this browser hold a token until it closes; the server ends it earlier."""
    _give(response, _session(municipality_nis), token)


def leave_nothing(response: HttpResponseBase, municipality_nis: str) -> None:
    """Let this browser hold no token of a municipality, and nothing that it kept of its pages."""
    for name in (_session(municipality_nis), _name("klik-inloggen"), "messages"):
        _take(response, name)
    response["Clear-Site-Data"] = '"cache", "storage"'


def mark_in(request: HttpRequest) -> str:
    """Return the mark of a browser that is logging in; empty where it is not."""
    return request.COOKIES.get(_name("klik-inloggen"), "")[:_LONGEST]


def give_mark(request: HttpRequest, response: HttpResponseBase) -> str:
    """Give a browser a mark for some minutes; one that it has is kept, for its other tabs."""
    mark = mark_in(request) or secrets.token_urlsafe(_MARK_BYTES)
    _give(response, _name("klik-inloggen"), mark, seconds=ATTEMPT_SECONDS)
    return mark


def take_mark(response: HttpResponseBase) -> None:
    """Take the mark away."""
    _take(response, _name("klik-inloggen"))


def _session(municipality_nis: str) -> str:
    return _name(f"klik-{municipality_nis}")


def _name(name: str) -> str:
    # Over https no other host, and no page without https, can set a cookie of this name.
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE else name


def _give(response: HttpResponseBase, name: str, value: str, *, seconds: int | None = None) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _take(response: HttpResponseBase, name: str) -> None:
    # Not delete_cookie: a browser takes a `__Host-` cookie only from an answer that is secure.
    response.set_cookie(
        name,
        "",
        max_age=0,
        expires="Thu, 01 Jan 1970 00:00:00 GMT",
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
