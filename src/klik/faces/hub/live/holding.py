"""What the browser of somebody in a room holds: one random token, of nobody in particular."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from klik.domains.polls import queries

if TYPE_CHECKING:
    from klik.domains.polls.models import Gathering, Participant

_KEPT: Final = timedelta(days=90)  # so long polls know the token
_LONGEST: Final = 100


def token_in(request: HttpRequest) -> str | None:
    """Return the token that this browser holds; None where it holds none."""
    return request.COOKIES.get(_name(), "")[:_LONGEST] or None


def hold(response: HttpResponseBase, token: str) -> None:
    """Let this browser hold a token. It serves for every room: none can be told from another."""
    response.set_cookie(
        _name(),
        token,
        max_age=int(_KEPT.total_seconds()),
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def participant_in(request: HttpRequest, gathering: Gathering | UUID) -> Participant | None:
    """Return who this browser is in a room; None of who did not join it."""
    token = token_in(request)
    return queries.participant_with(gathering, token) if token else None


def _name() -> str:
    # Over https no other host, and no page without https, can set a cookie of this name.
    return "__Host-klik-zaal" if settings.SESSION_COOKIE_SECURE else "klik-zaal"
