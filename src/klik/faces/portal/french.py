"""The way in for who reads French, where the law asks a municipality to speak it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from klik.faces.portal.acting import VisitorRequest, visitor_page
from klik.faces.ui.languages import FRENCH
from klik.ground.territory.languages import speaks_french_too


@require_safe
@visitor_page()
def french(request: VisitorRequest) -> HttpResponse:
    """Lead to the first page of the municipality, and let it speak French from there.

    Its address can stand on a letter or a poster: it works whatever a browser prefers.

    Raises:
        Http404: The municipality speaks Dutch with its residents only.
    """
    if not speaks_french_too(request.municipality.nis):
        raise Http404
    home = reverse("portal:home", args=[request.municipality_slug])
    return redirect(f"{reverse('ui:choose-language', args=[FRENCH])}?{urlencode({'next': home})}")
