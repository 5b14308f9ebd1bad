"""What municipalities know: the list, one page, its history, and what a package led to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from klik.domains.catalogue import queries as catalogue
from klik.domains.catalogue.queries import PackageShown, ReleaseNotFound
from klik.domains.knowledge.queries import shared_pages
from klik.domains.knowledge.queries.pages_tables import tables_of
from klik.domains.knowledge.queries.shared_pages import KINDS, PageShown
from klik.faces.hub.json_ld import json_ld
from klik.faces.hub.pages import wording
from klik.faces.hub.pages.evidence import Evidence, evidence_of
from klik.faces.hub.pages.tables import live_tables
from klik.faces.hub.reading import read_everywhere
from klik.faces.ui.languages import letter_language, page_language
from klik.ground.clock import today
from klik.ground.territory import municipality_of
from klik.packages.catalogue_words import THEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.utils.functional import Promise

MOST_EVIDENCE: Final = 3  # packages whose adopters a page shows; of more it shows the names


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A kind or a theme that narrows the list down."""

    word: str | Promise
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PageCard:
    """A page in a list."""

    shown: PageShown
    kind: str | Promise
    owner: str


@dataclass(frozen=True, slots=True)
class AdoptionNamed:
    """An adoption that a page is about."""

    town: str
    package: PackageShown


@require_safe
@read_everywhere
def knowledge(request: HttpRequest) -> HttpResponse:
    """Show what municipalities know: packages to reuse and pages, by kind and by theme."""
    kind, theme = asked_in(request, "soort", KINDS), asked_in(request, "thema", THEMES)
    packages = packages_by_name(today())
    every = shared_pages.shown_pages()
    shown = narrowed(every, packages, kind=kind, theme=theme)
    context = {
        "here": "knowledge",
        "cards": [card_of(one) for one in shown],
        "packages": [one for one in packages.values() if theme in {"", *one.themes}],
        "kinds": _narrowings("soort", _kinds(every), kind, {"thema": theme}),
        "themes": _narrowings("thema", _themes(every, packages), theme, {"soort": kind}),
        "has_any": bool(every),
        "is_narrowed": bool(kind or theme),
        "follow": urlencode({key: one for key, one in (("soort", kind), ("thema", theme)) if one}),
    }
    return render(request, "hub/pages/knowledge.html", context)


@require_safe
@read_everywhere
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page with what it is about: who adopted the package, and what came of it."""
    found, day = shared_pages.shown_page(slug), today()
    packages = packages_by_name(day)
    about = [packages[name] for name in packages_of(found) if name in packages]
    context = {
        "here": "knowledge",
        "card": card_of(found),
        "shown": found,
        "is_overdue": found.page.review_on < day,
        "evidence": [evidence_of(one.package, day) for one in about[:MOST_EVIDENCE]],
        "others": about[MOST_EVIDENCE:],
        "adoptions": _adoptions(found, packages),
        "tables": live_tables(tables_of(found.version)),
        "related": [card_of(one) for one in shared_pages.related_to(found.page)],
        "json_ld": json_ld(_article(request, found, about)),
    }
    return render(request, "hub/pages/page.html", context)


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every version of a page that everybody could read."""
    found = shared_pages.shown_page(slug)
    versions = shared_pages.published_versions_of(found.page)
    context = {"here": "knowledge", "shown": found, "versions": versions}
    return render(request, "hub/pages/history.html", context)


@require_safe
def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what one published version changed in the one before."""
    found = shared_pages.shown_page(slug)
    versions = shared_pages.published_versions_of(found.page)
    later = next((one for one in versions if one.number == number), None)
    earlier = next((one for one in versions if one.number < number), None)
    if later is None or earlier is None:
        raise Http404
    difference = shared_pages.difference_between(earlier, later)
    context = {
        "here": "knowledge", "shown": found, "later": later, "earlier": earlier,
        "difference": difference,
    }  # fmt: skip
    return render(request, "hub/pages/change.html", context)


@require_safe
@read_everywhere
def package(request: HttpRequest, package: str) -> HttpResponse:
    """Show a package: who adopted it with which parameters, what came of it, what is known."""
    try:
        evidence: Evidence = evidence_of(package, today())
    except ReleaseNotFound:
        raise Http404 from None
    pages = [card_of(one) for one in shared_pages.shown_pages(package=package)]
    themes = [THEMES[one].in_words(page_language()) for one in evidence.package.themes]
    context = {"here": "knowledge", "evidence": evidence, "pages": pages, "themes": themes}
    return render(request, "hub/pages/package.html", context)


def card_of(shown: PageShown) -> PageCard:
    """Return a page as a list shows it."""
    owner = municipality_of(shown.page.owner_nis).name
    return PageCard(shown, wording.ONE[shown.page.kind], owner)


def packages_of(shown: PageShown) -> list[str]:
    """Return the packages that a page is about, also by an adoption of them, each once."""
    named = (one.reference.rpartition("/")[2] for one in shown.relations if one.kind != "page")
    return list(dict.fromkeys(named))


def themes_of(shown: PageShown, packages: Mapping[str, PackageShown]) -> set[str]:
    """Return the themes of a page: those of the packages that it is about."""
    about = (packages[name] for name in packages_of(shown) if name in packages)
    return {theme for one in about for theme in one.themes}


def narrowed(
    every: Iterable[PageShown], packages: Mapping[str, PackageShown], *, kind: str, theme: str
) -> list[PageShown]:
    """Return the pages of a kind and of a theme; all of them where these are empty."""
    shown = [one for one in every if kind in {"", one.page.kind}]
    return [one for one in shown if not theme or theme in themes_of(one, packages)]


def packages_by_name(day: date) -> dict[str, PackageShown]:
    """Return every package by what names it."""
    shown = catalogue.packages_shown(day, language=letter_language())
    return {one.package: one for one in shown}


def asked_in(request: HttpRequest, name: str, known: Iterable[str]) -> str:
    """Return a filter of the address; empty where it has none.

    Raises:
        Http404: It is none of those known.
    """
    given = request.GET.get(name, "")
    if given and given not in known:
        raise Http404
    return given


def _kinds(every: Iterable[PageShown]) -> dict[str, str | Promise]:
    used = {one.page.kind for one in every}
    return {kind: word for kind, word in wording.MANY.items() if kind in used}


def _themes(
    every: Iterable[PageShown], packages: Mapping[str, PackageShown]
) -> dict[str, str | Promise]:
    used = {theme for one in every for theme in themes_of(one, packages)}
    used |= {theme for one in packages.values() for theme in one.themes}
    return {key: said.in_words(page_language()) for key, said in THEMES.items() if key in used}


def _narrowings(
    name: str, words: Mapping[str, str | Promise], current: str, others: Mapping[str, str]
) -> list[Narrowing]:
    """Return the choices of a filter; the one that is chosen leads back to all."""
    place, kept = reverse("hub:knowledge"), "".join(f"&{k}={v}" for k, v in others.items() if v)
    return [
        Narrowing(
            word,
            f"{place}?{'' if key == current else f'{name}={key}'}{kept}".replace("?&", "?"),
            key == current,
        )
        for key, word in words.items()
    ]


def _adoptions(shown: PageShown, packages: Mapping[str, PackageShown]) -> list[AdoptionNamed]:
    split = [one.reference.split("/", 1) for one in shown.relations if one.kind == "adoption"]
    return [
        AdoptionNamed(municipality_of(nis).name, packages[name])
        for nis, name in split
        if name in packages
    ]


def _article(
    request: HttpRequest, shown: PageShown, about: Iterable[PackageShown]
) -> dict[str, Any]:
    """Return a page as schema.org's Article."""
    version, owner = shown.version, municipality_of(shown.page.owner_nis).name
    here = request.build_absolute_uri(reverse("hub:page", args=[shown.page.slug]))
    published = version.reviewed_at.isoformat() if version.reviewed_at else ""
    municipality = {"@type": "GovernmentOrganization", "name": owner}
    return {
        "@type": "Article",
        "@id": here,
        "url": here,
        "headline": version.title["nl"],
        "description": version.summary["nl"],
        "articleBody": version.body["nl"],
        "inLanguage": "nl",
        "datePublished": published,
        "dateModified": published,
        "version": version.number,
        "author": municipality,
        "publisher": municipality,
        "isAccessibleForFree": True,
        "about": [
            {
                "@type": "CreativeWork",
                "name": one.title,
                "url": request.build_absolute_uri(reverse("hub:package", args=[one.package])),
            }
            for one in about
        ],
    }
