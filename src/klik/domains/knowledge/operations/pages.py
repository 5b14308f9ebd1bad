"""Write, review, publish, restore and take down a page of knowledge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from klik.domains.audit.operations import record_act
from klik.domains.knowledge.models import (
    KnowledgePage,
    PageKind,
    PageRelation,
    PageVersion,
    RelationKind,
)
from klik.domains.knowledge.operations.pages_refusals import (
    AddressTaken,
    KnowledgeRefused,
    NothingToReview,
    PageChanged,
    RelationUnknown,
    ReviewedByAuthor,
)
from klik.domains.knowledge.operations.refusals import require_editor
from klik.domains.knowledge.operations.wishes import LONGEST_TEXT, LONGEST_TITLE, is_slug, tidy
from klik.domains.knowledge.queries.pages_tables import SHOWS, SIZES, TableWish
from klik.domains.knowledge.queries.shared_pages import (
    Difference,
    KnowledgeNotFound,
    Relation,
    difference_between,
    relations_in,
    version_of,
)
from klik.ground.programmes.programme import Texts
from klik.ground.tenancy import current_actor
from klik.ground.territory import municipalities

LONGEST_SUMMARY: Final = 400
LONGEST_COMMENT: Final = 200
MOST_RELATIONS: Final = 60
MOST_TABLES: Final = 3


@dataclass(frozen=True, slots=True)
class PageWish:
    """What a page says; `slug` and `kind` are those of its first version for good.

    Attributes:
        slug: Its address.
        kind: One of `queries.pages.KINDS`.
        title: Per language, in Dutch at least; so with `summary` and `body`, which is Markdown.
        summary: In a sentence.
        body: The text.
        review_on: By when it is read again.
        relations: What it is about.
        tables: Saved queries that it shows.
        comment: What changed, for who reviews.
    """

    slug: str
    kind: str
    title: Texts
    summary: Texts
    body: Texts
    review_on: date
    relations: tuple[Relation, ...] = ()
    tables: tuple[TableWish, ...] = ()
    comment: str = ""


def write(
    owner_nis: str, identifier: UUID, wish: PageWish, *, read: int, moment: datetime
) -> KnowledgePage:
    """Keep a new version of a page, a draft; what everybody reads stays as it was.

    A version that says what the last one says is not kept once more.

    Args:
        owner_nis: Whose page it is.
        identifier: Of the page.
        wish: What it says.
        read: The version that the editor had before her; 0 of a page that is new.
        moment: When.

    Raises:
        PageChanged: The last version is another one than `read`.
        KnowledgeRefused: It lacks a text in Dutch, or a text is too long.
        AddressTaken: Another page has this address.
        RelationUnknown: It names what is not there.
        KnowledgeNotFound: The page is of another owner.
        EventsNotYours, NotActing, OutsideActing: No editor of the owner acts here.
    """
    require_editor(owner_nis)
    said = _said(wish)
    page = KnowledgePage.objects.select_for_update().filter(pk=identifier).first()
    if page is not None and page.owner_nis != owner_nis:
        raise KnowledgeNotFound
    if (page.latest if page else 0) != read:
        raise PageChanged
    if page is None:
        if KnowledgePage.objects.filter(slug=wish.slug).exists():
            raise AddressTaken
        page = KnowledgePage(id=identifier, owner_nis=owner_nis, slug=wish.slug, kind=wish.kind)
        page.latest = 0
    _require_known(page, wish.relations)
    page.review_on = wish.review_on
    return _kept(page, said, wish.comment.strip()[:LONGEST_COMMENT], moment)


def difference_to(page: KnowledgePage, wish: PageWish) -> Difference:
    """Return what `wish`, which was not kept, would change in the last version.

    Raises:
        KnowledgeRefused: See `write`.
    """
    return difference_between(version_of(page, page.latest), PageVersion(**_said(wish)))


def restore(page: KnowledgePage, number: int, *, read: int, moment: datetime) -> KnowledgePage:
    """Let a page say again what an older version said, as a new draft.

    Raises:
        PageChanged, KnowledgeNotFound, EventsNotYours, NotActing, OutsideActing: See `write`.
    """
    locked = _locked(page, read)
    old = version_of(locked, number)
    said = {name: getattr(old, name) for name in _SAID}
    return _kept(locked, said, "", moment, restores=number)


def ask_review(page: KnowledgePage, *, read: int, moment: datetime) -> KnowledgePage:
    """Ask another editor to review the last version; again changes nothing.

    Raises:
        PageChanged, KnowledgeNotFound, EventsNotYours, NotActing, OutsideActing: See `write`.
    """
    locked = _locked(page, read)
    if locked.asked is None and locked.public != locked.latest:
        locked.asked, locked.set_at = locked.latest, moment
        locked.save(update_fields=["asked", "set_at"])
        _record(locked, "knowledge.ask-review", moment)
    return locked


def send_back(page: KnowledgePage, *, read: int, moment: datetime) -> KnowledgePage:
    """Let a version that was to be reviewed be a draft again; again changes nothing.

    Raises:
        PageChanged, KnowledgeNotFound, EventsNotYours, NotActing, OutsideActing: See `write`.
    """
    locked = _locked(page, read)
    if locked.asked is not None:
        locked.asked, locked.set_at = None, moment
        locked.save(update_fields=["asked", "set_at"])
        _record(locked, "knowledge.send-back", moment)
    return locked


def publish(page: KnowledgePage, *, read: int, moment: datetime) -> KnowledgePage:
    """Let everybody read the version that was reviewed; a second editor does so.

    Raises:
        NothingToReview: Nobody asked.
        ReviewedByAuthor: She wrote it herself.
        PageChanged, KnowledgeNotFound, EventsNotYours, NotActing, OutsideActing: See `write`.
    """
    locked = _locked(page, read)
    if locked.asked is None:
        raise NothingToReview
    version = version_of(locked, locked.asked)
    reviewer = current_actor().reference
    if version.written_by == reviewer:
        raise ReviewedByAuthor
    version.reviewed_at, version.reviewed_by = moment, reviewer
    version.save(update_fields=["reviewed_at", "reviewed_by"])
    locked.public, locked.asked, locked.set_at = locked.latest, None, moment
    locked.save(update_fields=["public", "asked", "set_at"])
    PageRelation.objects.filter(page=locked).delete()
    PageRelation.objects.bulk_create(
        [PageRelation(page=locked, **asdict(one)) for one in relations_in(version)]
    )
    _record(locked, "knowledge.publish-knowledge", moment)
    return locked


def take_down(page: KnowledgePage, *, read: int, moment: datetime) -> KnowledgePage:
    """Let nobody but staff read a page any more; again changes nothing.

    Raises:
        PageChanged, KnowledgeNotFound, EventsNotYours, NotActing, OutsideActing: See `write`.
    """
    locked = _locked(page, read)
    if locked.public is not None:
        locked.public, locked.set_at = None, moment
        locked.save(update_fields=["public", "set_at"])
        PageRelation.objects.filter(page=locked).delete()
        _record(locked, "knowledge.take-down-knowledge", moment)
    return locked


def find_right(page: KnowledgePage, review_on: date, *, read: int, moment: datetime) -> None:
    """Note that a page is still right, and by when it is read again.

    Raises:
        KnowledgeRefused: That day is past.
        PageChanged, KnowledgeNotFound, EventsNotYours, NotActing, OutsideActing: See `write`.
    """
    locked = _locked(page, read)
    if review_on <= moment.date():
        raise KnowledgeRefused
    locked.review_on, locked.set_at = review_on, moment
    locked.save(update_fields=["review_on", "set_at"])
    _record(locked, "knowledge.find-right", moment)


_SAID: Final = ("title", "summary", "body", "relations", "tables")


def _said(wish: PageWish) -> dict[str, Any]:
    texts = {"title": tidy(wish.title), "summary": tidy(wish.summary), "body": tidy(wish.body)}
    longest = {"title": LONGEST_TITLE, "summary": LONGEST_SUMMARY, "body": LONGEST_TEXT}
    is_sized = all(
        len(text) <= longest[name] for name, found in texts.items() for text in found.values()
    )
    is_whole = all(found.get("nl") for found in texts.values())
    is_bounded = len(wish.relations) <= MOST_RELATIONS and len(wish.tables) <= MOST_TABLES
    is_named = is_slug(wish.slug) and wish.kind in PageKind.values
    is_asked = all(_may_be_asked(one) for one in wish.tables)
    if not (is_whole and is_sized and is_bounded and is_named and is_asked):
        raise KnowledgeRefused
    relations = sorted({(one.kind, one.reference) for one in wish.relations})
    return {
        **texts,
        "relations": [list(one) for one in relations],
        "tables": [asdict(one) for one in wish.tables],
    }


def _may_be_asked(table: TableWish) -> bool:
    known = table.shows in SHOWS and table.size in {"", *SIZES}
    return known and (bool(table.package) or table.shows != "adopters")


def _require_known(page: KnowledgePage, relations: tuple[Relation, ...]) -> None:
    pages = {one.reference for one in relations if one.kind == RelationKind.PAGE}
    known = {str(key) for key in KnowledgePage.objects.values_list("pk", flat=True)}
    is_known = pages <= known - {str(page.pk)}
    adoptions = [one.reference for one in relations if one.kind == RelationKind.ADOPTION]
    is_known &= all(one.partition("/")[0] in municipalities() for one in adoptions)
    is_known &= all(one.kind in RelationKind.values for one in relations)
    others = [one.reference.rpartition("/")[2] for one in relations if one.reference not in pages]
    if not (is_known and all(is_slug(one) for one in others)):
        raise RelationUnknown


def _kept(
    page: KnowledgePage,
    said: Mapping[str, Any],
    comment: str,
    moment: datetime,
    restores: int | None = None,
) -> KnowledgePage:
    before = page.versions.filter(number=page.latest).first() if page.latest else None
    is_new = before is None or any(getattr(before, name) != said[name] for name in _SAID)
    if is_new:
        page.latest, page.asked = page.latest + 1, None
    page.set_at = moment
    page.save()
    if is_new:
        PageVersion.objects.create(
            page=page,
            number=page.latest,
            **said,
            comment=comment,
            restores=restores,
            written_at=moment,
            written_by=current_actor().reference,
        )
    _record(page, "knowledge.write-knowledge", moment)
    return page


def _locked(page: KnowledgePage, read: int) -> KnowledgePage:
    require_editor(page.owner_nis)
    found = KnowledgePage.objects.select_for_update().filter(pk=page.pk).first()
    if found is None:
        raise KnowledgeNotFound
    if found.latest != read:
        raise PageChanged
    return found


def _record(page: KnowledgePage, act: str, moment: datetime) -> None:
    subject, payload = f"hub-page:{page.pk}", {"version": page.latest}
    record_act(page.owner_nis, act, subject=subject, payload=payload, moment=moment)
