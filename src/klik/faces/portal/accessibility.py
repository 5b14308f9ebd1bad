"""The statement on accessibility of a municipality's portal, from the data of the last audit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from klik.domains.catalogue import queries as catalogue
from klik.faces.portal.acting import VisitorRequest, visitor_page
from klik.faces.portal.services import language_of
from klik.ground.clock import today
from klik.ground.territory.languages import speaks_french_too

TESTED: Final = Path(__file__).parent / "tested.json"
GAPS: Final[Mapping[str, str | Promise]] = {
    "people": _("No people with a disability tried these pages yet."),
    "outside": _("Nobody from outside tested these pages yet. We tested them ourselves."),
    "paper": _("You fill in the form on paper with a pen. You cannot type in that PDF."),
    "documents": _("A document that a resident adds may be a photo. A photo cannot be read aloud."),
    "french": _(
        "These pages are in French too. Letters, forms on paper, and what we write ourselves, are "
        "in Dutch."
    ),
}


@dataclass(frozen=True, slots=True)
class Tested:
    """What the last audit looked at.

    Attributes:
        tested_on: When.
        pages: Names of the pages of which axe found nothing wrong, as their pictures are called.
        widths: In pixels, at which they were looked at.
        gaps: Codes of `GAPS`.
    """

    tested_on: date
    pages: tuple[str, ...]
    widths: tuple[int, ...]
    gaps: tuple[str, ...]


@cache
def last_audit() -> Tested:
    """Return what the last audit wrote down."""
    kept = json.loads(TESTED.read_text(encoding="utf-8"))
    return Tested(
        date.fromisoformat(kept["tested_on"]),
        tuple(kept["pages"]),
        tuple(kept["widths"]),
        tuple(kept["gaps"]),
    )


@require_safe
@visitor_page()
def accessibility(request: VisitorRequest) -> HttpResponse:
    """Show how accessible the pages are, what was tested, what lacks, and whom to ask."""
    nis, tested = request.municipality.nis, last_audit()
    adopted = catalogue.public_register(nis, today(), language=language_of())
    shown = [code for code in tested.gaps if code != "french" or speaks_french_too(nis)]
    context = {
        "tested": tested,
        "count": len(tested.pages),
        "gaps": [GAPS[code] for code in shown],
        "body": adopted[0].body if adopted else None,
        "contact": adopted[0].body if adopted else None,
    }
    return render(request, "portal/accessibility.html", context)
