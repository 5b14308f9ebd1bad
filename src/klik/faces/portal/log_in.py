"""Log in at the provider and out again. Her browser passes; what is secret stays on servers.

What begins a log-in is a page that is opened (GET), not a form that is sent: the security policy
lets no form lead to another site, and the provider leads on to sites that we do not know.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from klik.domains.people import operations, queries
from klik.domains.people.ports import (
    LogInAnswer,
    LogInAsked,
    LogInRefused,
    identity_provider,
)
from klik.faces.portal import cookies
from klik.faces.portal.acting import VisitorRequest, enter, kept_nowhere, own_path, visitor_page
from klik.faces.ui.languages import speak
from klik.ground.clock import moment_now
from klik.ground.refusals import Refusal
from klik.ground.tenancy import Actor, ActorKind, acting_for

logger = logging.getLogger(__name__)

LOG_IN: Final = Actor(ActorKind.SYSTEM, "log-in")
_ATTEMPT: Final = timedelta(seconds=cookies.ATTEMPT_SECONDS)
_RANDOM_BYTES: Final = 32
_VERIFIER_BYTES: Final = 64  # RFC 7636, 4.1: 43 to 128 signs
_LONGEST_PART: Final = 2_000


class AttemptUnknown(LogInRefused):
    """What came back is of no attempt of this browser: it is old, was used, or is somebody's."""

    reason = "This log-in is not valid any more: it was used, or it took too long. Begin again."


class LogInStopped(LogInRefused):
    """The provider says that nothing came of it: she stopped, or it refused her."""

    reason = "You did not log in. You can try again, or choose another way."


@dataclass(frozen=True, slots=True)
class Attempt:
    """What we remember of an attempt, for ten minutes, under the digest of its state."""

    slug: str
    onward: str
    mark: str
    asked: LogInAsked

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept."""
        asked = self.asked
        return {
            "slug": self.slug,
            "onward": self.onward,
            "mark": self.mark,
            "back": asked.back,
            "nonce": asked.nonce,
            "verifier": asked.verifier,
            "asked_at": asked.asked_at.isoformat(),
            "fresh": asked.fresh,
        }

    @classmethod
    def read(cls, state: str, kept: dict[str, Any]) -> Attempt:
        """Return what `kept` gave."""
        asked = LogInAsked(
            back=kept["back"],
            state=state,
            nonce=kept["nonce"],
            verifier=kept["verifier"],
            asked_at=datetime.fromisoformat(kept["asked_at"]),
            fresh=kept["fresh"],
        )
        return cls(kept["slug"], kept["onward"], kept["mark"], asked)


@require_safe
@visitor_page()
def log_in(request: VisitorRequest) -> HttpResponse:
    """Say how one logs in here, and how else to reach the municipality."""
    return kept_nowhere(_page(request, onward=request.GET.get("next", "")))


@require_safe
def begin(request: Any, municipality: str) -> HttpResponseBase:
    """Send her browser to the provider, and remember with what."""
    enter(request, municipality)
    onward = own_path(request.GET.get("next", ""), municipality)
    state, moment = secrets.token_urlsafe(_RANDOM_BYTES), moment_now()
    asked = LogInAsked(
        back=request.build_absolute_uri(reverse("portal:log-in-back")),
        state=state,
        nonce=secrets.token_urlsafe(_RANDOM_BYTES),
        verifier=secrets.token_urlsafe(_VERIFIER_BYTES),
        asked_at=moment,
        fresh=request.GET.get("opnieuw") == "1",
        language=(get_language() or "nl")[:2],
    )
    try:
        response = redirect(identity_provider.service().begin(asked))
    except Refusal as refusal:
        return _refused(request, refusal, onward)
    mark = cookies.give_mark(request, response)
    attempt = Attempt(municipality, onward, _digest("mark", mark), asked)
    operations.remember(_digest("state", state), attempt.kept(), until_at=moment + _ATTEMPT)
    return kept_nowhere(response)


@require_safe
def back(request: Any) -> HttpResponseBase:
    """Log in whom the provider sends back, and go on to where she came from."""
    attempt = _attempt_of(request)
    if attempt is None:
        return _lost(request)
    speak(request, f"/{attempt.slug}/")
    enter(request, attempt.slug)
    try:
        started = _logged_in(request, attempt)
    except Refusal as refusal:
        return _refused(request, refusal, attempt.onward)
    response = redirect(attempt.onward or reverse("portal:home", args=[attempt.slug]))
    cookies.give_token(response, request.municipality.nis, started.token)
    cookies.take_mark(response)
    rotate_token(request)
    return kept_nowhere(response)


@require_POST
def log_out(request: Any, municipality: str) -> HttpResponseBase:
    """End the session here, leave nothing of her in the browser, then end it at the provider."""
    enter(request, municipality)
    nis = request.municipality.nis
    token = cookies.token_in(request, nis)
    if token:
        with acting_for([nis], request.actor):
            operations.end_session(nis, token, moment=moment_now())
    was_here = request.resident is not None
    address = reverse("portal:logged-out", args=[municipality])
    response = redirect(f"{address}?verder=1" if was_here else address)
    response.status_code = 303
    cookies.leave_nothing(response, nis)
    rotate_token(request)
    return kept_nowhere(response)


@require_safe
@visitor_page(acts_itself=True)
def logged_out(request: VisitorRequest) -> HttpResponseBase:
    """Say that she is logged out here, and lead on to the provider to log out there as well."""
    ending = ""
    if request.GET.get("verder") == "1" and request.resident is None:
        back_again = request.build_absolute_uri(reverse("portal:log-out-back"))
        service = identity_provider.service()
        ending = service.ending(back=back_again, state=request.municipality_slug)
    response = render(
        request, "portal/log_in/logged_out.html", {"ending": ending, "is_in": request.resident}
    )
    if ending:
        response["Refresh"] = f"0; url={ending}"
    return kept_nowhere(response)


@require_safe
def log_out_back(request: HttpRequest) -> HttpResponse:
    """Lead whom the provider sends back after a log-out to the page of her municipality."""
    slug = request.GET.get("state", "")[:100]
    if not slug:
        return redirect("portal:start")
    try:
        enter(request, slug)
    except Http404:
        return redirect("portal:start")
    return redirect("portal:logged-out", municipality=slug)


def _attempt_of(request: HttpRequest) -> Attempt | None:
    """Return the attempt that a state is of, once, and in the browser that began it."""
    state, mark = request.GET.get("state", "")[:_LONGEST_PART], cookies.mark_in(request)
    if not state or not mark:
        return None
    kept = operations.take(_digest("state", state), moment=moment_now())
    if not isinstance(kept, dict) or not hmac.compare_digest(kept["mark"], _digest("mark", mark)):
        return None
    return Attempt.read(state, kept)


def _logged_in(request: Any, attempt: Attempt) -> operations.Started:
    """Return the session of whom the provider verifies; the earlier one of her browser ends.

    Raises:
        Refusal: What came back does not hold, or the provider does not answer.
    """
    moment, code = moment_now(), request.GET.get("code", "")
    if not code or len(code) > _LONGEST_PART:
        logger.info("Somebody did not log in at the provider")
        raise LogInStopped
    key = _digest("code", code)
    if not operations.remember_once(key, True, until_at=moment + _ATTEMPT, moment=moment):  # noqa: FBT003 -- a value to keep
        raise AttemptUnknown
    issuer = request.GET.get("iss", "")
    verified = identity_provider.service().verified(
        LogInAnswer(code=code, issuer=issuer, asked=attempt.asked, moment=moment)
    )
    nis = request.municipality.nis
    with acting_for([nis], LOG_IN):
        operations.end_session(nis, cookies.token_in(request, nis), moment=moment)
        return operations.log_in(nis, verified, moment=moment)


def _refused(request: Any, refusal: Refusal, onward: str) -> HttpResponse:
    """Say on the page of log-in why it did not work: there one begins again."""
    return kept_nowhere(_page(request, onward=onward, refusal=refusal))


def _lost(request: HttpRequest) -> HttpResponse:
    refusal = AttemptUnknown()
    context = {"refusal": gettext(refusal.reason)}
    return kept_nowhere(render(request, "portal/log_in/lost.html", context, status=refusal.status))


def _page(request: Any, *, onward: str, refusal: Refusal | None = None) -> HttpResponse:
    again = request.GET.get("opnieuw") == "1"
    asked = {"next": own_path(onward, request.municipality_slug), "opnieuw": "1" if again else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    address = reverse("portal:log-in-begin", args=[request.municipality_slug])
    context = {
        "start": f"{address}?{query}" if query else address,
        "again": again,
        "ended": request.GET.get("geeindigd") == "1",
        "refusal": gettext(refusal.reason) if refusal else "",
        "idle_minutes": int(queries.LONGEST_IDLE.total_seconds()) // 60,
        "longest_hours": int(queries.LONGEST.total_seconds()) // 3600,
    }
    status = refusal.status if refusal else 200
    return render(request, "portal/log_in/log_in.html", context, status=status)


def _digest(kind: str, text: str) -> str:
    return hashlib.sha256(f"{kind}:{text}".encode()).hexdigest()
