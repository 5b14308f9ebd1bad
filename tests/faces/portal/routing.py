"""What a line of the table of the portal's routes says: for whom an address is, and about what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.test import Client
from django.urls import reverse

Named = Mapping[str, object]
Sent = Mapping[str, Any]


class For(Enum):
    """For whom a page is."""

    EVERYBODY = "everybody"  # of the installation or of a municipality; who she is changes nothing
    HERSELF = "herself"  # of a resident who logged in, about what is hers
    RESIDENTS = "residents"  # of anybody who logged in there, about nothing in particular


def nothing() -> Named:
    """Make nothing: the page is of the municipality itself."""
    return {}


@dataclass(frozen=True, slots=True)
class Route:
    """A page or an act of the portal.

    Attributes:
        name: Without its face.
        to: For whom it is.
        make: Makes in Wingene what the route is about, of the resident `residents.LIES`; returns
            the other parts of its address.
        method: Of the request.
        sent: What is sent with it, or what makes that.
        status: Of the answer to whom it is for.
        place: The name of its part that is a municipality; empty for a page of the installation.
        parts: Of its address, which are the same whatever was made.
    """

    name: str
    to: For = For.EVERYBODY
    make: Callable[[], Named] = nothing
    method: str = "get"
    sent: Sent | Callable[[], Sent] = field(default_factory=dict)
    status: int = 200
    place: str = "municipality"
    parts: Named = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.name}"

    def asked(self, client: Client, named: Named, *, place: str = "wingene") -> Any:
        """Return what this browser gets there, in the portal of a place."""
        where = {self.place: place} if self.place else {}
        address = reverse(f"portal:{self.name}", kwargs={**where, **self.parts, **named})
        sent = self.sent() if callable(self.sent) else self.sent
        answer = getattr(client, self.method)(address, dict(sent))
        if answer.streaming:
            answer.getvalue()  # to its end, where it closes what it holds open
        return answer
