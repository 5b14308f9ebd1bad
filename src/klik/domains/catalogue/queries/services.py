"""What a resident can get: the adoptions of today, as services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from klik.domains.catalogue.models import AdoptionRecord
from klik.domains.catalogue.queries.adopted import adoptions_in_force, compiled
from klik.domains.catalogue.queries.public import PublicAdoption, adoption_in_words
from klik.ground.refusals import Refusal
from klik.packages.catalogue_words import LIFE_EVENTS, THEMES, Said
from klik.packages.regulation import state_terms
from klik.packages.wording import PageLanguage


class ServiceNotFound(Refusal):
    """Nothing of this name can be had in this municipality today."""

    status = 404
    reason = "This municipality does not offer this today."


@dataclass(frozen=True, slots=True)
class ServicePart:
    """One adoption of a service: for the whole municipality, or for a part of it.

    Attributes:
        adoption: In words.
        terms: How long things take, in sentences.
        has_form: Whether one can apply: its package has questions for a resident.
    """

    adoption: PublicAdoption
    terms: tuple[str, ...]
    has_form: bool


@dataclass(frozen=True, slots=True)
class Service:
    """Something that a resident can get.

    Attributes:
        package: Which names it, in addresses too.
        title: What it is called.
        summary: What it is, in a sentence.
        life_events: When in a life it is of use, by their words in the catalogue.
        themes: What it is about, likewise.
        parts: By territory, the whole municipality first; one at least.
        also: What else people say for it: for search only.
    """

    package: str
    title: str
    summary: str
    life_events: tuple[str, ...]
    themes: tuple[str, ...]
    parts: tuple[ServicePart, ...]
    also: str


def services(municipality_nis: str, day: date, *, language: PageLanguage) -> tuple[Service, ...]:
    """Return what residents of a municipality acted for can get on `day`, by title.

    Raises:
        AdoptionDamaged, ReleaseDamaged: A text or a release was changed.
    """
    records = sorted(adoptions_in_force(municipality_nis, day), key=lambda one: one.package)
    by_package = groupby(records, key=lambda one: one.package)
    found = [_service(package, list(some), language) for package, some in by_package]
    return tuple(sorted(found, key=lambda one: one.title.lower()))


def service_of(
    municipality_nis: str, package: str, day: date, *, language: PageLanguage
) -> Service:
    """Return one service of a municipality acted for.

    Raises:
        ServiceNotFound: It is not offered there on `day`.
        AdoptionDamaged, ReleaseDamaged: A text or a release was changed.
    """
    records = [one for one in adoptions_in_force(municipality_nis, day) if one.package == package]
    if not records:
        raise ServiceNotFound
    return _service(package, records, language)


def _service(package: str, records: Sequence[AdoptionRecord], language: PageLanguage) -> Service:
    parts = sorted(
        (_part(one, language) for one in records), key=lambda one: one.adoption.territory
    )
    newest = max(records, key=lambda one: (one.from_on, one.adopted_at))
    entry = compiled(newest).package.content["catalogue"]
    events, themes = tuple(entry.get("life_events", ())), tuple(entry["themes"])
    words = [*_said(events, LIFE_EVENTS), *_said(themes, THEMES)]
    return Service(
        package=package,
        title=parts[0].adoption.regulation.title,
        summary=parts[0].adoption.regulation.summary,
        life_events=events,
        themes=themes,
        parts=tuple(parts),
        also=" ".join(f"{one.in_words(language)} {one.also.get(language, '')}" for one in words),
    )


def _said(words: Iterable[str], known: Mapping[str, Said]) -> list[Said]:
    return [known[word] for word in words]


def _part(record: AdoptionRecord, language: PageLanguage) -> ServicePart:
    adoption = compiled(record)
    return ServicePart(
        adoption=adoption_in_words(record, language=language),
        terms=state_terms(adoption, language),
        has_form=bool(adoption.package.content.get("form")),
    )
