"""One adoption as it was adopted: conditions, amounts, choices, the decision and its agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from klik.domains.catalogue import access, queries
from klik.domains.registers import queries as registers
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import download
from klik.faces.desk.regulations.adopting import ADOPTS
from klik.faces.desk.regulations.adoptions import READS, listed_of
from klik.faces.desk.runs.naming import language_of_page
from klik.ground.clock import today
from klik.packages.blank_adoption import blank_adoption
from klik.packages.records import RECORDS

if TYPE_CHECKING:
    from klik.domains.catalogue.models import AdoptionRecord

_MEDIA = "application/yaml; charset=utf-8"


@require_safe
@desk_page(roles=READS)
def adoption(request: DeskRequest, adoption: UUID) -> HttpResponse:
    """Show one adoption, with its agreement, its file and the page that residents read."""
    record = _adoption(request, adoption)
    language = language_of_page()
    agreements = registers.agreements(request.municipality.nis).filter(adoption_id=record.pk)
    agreement = agreements.first()
    columns = RECORDS[agreement.record].columns if agreement else {}
    may_adopt = access.may_adopt(request.staff)
    context = {
        "may_adopt": may_adopt,
        "listed": listed_of(record, today(), may_adopt=may_adopt),
        "adoption": queries.adoption_in_words(record, language=language),
        "agreement": agreement,
        "columns": [
            columns[name].nl if language == "nl" else columns[name].en
            for name in (agreement.columns if agreement else [])
            if name in columns
        ],
        "public": reverse("portal:regulations", args=[request.municipality_slug]),
    }
    return render(request, "desk/regulations/detail.html", context)


@require_safe
@desk_page(roles=READS)
def adoption_file(request: DeskRequest, adoption: UUID) -> HttpResponse:
    """Give the file of an adoption, byte for byte as it was adopted."""
    record = _adoption(request, adoption)
    name = f"{record.package}-{record.from_on.isoformat()}.yaml"
    return download(bytes(record.text), name, _MEDIA)


@require_safe
@desk_page(roles=ADOPTS)
def blank(request: DeskRequest) -> HttpResponse:
    """Give a file to begin from: every key that an adoption of a package needs.

    The address names package and version; without these it is what was published last.
    """
    asked = {name: request.GET[name] for name in ("package", "version") if name in request.GET}
    release = queries.releases().filter(**asked).first()
    if release is None:
        raise Http404
    municipality = request.municipality
    text = blank_adoption(
        queries.package_of(release), nis=municipality.nis, municipality=municipality.name
    )
    return download(text.encode(), f"{release.package}-{request.municipality_slug}.yaml", _MEDIA)


def _adoption(request: DeskRequest, key: UUID) -> AdoptionRecord:
    found = queries.adoptions_of(request.municipality.nis).filter(pk=key).first()
    if found is None:
        raise Http404
    return found
