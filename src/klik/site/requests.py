"""One line in the log for each request: which page, for which municipality, how it ended."""

from __future__ import annotations

import logging
import re
import time
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from klik.ground.logs import about
from klik.ground.territory import municipalities

logger = logging.getLogger(__name__)

HEADER: Final = "X-Request-ID"
_GIVEN = re.compile(r"[0-9a-f-]{16,36}")  # a random mark of a load balancer, and no words


def log_requests(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Mark each request, and log how it ended: its route, never its address.

    An address may hold what somebody typed. A route is one of ours, a municipality one of 285.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        mark = given if _GIVEN.fullmatch(given) else uuid4().hex
        began = time.monotonic()
        with about(request=mark):
            response = get_response(request)
            facts = {**_place(request), "method": request.method, "status": response.status_code}
            facts["duration_ms"] = round((time.monotonic() - began) * 1000)
            level = logging.DEBUG if facts["route"] in _QUIET else logging.INFO
            logger.log(level, "A request was answered", extra=facts)
        response[HEADER] = mark
        return response

    return middleware


_QUIET: Final = {"health", "health-ready"}  # asked every few seconds


def _place(request: HttpRequest) -> dict[str, object]:
    match = request.resolver_match
    if match is None:
        return {"route": ""}
    named = (_by_slug().get(str(value)) for value in match.kwargs.values())
    return {"route": match.view_name, "municipality": next((nis for nis in named if nis), "")}


@lru_cache(maxsize=1)
def _by_slug() -> Mapping[str, str]:
    return {_slug(one.name): nis for nis, one in municipalities().items()}


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
