"""What a line of the table of routes says: who may open an address, and on what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from klik.ground.tenancy import WITH_RESIDENTS, Role

EVERYBODY = WITH_RESIDENTS
Named = Mapping[str, object]
Sent = Mapping[str, Any]


def nothing() -> Named:
    """Make nothing: the page is of the municipality itself."""
    return {}


@dataclass(frozen=True, slots=True)
class Route:
    """A page or an act of the desk.

    Attributes:
        name: Without its face.
        make: Makes in Wingene what the route is about; returns the other parts of its address.
        roles: Who gets an answer; to everybody else it does not exist.
        method: Of the request.
        sent: What is sent with it, or what makes that.
        status: Of the answer.
    """

    name: str
    make: Callable[[], Named] = nothing
    roles: AbstractSet[Role] = EVERYBODY
    method: str = "get"
    sent: Sent | Callable[[], Sent] = field(default_factory=dict)
    status: int = 200

    def __str__(self) -> str:
        return f"{self.method} {self.name}"

    @property
    def is_act(self) -> bool:
        """Whether it changes something: then it can be done once only."""
        return self.method != "get"

    def asked(self, client: Client, named: Named, *, place: str = "wingene") -> Any:
        """Return what this browser gets there, at the desk of a place."""
        address = reverse(f"desk:{self.name}", kwargs={"municipality": place, **named})
        sent = self.sent() if callable(self.sent) else self.sent
        answer = getattr(client, self.method)(address, dict(sent))
        if answer.streaming:
            answer.getvalue()  # to its end, where it closes what it holds open
        return answer


@dataclass(frozen=True, slots=True)
class Open:
    """A page outside the desks: public, of log-in, of the installation.

    Attributes:
        name: Of its route.
        anonymous: What somebody gets who is not logged in.
        member: What a clerk gets.
        parts: Of its address.
    """

    name: str
    anonymous: int = 200
    member: int = 200
    parts: tuple[object, ...] = ()

    def __str__(self) -> str:
        return self.name


def named_routes() -> list[str]:
    """Return the name of every route that Klik answers, once for each address that has it."""
    return list(_names(get_resolver().url_patterns))


def _names(patterns: Iterable[Any], space: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _names(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}"
