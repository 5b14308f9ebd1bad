"""The first page after log-in: for which municipality."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from klik.domains.municipalities import queries as municipalities
from klik.domains.people import queries as people
from klik.faces.desk.acting import entrance, kept_nowhere
from klik.ground.clock import moment_now
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

# Crosses municipalities for one thing: to find where she herself holds a role.
_CHOICE: Final = Actor(ActorKind.SYSTEM, "desk-choice")


@require_safe
def choose_municipality(request: Any) -> HttpResponse:
    """Show where somebody may work; where that is one municipality, go straight there."""
    elsewhere = entrance(request)
    if elsewhere is not None:
        return elsewhere
    with acting_for(EVERYWHERE, _CHOICE, only_reading=True):
        codes = people.municipalities_of(request.user, moment=moment_now())
    places = [
        {"name": one.name, "slug": municipalities.slug_of(one.name)}
        for one in municipalities.municipalities().filter(nis__in=codes)
    ]
    if len(places) == 1:
        return kept_nowhere(redirect("desk:home", municipality=places[0]["slug"]))
    return kept_nowhere(render(request, "desk/choose.html", {"places": places}))
