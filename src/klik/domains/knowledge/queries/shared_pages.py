"""Reads of what is known: every version for the owner's staff, the public one for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from klik.domains.knowledge.models import (
    KnowledgePage,
    PageKind,
    PageRelation,
    PageVersion,
    RelationKind,
)
from klik.ground.lines import Line, lines_between
from klik.ground.refusals import Refusal

KINDS: tuple[str, ...] = tuple(PageKind.values)
_TEXTS = ("title", "summary", "body")


class KnowledgeNotFound(Refusal):
    """No page or version that may be read here has this name."""

    status = 404
    reason = "There is no such page."


@dataclass(frozen=True, slots=True)
class Relation:
    """What a page is related to: a kind (`models.RelationKind`) and a reference."""

    kind: str
    reference: str


@dataclass(frozen=True, slots=True)
class PageShown:
    """What everybody reads of a page.

    Attributes:
        page: Its row.
        version: The one that is public.
    """

    page: KnowledgePage
    version: PageVersion

    @property
    def relations(self) -> tuple[Relation, ...]:
        """What it is related to."""
        return relations_in(self.version)


@dataclass(frozen=True, slots=True)
class TextChange:
    """How one text differs between two versions.

    Attributes:
        text: title, summary or body.
        language: Of the text.
        lines: Both laid over each other.
    """

    text: str
    language: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two versions."""

    texts: tuple[TextChange, ...]
    related: tuple[Relation, ...]
    unrelated: tuple[Relation, ...]
    has_other_tables: bool

    def __bool__(self) -> bool:
        """Whether anything does."""
        return bool(self.texts or self.related or self.unrelated or self.has_other_tables)


def own_page(owner_nis: str, identifier: UUID) -> KnowledgePage:
    """Return a page of an owner, a draft too: for its staff.

    Raises:
        KnowledgeNotFound: The owner has none with this key.
    """
    found = KnowledgePage.objects.filter(pk=identifier, owner_nis=owner_nis).first()
    if found is None:
        raise KnowledgeNotFound
    return found


def own_pages(owner_nis: str) -> list[tuple[KnowledgePage, PageVersion]]:
    """Return the pages of an owner with the version written last, the latest first."""
    rows = PageVersion.objects.filter(page__owner_nis=owner_nis, number=F("page__latest"))
    rows = rows.select_related("page").order_by("-page__set_at", "page__slug")
    return [(one.page, one) for one in rows]


def version_of(page: KnowledgePage, number: int) -> PageVersion:
    """Return one version of a page.

    Raises:
        KnowledgeNotFound: It has none with this number.
    """
    found = page.versions.filter(number=number).first()
    if found is None:
        raise KnowledgeNotFound
    return found


def versions_of(page: KnowledgePage) -> list[PageVersion]:
    """Return every version of a page, the latest first."""
    return list(page.versions.order_by("-number"))


def published_versions_of(page: KnowledgePage) -> list[PageVersion]:
    """Return every version of a page that everybody could read at some time, the latest first."""
    return list(page.versions.filter(reviewed_at__isnull=False).order_by("-number"))


def shown_page(slug: str) -> PageShown:
    """Return what everybody reads of a page.

    Raises:
        KnowledgeNotFound: There is none, or it is not public.
    """
    found = _public().filter(page__slug=slug).first()
    if found is None:
        raise KnowledgeNotFound
    return PageShown(found.page, found)


def shown_pages(*, kind: str = "", package: str = "") -> list[PageShown]:
    """Return what everybody reads, the latest published first, in one query.

    Args:
        kind: Only pages of this kind; all where empty.
        package: Only those related to this package, or to an adoption of it; all where empty.
    """
    rows = _public()
    if kind:
        rows = rows.filter(page__kind=kind)
    if package:
        rows = rows.filter(page__in=_about(package).values("page"))
    rows = rows.order_by("-reviewed_at", "page__slug")
    return [PageShown(one.page, one) for one in rows]


def related_to(page: KnowledgePage) -> list[PageShown]:
    """Return the public pages that this one names, and those that name it, by address."""
    named = PageRelation.objects.filter(page=page, kind=RelationKind.PAGE)
    keys = [UUID(key) for key in named.values_list("reference", flat=True)]
    naming = PageRelation.objects.filter(kind=RelationKind.PAGE, reference=str(page.pk))
    rows = _public().filter(Q(page__in=keys) | Q(page__in=naming.values("page")))
    rows = rows.exclude(page=page).order_by("page__slug")
    return [PageShown(one.page, one) for one in rows]


def overdue_pages(owner_nis: str, day: date) -> list[PageShown]:
    """Return the public pages of an owner that had to be read again by now, the oldest first."""
    rows = _public().filter(page__owner_nis=owner_nis, page__review_on__lt=day)
    return [PageShown(one.page, one) for one in rows.order_by("page__review_on", "page__slug")]


def orphans_of(owner_nis: str) -> list[PageShown]:
    """Return the public pages of an owner that nothing leads to and that lead to nothing."""
    named = PageRelation.objects.filter(kind=RelationKind.PAGE).values_list("reference", flat=True)
    known = set(named)
    rows = _public().filter(page__owner_nis=owner_nis, page__related__isnull=True)
    found = [PageShown(one.page, one) for one in rows.order_by("page__slug")]
    return [one for one in found if str(one.page.pk) not in known]


def difference_between(old: PageVersion, new: PageVersion) -> Difference:
    """Return what differs from one version to another; false where they say the same."""
    before, after = set(relations_in(old)), set(relations_in(new))
    return Difference(
        texts=tuple(_text_changes(old, new)),
        related=tuple(_in_order(after - before)),
        unrelated=tuple(_in_order(before - after)),
        has_other_tables=old.tables != new.tables,
    )


def relations_in(version: PageVersion) -> tuple[Relation, ...]:
    """Return what a version relates its page to."""
    return tuple(Relation(kind, reference) for kind, reference in version.relations)


def _text_changes(old: PageVersion, new: PageVersion) -> Iterable[TextChange]:
    for text in _TEXTS:
        before, after = _texts(old, text), _texts(new, text)
        for language in sorted({*before, *after}, reverse=True):  # Dutch first
            lines = lines_between(before.get(language, ""), after.get(language, ""))
            if lines:
                yield TextChange(text, language, tuple(lines))


def _texts(version: PageVersion, text: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = getattr(version, text)
    return found


def _in_order(relations: Iterable[Relation]) -> list[Relation]:
    return sorted(relations, key=lambda one: (one.kind, one.reference))


def _about(package: str) -> QuerySet[PageRelation]:
    of_package = Q(kind=RelationKind.PACKAGE, reference=package)
    of_adoption = Q(kind=RelationKind.ADOPTION, reference__endswith=f"/{package}")
    return PageRelation.objects.filter(of_package | of_adoption)


def _public() -> QuerySet[PageVersion]:
    return PageVersion.objects.filter(number=F("page__public")).select_related("page")
