"""How long a log-in lasts, and whether it had a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from klik.domains.people import queries
from klik.ground.clock import moment_now

LONGEST_SECONDS: Final = 8 * 60 * 60
LONGEST_IDLE_SECONDS: Final = 60 * 60
_NOTED_EVERY_SECONDS: Final = 60  # not on each page: it is a write
_BEGAN, _SEEN = "log_in_began", "log_in_seen"


class LogInMiddleware:
    """End a log-in that lasts too long; tell pages whether it had a second factor.

    It stands after Django's middleware of sessions and accounts. A page reads
    `request.passed_second_factor`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, as nobody where the log-in ended."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            if _lasts(request):
                _note_seen(request)
            else:
                request.session.flush()
                request.user = AnonymousUser()
        request.passed_second_factor = SimpleLazyObject(  # type: ignore[attr-defined]  # -- ours
            lambda: passed_second_factor(request)
        )
        return self._get_response(request)


def begin(request: HttpRequest) -> None:
    """Let the hours of this log-in begin."""
    now = moment_now().timestamp()
    request.session[_BEGAN] = request.session[_SEEN] = now


def passed_second_factor(request: HttpRequest) -> bool:
    """Say whether whoever is logged in showed a second factor, or set it up, in this session."""
    if isinstance(request.user, AnonymousUser):
        return False
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def _lasts(request: HttpRequest) -> bool:
    now = moment_now().timestamp()
    began, seen = request.session.get(_BEGAN, 0), request.session.get(_SEEN, 0)
    if now - began > LONGEST_SECONDS or now - seen > LONGEST_IDLE_SECONDS:
        return False
    # A session of before the first second factor was set up, elsewhere, has only a password.
    return passed_second_factor(request) or not (
        request.user.is_authenticated and queries.has_second_factor(request.user)
    )


def _note_seen(request: HttpRequest) -> None:
    now = moment_now().timestamp()
    if now - request.session.get(_SEEN, 0) > _NOTED_EVERY_SECONDS:
        request.session[_SEEN] = now
