"""A summary in French, where the law asks a municipality to speak it: services, and whom to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from klik.domains.catalogue import queries as catalogue
from klik.faces.portal.acting import VisitorRequest, visitor_page
from klik.ground.clock import today
from klik.ground.territory.languages import speaks_french_too

# Not in the catalogues: those hold the Dutch of English texts, and this page has no other language.
WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "Informations en français",
        "lead": "Ce que vous pouvez demander à votre commune, et à qui vous adresser.",
        "services": "Services",
        "services_note": "Le nom officiel est en néerlandais. Le thème est en français.",
        "none": "Il n'y a pas encore de service à demander ici.",
        "how": "Comment faire une demande ?",
        "how_text": "Vous pouvez venir au guichet, téléphoner ou écrire, en français. Un membre "
        "du personnel remplit le formulaire avec vous. Vous pouvez aussi faire la demande en "
        "ligne : ces pages sont en néerlandais et en anglais.",
        "contact": "Contact",
        "counter": "Adressez-vous à la maison communale.",
        "phone": "Téléphone",
        "mail": "Courriel",
        "rights": "Vos droits",
        "rights_text": "Vous pouvez demander que votre dossier et les lettres soient en français. "
        "Dites-le au guichet ou par téléphone.",
        "theme": "Thème",
    }
)
THEMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "BurgerOverheid": "Citoyens et administration",
        "CultuurSportVrijeTijd": "Culture, sport et loisirs",
        "EconomieWerk": "Travail et économie",
        "MilieuEnergie": "Environnement et énergie",
        "MobiliteitOpenbareWerken": "Mobilité et travaux publics",
        "OnderwijsWetenschap": "École et enseignement",
        "WelzijnGezondheid": "Bien-être et santé",
        "BouwenWonen": "Construction et logement",
    }
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A service in the list: its Dutch name, and what it is about in French."""

    package: str
    title: str
    themes: str


@require_safe
@visitor_page()
def french(request: VisitorRequest) -> HttpResponse:
    """Show the summary; it is there only where the municipality must offer French.

    Raises:
        Http404: The municipality speaks Dutch with its residents only.
    """
    nis = request.municipality.nis
    if not speaks_french_too(nis):
        raise Http404
    services = catalogue.services(nis, today(), language="nl")
    body = services[0].parts[0].adoption.body if services else None
    listed = [
        Listed(one.package, one.title, ", ".join(THEMES[theme] for theme in one.themes))
        for one in services
    ]
    with translation.override("nl"):  # what stands around it is Dutch: the page says so
        context = {"words": WORDS, "services": listed, "body": body, "contact": body}
        return render(request, "portal/french.html", context)
