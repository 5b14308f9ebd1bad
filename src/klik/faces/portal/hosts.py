"""A municipality under a host name of its own: there, no other municipality exists."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from time import monotonic
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect

from klik.domains.municipalities import queries as municipalities

_KEPT_SECONDS: Final = 60
_HEALTH: Final = "/health/"  # of the machine: it asks the database nothing


class HostMiddleware:
    """Leads the first page of a municipality's own host to its home, and hides every other one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; on a host of nobody in particular as always.

        Raises:
            Http404: The address is of another municipality.
        """
        asks_health = request.path_info.startswith(_HEALTH)
        nis = None if asks_health else owner_of(request.get_host())
        if nis is None:
            return self._get_response(request)
        first = request.path_info.lstrip("/").partition("/")[0]
        if not first:
            name = municipalities.municipality_of(nis).name
            return redirect("portal:home", municipality=municipalities.slug_of(name))
        if _nis_of(first) not in {None, nis}:
            raise Http404
        return self._get_response(request)


def owner_of(host: str) -> str | None:
    """Return the NIS code of the municipality that a host is of, at most a minute late.

    While the database does not answer a host is of nobody: the page itself says what is wrong.
    """
    name, _port = split_domain_port(host)
    try:
        return _owners(int(monotonic() // _KEPT_SECONDS)).get(name)
    except (InterfaceError, OperationalError):
        return None


def forget() -> None:
    """Read every host name anew: for tests, and for a process that has just changed one."""
    _owners.cache_clear()


@lru_cache(maxsize=1)
def _owners(_minute: int) -> dict[str, str]:
    return municipalities.host_names()


def _nis_of(slug: str) -> str | None:
    try:
        return municipalities.municipality_by_slug(slug).nis
    except municipalities.MunicipalityNotFound:
        return None
