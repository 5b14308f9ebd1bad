"""What `klik house` does; import it after Django has started only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.conf import settings
from django.http.request import validate_host

from klik.domains.municipalities import operations, queries
from klik.ground.tenancy import Actor, ActorKind, acting_for

OPERATOR: Final = Actor(ActorKind.OPERATOR, "house")


def change(
    municipality: str, *, hosts: Collection[str], not_hosts: Collection[str], moment: datetime
) -> None:
    """Give a municipality host names, and take others away.

    Raises:
        MunicipalityNotFound, HostNameWrong, HostNameTaken: What was given names none, or cannot be.
    """
    nis = _nis_of(municipality)
    with acting_for([nis], OPERATOR):
        for name in not_hosts:
            operations.remove_host_name(nis, name, moment=moment)
        for name in hosts:
            operations.add_host_name(nis, name, moment=moment)


def lines(municipality: str | None) -> list[str]:
    """Return the host names of a municipality, or of all, a line each."""
    wanted = _nis_of(municipality) if municipality else None
    names = dict(queries.municipalities().values_list("nis", "name"))
    return [
        f"{host}: {names[nis]}"
        for host, nis in queries.host_names().items()
        if wanted in {None, nis}
    ]


def not_served(hosts: Collection[str]) -> list[str]:
    """Return those of `hosts` that the settings refuse."""
    return [name for name in hosts if not validate_host(name.lower(), settings.ALLOWED_HOSTS)]


def _nis_of(municipality: str) -> str:
    if municipality.isdecimal():
        return queries.municipality_of(municipality).nis
    return queries.municipality_by_slug(municipality).nis
