"""Finds what everybody may read in the hub: each source gives what it has, by one function.

A source is a function of a language that returns `Findable`s in a fixed number of queries. To let
recordings, slides or answers be found, write one beside those here and add it to `SOURCES`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from klik.domains.catalogue import queries as catalogue
from klik.domains.knowledge.queries import making, partners, programmes, shared_pages
from klik.ground.clock import today
from klik.ground.programmes.programme import SpeakerShown, Texts
from klik.ground.search import Described, Index
from klik.ground.territory import municipality_of
from klik.packages.wording import Language

TITLE, WORDS, SUMMARY, TEXT = 4.0, 3.0, 2.0, 1.0
"""How much a word counts in a title, in what people call it, in a summary, in a text."""
INDEXES_KEPT: Final = 4  # two languages, as they are now and as they were just before


@dataclass(frozen=True, slots=True)
class Findable:
    """Something that can be found.

    Attributes:
        kind: What it is: the word of its source.
        parts: What its address is made of, such as the slug of an event and the key of a session.
        title: As a list of results shows it.
        note: A sentence of it, below the title.
        fields: Its texts with how much each counts.
        at_seconds: Where in a recording it is said; None of what has no time.
    """

    kind: str
    parts: tuple[str, ...]
    title: str
    note: str
    fields: tuple[tuple[str, float], ...]
    at_seconds: int | None = None

    @property
    def key(self) -> str:
        """What names it among all."""
        return "/".join((self.kind, *self.parts, str(self.at_seconds or "")))


@dataclass(frozen=True, slots=True)
class SearchFound:
    """What words find.

    Attributes:
        found: Of the kind that was asked, the best first.
        kinds: How many of each kind, before one was asked.
    """

    found: tuple[Findable, ...]
    kinds: Mapping[str, int]


def find(question: str, *, language: Language, kind: str = "") -> SearchFound:
    """Return what everybody may read that fits a question, the best first.

    Args:
        question: A few words.
        language: Of the question and of what is shown.
        kind: Only of this kind; all where empty.

    Raises:
        NotActing: Outside `acting_for`: packages are counted by their adopters.
    """
    every = {one.key: one for source in SOURCES for one in source(language)}
    described = tuple(Described(one.key, one.fields) for one in every.values())
    hits = [every[hit.key] for hit in _index(described, language).find(question)]
    return SearchFound(
        found=tuple(one for one in hits if kind in {"", one.kind}),
        kinds=Counter(one.kind for one in hits),
    )


def pages_findable(language: Language) -> Iterable[Findable]:
    """Return the public pages of knowledge: one query."""
    for one in shared_pages.shown_pages():
        version = one.version
        title, summary = said(version.title, language), said(version.summary, language)
        body = said(version.body, language)
        yield Findable(
            "page", (one.page.slug,), title, summary,
            ((title, TITLE), (summary, SUMMARY), (body, TEXT)),
        )  # fmt: skip


def events_findable(language: Language) -> Iterable[Findable]:
    """Return the released events and their sessions: two queries."""
    for one in programmes.shown_events():
        programme = one.programme
        title, summary = said(programme.title, language), said(programme.summary, language)
        fields = ((title, TITLE), (summary, SUMMARY), (programme.place, WORDS))
        yield Findable("event", (programme.slug,), title, summary, fields)
        for session in programme.sessions:
            name, abstract = said(session.title, language), said(session.abstract, language)
            named = (one.speakers.get(part.speaker) for part in session.parts)
            who = " ".join(_named(speaker) for speaker in named if speaker)
            yield Findable(
                "session", (programme.slug, session.key), name, title,
                ((name, TITLE), (who, WORDS), (abstract, SUMMARY)),
            )  # fmt: skip


def packages_findable(language: Language) -> Iterable[Findable]:
    """Return the packages of the installation: two queries."""
    for one in catalogue.packages_shown(today(), language=language):
        fields = ((one.title, TITLE), (one.also, WORDS), (one.summary, SUMMARY))
        yield Findable("package", (one.package,), one.title, one.summary, fields)


def requests_findable(language: Language) -> Iterable[Findable]:
    """Return the requests to make something together: three queries."""
    for one in making.requests_shown():
        title, need = said(one.request.title, language), said(one.request.need, language)
        note = municipality_of(one.request.owner_nis).name
        yield Findable("request", (one.request.slug,), title, note, ((title, TITLE), (need, TEXT)))


def partners_findable(language: Language) -> Iterable[Findable]:
    """Return the partners; nobody is found by the name of a contact: one query."""
    for one in partners.shown_partners():
        summary, body = said(one.summary, language), said(one.body, language)
        fields = ((one.name, TITLE), (summary, SUMMARY), (body, TEXT))
        yield Findable("partner", (one.slug,), one.name, summary, fields)


Source = Callable[[Language], Iterable[Findable]]
SOURCES: Final[tuple[Source, ...]] = (
    pages_findable, events_findable, packages_findable, requests_findable, partners_findable,
)  # fmt: skip


def said(texts: Texts, language: Language) -> str:
    """Return a text in a language, or in Dutch where it is not there."""
    return texts.get(language) or texts.get("nl", "")


@lru_cache(maxsize=INDEXES_KEPT)
def _index(described: tuple[Described, ...], language: Language) -> Index:
    """Return what finds these things; made anew only where one of them changed."""
    return Index(described, language)


def _named(speaker: SpeakerShown) -> str:
    return f"{speaker.name} {speaker.organisation}"
