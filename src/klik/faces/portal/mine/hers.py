"""What every page of what is hers begins with: who she is, and the names of what she has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import reverse

from klik.domains.catalogue import queries as catalogue
from klik.domains.messages import queries as messages
from klik.domains.people import queries as people
from klik.faces.portal.acting import ResidentRequest, VisitorRequest
from klik.faces.ui.apply.hers import language_of_page
from klik.packages.french import in_language
from klik.packages.wording import PageLanguage

if TYPE_CHECKING:
    from klik.domains.catalogue.models import AdoptionRecord

CASES = "cases"
MESSAGES = "messages"
_MOST_READ: Final = 2_000


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


_READ: Final[dict[tuple[str, UUID, PageLanguage], Regulation]] = {}


def numbers_of(request: ResidentRequest) -> frozenset[bytes]:
    """Return every keyed hash that is hers."""
    return people.same_person(request.resident.person) | {request.resident.person}


def regulations(adoptions: Collection[UUID], municipality_nis: str) -> dict[UUID, Regulation]:
    """Return these adoptions in words, out of the memory of this process where they were read.

    The text of an adoption never changes; its digest is checked when it is read.
    """
    language = language_of_page()
    found = {one: _READ.get((municipality_nis, one, language)) for one in adoptions}
    unread = [one for one, regulation in found.items() if regulation is None]
    for record in _records(unread, municipality_nis):
        found[record.pk] = regulation = _in_words(record, language)
        if len(_READ) < _MOST_READ:
            _READ[(municipality_nis, record.pk, language)] = regulation
    return {one: regulation for one, regulation in found.items() if regulation is not None}


def _records(adoptions: list[UUID], municipality_nis: str) -> Iterable[AdoptionRecord]:
    return catalogue.adoptions_of(municipality_nis).filter(pk__in=adoptions) if adoptions else ()


def _in_words(record: AdoptionRecord, language: PageLanguage) -> Regulation:
    adoption = catalogue.compiled(record)
    title = adoption.package.content["title"]
    body = adoption.content["granting_body"]
    appeal = body["appeal"]
    return Regulation(
        title=in_language(title, language),
        body=str(body["name"]),
        organ=in_language({"nl": body["deciding_organ"]}, language),
        appeal=in_language(appeal, language),
        contact=body["contact"],
    )


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
