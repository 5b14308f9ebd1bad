"""Who adopted a package, over all municipalities acted for: public, and without what is secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from klik.domains.catalogue.models import AdoptionRecord, AdoptionState, Release
from klik.domains.catalogue.queries.public import adoption_in_words
from klik.domains.catalogue.queries.released import ReleaseNotFound, package_of
from klik.ground.territory import municipality_of
from klik.packages.catalogue_words import LIFE_EVENTS, THEMES
from klik.packages.regulation import StatedSetting
from klik.packages.wording import Language

ADOPTERS_KEPT: Final = 1024  # in words, per process


@dataclass(frozen=True, slots=True)
class PackageShown:
    """A package by its latest release.

    Attributes:
        package: Which names it.
        version: Of the latest release.
        title: What it is called.
        summary: What it is, in a sentence.
        steward: Who looks after it.
        adopters: How many municipalities adopted it, of those acted for.
        themes: Of the product catalogue (`packages.catalogue_words.THEMES`).
        also: What else people say for what it is about: for search only.
    """

    package: str
    version: str
    title: str
    summary: str
    steward: str
    adopters: int
    themes: tuple[str, ...]
    also: str


@dataclass(frozen=True, slots=True)
class Adopter:
    """One adoption of a package, as it compares to those of others.

    Attributes:
        id: Of the adoption.
        nis: Of the municipality.
        name: Of the municipality.
        label: That it is an example; empty for a real one.
        territory: The part where it holds; empty for the whole municipality.
        from_on: Its first day.
        until_on: Its last day; None is no end.
        version: Of the package.
        council: The organ that decided, and its reference.
        choices: Every parameter in words.
    """

    id: UUID
    nis: str
    name: str
    label: str
    territory: str
    from_on: date
    until_on: date | None
    version: str
    council: str
    choices: tuple[StatedSetting, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One parameter over the adopters of a package.

    Attributes:
        title: What it is called.
        values: What each adopter chose, in the order of the adopters.
    """

    title: str
    values: tuple[StatedSetting, ...]


def packages_shown(day: date, *, language: Language) -> tuple[PackageShown, ...]:
    """Return every package of the installation, the one that most adopted first.

    Raises:
        NotActing: Outside `acting_for`.
    """
    counted = _in_force(day).order_by().values("package")
    adopters = dict(
        counted.annotate(towns=Count("municipality_nis", distinct=True)).values_list(
            "package", "towns"
        )
    )
    found = (_shown(one, adopters, language) for one in _latest_releases())
    return tuple(sorted(found, key=lambda one: (-one.adopters, one.title.lower())))


def package_shown(package: str, day: date, *, language: Language) -> PackageShown:
    """Return one package by its latest release.

    Raises:
        ReleaseNotFound: No release of it was ever published here.
        NotActing: Outside `acting_for`.
    """
    latest = next((one for one in _latest_releases() if one.package == package), None)
    if latest is None:
        raise ReleaseNotFound
    towns = _in_force(day).filter(package=package).order_by()
    counted = towns.values("municipality_nis").distinct().count()
    return _shown(latest, {package: counted}, language)


def adopters_of(package: str, day: date, *, language: Language) -> tuple[Adopter, ...]:
    """Return the adoptions of a package that hold on `day` or later, by municipality: one query.

    Raises:
        AdoptionDamaged, ReleaseDamaged: A text or a release was changed.
        NotActing: Outside `acting_for`.
    """
    rows = _in_force(day).filter(package=package)
    found = [_stated(_Kept(row, language)) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.name, one.territory, one.from_on)))


def compared(adopters: tuple[Adopter, ...]) -> tuple[Compared, ...]:
    """Return the parameters in which these adoptions of one package differ."""
    by_title: dict[str, list[StatedSetting]] = {}
    for one in adopters:
        for choice in one.choices:
            by_title.setdefault(choice.title, []).append(choice)
    return tuple(
        Compared(title, tuple(values))
        for title, values in by_title.items()
        if len(values) == len(adopters) and len({one.lines for one in values}) > 1
    )


class _Kept:
    """An adoption that is put in words once: equal texts under equal releases are one."""

    def __init__(self, record: AdoptionRecord, language: Language) -> None:
        self.key = (record.pk, record.digest, record.release.digest, record.until_on, language)
        self.record = record
        self.language = language

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=ADOPTERS_KEPT)
def _stated(kept: _Kept) -> Adopter:
    record = kept.record
    words = adoption_in_words(record, language=kept.language)
    return Adopter(
        id=record.pk,
        nis=record.municipality_nis,
        name=municipality_of(record.municipality_nis).name,
        label=words.label,
        territory=words.territory,
        from_on=record.from_on,
        until_on=record.until_on,
        version=words.version,
        council=f"{words.council.organ}, {words.council.reference}",
        choices=words.regulation.choices,
    )


def _in_force(day: date) -> QuerySet[AdoptionRecord]:
    rows = AdoptionRecord.objects.exclude(state=AdoptionState.WITHDRAWN)
    rows = rows.filter(Q(until_on__isnull=True) | Q(until_on__gte=day))
    return rows.select_related("release").defer("release__archive")


def _latest_releases() -> list[Release]:
    turn = Window(
        RowNumber(),
        partition_by=F("package"),
        order_by=[F("published_at").desc(), F("id").desc()],
    )
    return list(Release.objects.defer("archive").annotate(turn=turn).filter(turn=1))


def _shown(release: Release, adopters: Mapping[str, int], language: Language) -> PackageShown:
    content = package_of(release).content
    title, summary = content["title"], content["summary"]
    entry = content["catalogue"]
    themes, moments = tuple(entry.get("themes", ())), tuple(entry.get("life_events", ()))
    words = [*(LIFE_EVENTS[one] for one in moments), *(THEMES[one] for one in themes)]
    return PackageShown(
        package=release.package,
        version=release.version,
        title=str(title.get(language, title["nl"])),
        summary=str(summary.get(language, summary["nl"])),
        steward=str(entry.get("steward", "")),
        adopters=adopters.get(release.package, 0),
        themes=themes,
        also=" ".join(f"{one.in_words(language)} {one.also.get(language, '')}" for one in words),
    )
