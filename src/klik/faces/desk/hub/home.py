"""What this municipality shares in the hub, on one page."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klik.domains.knowledge.queries import programmes
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.ground.tenancy import Role

EDITORS: Final = frozenset({Role.EDITOR})


@require_safe
@desk_page(roles=EDITORS)
def hub(request: DeskRequest) -> HttpResponse:
    """Show the events of this municipality, drafts too."""
    events = programmes.hub_events_of(request.municipality.nis)
    return render(request, "desk/hub/home.html", {"section": "hub", "events": events})
