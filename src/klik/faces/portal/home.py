"""The first page of a municipality: what anybody can find here, and what waits for a resident."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from klik.domains.cases.queries import applications
from klik.domains.catalogue import queries as catalogue
from klik.faces.portal.acting import VisitorRequest, visitor_page
from klik.faces.portal.block import Block
from klik.faces.portal.mine.blocks import her_cases
from klik.faces.portal.mine.hers import waiting_for
from klik.faces.ui.apply.hers import title_of
from klik.faces.ui.languages import page_language
from klik.ground.clock import today


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to open, with what it is in a sentence."""

    title: str
    summary: str
    href: str
    foot: str = ""


@dataclass(frozen=True, slots=True)
class ToSign:
    """An application of somebody else that waits for her signature."""

    title: str
    name: str
    href: str


@require_safe
@visitor_page()
def home(request: VisitorRequest) -> HttpResponse:
    """Show the first page of a municipality, with the parts that have something to show."""
    found = [block for make in BLOCKS if (block := make(request)) is not None]
    return render(request, "portal/home.html", {"blocks": found, "waiting": waiting_for(request)})


def _regulations(request: VisitorRequest) -> Block | None:
    adopted = catalogue.public_register(request.municipality.nis, today(), language=page_language())
    cards = [
        Card(
            one.regulation.title,
            one.regulation.summary,
            reverse("portal:service", args=[request.municipality_slug, one.package]),
            one.territory,
        )
        for one in adopted
    ]
    return Block("portal/home/_regulations.html", {"cards": cards}) if cards else None


def _to_sign(request: VisitorRequest) -> Block | None:
    """What somebody else asks her to sign; of a visitor there is nothing."""
    if request.resident is None:
        return None
    asked = [
        ToSign(
            title_of(one.application.adoption_id),
            applications.applicant_of(one.application).name,
            reverse("portal:cosign", args=[request.municipality_slug, one.pk]),
        )
        for one in applications.signatures_waiting(request.resident.person)
    ]
    return Block("portal/home/_to_sign.html", {"asked": asked}) if asked else None


def _tasks(_: VisitorRequest) -> Block:
    return Block("portal/home/_tasks.html")


def _quick(_: VisitorRequest) -> Block:
    return Block("portal/home/_quick.html")


# In the order of the page. A subject of the portal adds a line; it gives None where it has nothing.
BLOCKS: Final[tuple[Callable[[VisitorRequest], Block | None], ...]] = (
    her_cases,
    _to_sign,
    _regulations,
    _tasks,
    _quick,
)
