"""What a line of the tables of the portal's states says: a page, as somebody sees it then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from tests.faces.portal.routing import Named, nothing
from tests.factories.residents import LIES

VISITOR = ""


@dataclass(frozen=True, slots=True)
class State:
    """A page of the portal in one of its states.

    Attributes:
        name: Of its route.
        state: What is so; with the name it names the picture.
        make: Makes in Wingene what it is about; returns the other parts of its address.
        who: The register number of who is logged in; `VISITOR` for nobody.
        asked: What its address asks.
        sent: What is sent to it, or what makes that; None where it is only opened. What answers is
            looked at.
        status: Of the answer, once every redirect is followed.
        place: The name of the part that is a municipality; empty for a page of the installation.
        town: Whose page it is.
    """

    name: str
    state: str = ""
    make: Callable[[], Named] = nothing
    who: str = VISITOR
    asked: Mapping[str, str] = field(default_factory=dict)
    sent: Mapping[str, Any] | Callable[[], Mapping[str, Any]] | None = None
    status: int = 200
    place: str = "municipality"
    town: str = "wingene"

    def __str__(self) -> str:
        return f"{self.name}-{self.state}" if self.state else self.name

    def path(self) -> str:
        """Make what it is about, and return its address."""
        named = self.make()
        where = {self.place: self.town} if self.place else {}
        path = reverse(f"portal:{self.name}", kwargs={**where, **named})
        return f"{path}?{urlencode(self.asked)}" if self.asked else path


def hers(name: str, state: str = "", make: Callable[[], Named] = nothing, **more: Any) -> State:
    """Return a state of a page of a resident, by default of LIES."""
    return State(name, state, make, **{"who": LIES, **more})


def number_of(place: int) -> str:
    """Return the register number of a fictitious resident, another one for each place."""
    digits = 850_417_000 + place
    return f"{digits:09d}{97 - digits % 97:02d}"
