"""What every page of what is hers begins with: who she is, and the names of what she has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import reverse

from klik.domains.catalogue import queries as catalogue
from klik.domains.messages import queries as messages
from klik.domains.people import queries as people
from klik.faces.portal.acting import ResidentRequest, VisitorRequest
from klik.faces.ui.apply.hers import language_of_page

CASES = "cases"
MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class Regulation:
    """What a case is about, in the language of the page.

    Attributes:
        title: Of the benefit.
        body: Who grants it.
        organ: Of that body, which decides.
        appeal: What somebody can do who does not agree, as the letter says it.
        contact: Of who handles it.
    """

    title: str
    body: str
    organ: str
    appeal: str
    contact: Mapping[str, object]


def numbers_of(request: ResidentRequest) -> frozenset[bytes]:
    """Return every keyed hash that is hers."""
    return people.same_person(request.resident.person) | {request.resident.person}


def regulations(adoptions: Collection[UUID], municipality_nis: str) -> dict[UUID, Regulation]:
    """Return these adoptions in words, in one query and out of the cache of this process."""
    language = language_of_page()
    wanted = frozenset(adoptions)
    found = {}
    for record in catalogue.adoptions_of(municipality_nis).filter(pk__in=wanted):
        adoption = catalogue.compiled(record)
        title = adoption.package.content["title"]
        body = adoption.content["granting_body"]
        appeal = body["appeal"]
        found[record.pk] = Regulation(
            title=str(title.get(language, title["nl"])),
            body=str(body["name"]),
            organ=str(body["deciding_organ"]),
            appeal=str(appeal.get(language, appeal["nl"])),
            contact=body["contact"],
        )
    return found


def waiting_for(request: VisitorRequest | ResidentRequest) -> dict[str, int]:
    """Return how much is new, per place of the menu."""
    if request.resident is None:
        return {}
    known_as = people.same_person(request.resident.person) | {request.resident.person}
    return {MESSAGES: sum(messages.new_for(known_as).values())}


def key_of_form(request: ResidentRequest) -> UUID:
    """Return the key that came with a form, so that sent twice it says its thing once."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def page_of(request: VisitorRequest | ResidentRequest, name: str, *parts: object) -> str:
    """Return the address of another page of this portal."""
    return reverse(f"portal:{name}", args=[request.municipality_slug, *parts])


def see_other(address: str) -> HttpResponse:
    """Lead from an act that is done to the page that says so."""
    return HttpResponse(status=303, headers={"Location": address})
