"""A page is written, reviewed by a second editor, and read; a stale save is refused."""

from datetime import date, timedelta
from random import Random
from uuid import uuid4

import pytest
from tests.factories.acting import CLERK, EDITOR, HERENT, NOON, WINGENE
from tests.factories.hub_pages import (
    PREMIUM,
    REVIEWER,
    changed_page,
    kept_page,
    page_wish,
    public_page,
    published,
)

from klik.domains.audit import queries as audit
from klik.domains.knowledge.operations import pages
from klik.domains.knowledge.operations.pages_refusals import (
    AddressTaken,
    KnowledgeRefused,
    NothingToReview,
    PageChanged,
    RelationUnknown,
    ReviewedByAuthor,
)
from klik.domains.knowledge.operations.refusals import EventsNotYours
from klik.domains.knowledge.queries import shared_pages as queries
from klik.domains.knowledge.queries.pages_tables import TableWish
from klik.domains.knowledge.queries.shared_pages import KnowledgeNotFound, Relation
from klik.ground.tenancy import OutsideActing, acting_for

LATER = NOON + timedelta(days=2)


def test_everybody_reads_a_page_once_a_second_editor_published_it(town: None) -> None:
    page = kept_page()
    with pytest.raises(KnowledgeNotFound):
        queries.shown_page(page.slug)
    with acting_for([WINGENE], EDITOR):
        with pytest.raises(NothingToReview):
            pages.publish(page, read=1, moment=NOON)
        pages.ask_review(page, read=1, moment=NOON)
        with pytest.raises(ReviewedByAuthor):
            pages.publish(page, read=1, moment=NOON)
    with acting_for([WINGENE], REVIEWER):
        page = pages.publish(page, read=1, moment=NOON)

    changed_page(page, page_wish(title={"nl": "Nieuw"}))

    shown = queries.shown_page("praktijk-1")
    assert shown.version.title["nl"] == "Praktijk 1 (voorbeeld)", "a draft is not read"
    assert (shown.version.reviewed_by, shown.relations) == ("staff:7", (PREMIUM,))
    assert [one.page.slug for one in queries.shown_pages(package="geboortepremie")] == [page.slug]
    assert queries.shown_pages(package="mantelzorg") == queries.shown_pages(kind="lesson") == []


def test_a_stale_save_is_refused_and_changes_nothing(town: None) -> None:
    page = kept_page()
    changed_page(page, page_wish(title={"nl": "Van een ander"}))

    with acting_for([WINGENE], EDITOR):
        for attempt in (
            lambda: pages.write(WINGENE, page.pk, page_wish(), read=1, moment=LATER),
            lambda: pages.restore(page, 1, read=1, moment=LATER),
            lambda: pages.ask_review(page, read=1, moment=LATER),
        ):
            with pytest.raises(PageChanged):
                attempt()
        assert [one.number for one in queries.versions_of(page)] == [2, 1]


def test_an_editor_of_another_municipality_writes_nothing_here(town: None) -> None:
    page = public_page()

    with acting_for([HERENT], EDITOR):
        with pytest.raises(KnowledgeNotFound):
            pages.write(HERENT, page.pk, page_wish(), read=1, moment=NOON)
        with pytest.raises(OutsideActing):
            pages.take_down(page, read=1, moment=NOON)
        with pytest.raises(KnowledgeNotFound):
            queries.own_page(HERENT, page.pk)
    with acting_for([WINGENE], CLERK), pytest.raises(EventsNotYours):
        pages.write(WINGENE, page.pk, page_wish(), read=1, moment=NOON)


def test_an_older_version_is_restored_as_a_new_draft(town: None) -> None:
    page = public_page()
    changed_page(page, page_wish(body={"nl": "Anders."}))

    with acting_for([WINGENE], EDITOR):
        restored = pages.restore(page, 1, read=2, moment=LATER)
        again = pages.restore(restored, 3, read=3, moment=LATER)

    first, last = queries.version_of(page, 1), queries.version_of(page, 3)
    assert (again.latest, last.restores) == (3, 1), "what it says already is not kept twice"
    assert not queries.difference_between(first, last)
    changes = queries.difference_between(first, queries.version_of(page, 2)).texts
    assert [(one.text, one.language) for one in changes] == [("body", "nl"), ("body", "en")]


def test_every_version_can_be_restored_whatever_it_says(town: None, seed: int) -> None:
    draw = Random(seed)  # noqa: S311 -- chooses texts of a test
    page = kept_page()
    for _ in range(6):
        texts = ["\n".join(draw.choices(["", "een", "- twee", "drie"], k=4)) + "x" for _ in "12"]
        page = changed_page(page, page_wish(body=dict(zip(("nl", "en"), texts, strict=True))))
    for number in range(1, page.latest):
        with acting_for([WINGENE], EDITOR):
            page = pages.restore(page, number, read=page.latest, moment=LATER)
        now, then = queries.version_of(page, page.latest), queries.version_of(page, number)
        assert not queries.difference_between(then, now)
        assert not queries.difference_between(now, then)


def test_a_page_that_is_changed_while_it_is_reviewed_is_asked_again(town: None) -> None:
    page = kept_page()
    with acting_for([WINGENE], EDITOR):
        pages.ask_review(page, read=1, moment=NOON)
    page = changed_page(page, page_wish(summary={"nl": "Anders."}))

    with acting_for([WINGENE], REVIEWER), pytest.raises(NothingToReview):
        pages.publish(page, read=2, moment=NOON)


def test_what_is_overdue_or_alone_is_listed_for_its_owner(town: None) -> None:
    alone = public_page(page_wish(1, relations=(), review_on=date(2026, 11, 1)))
    named = public_page(page_wish(2, relations=()))
    public_page(page_wish(3, relations=(Relation("page", str(named.pk)),)))

    assert [one.page for one in queries.overdue_pages(WINGENE, NOON.date())] == [alone]
    assert [one.page for one in queries.orphans_of(WINGENE)] == [alone]
    assert [one.page.slug for one in queries.related_to(named)] == ["praktijk-3"]
    with acting_for([WINGENE], EDITOR):
        with pytest.raises(KnowledgeRefused):
            pages.find_right(alone, NOON.date(), read=1, moment=NOON)
        pages.find_right(alone, date(2027, 1, 1), read=1, moment=NOON)
    assert queries.overdue_pages(WINGENE, NOON.date()) == []


def test_a_page_that_lacks_something_or_names_nothing_is_refused(town: None) -> None:
    kept_page()
    with acting_for([WINGENE], EDITOR):
        for wrong, refusal in (
            (page_wish(2, title={"en": "English"}), KnowledgeRefused),
            (page_wish(2, kind="story"), KnowledgeRefused),
            (page_wish(2, tables=(TableWish("adopters"),)), KnowledgeRefused),
            (page_wish(2, relations=(Relation("page", str(uuid4())),)), RelationUnknown),
            (page_wish(2, relations=(Relation("adoption", "99999/x"),)), RelationUnknown),
            (page_wish(1), AddressTaken),
        ):
            with pytest.raises(refusal):
                pages.write(WINGENE, uuid4(), wrong, read=0, moment=NOON)


def test_what_is_taken_down_is_related_to_nothing(town: None) -> None:
    page = public_page()
    with acting_for([WINGENE], EDITOR):
        pages.take_down(page, read=1, moment=NOON)
    with acting_for([WINGENE], EDITOR):
        lines = audit.lines_of(WINGENE)
        acts = {one.act for one in lines if one.subject == f"hub-page:{page.pk}"}

    assert queries.shown_pages() == []
    assert {"knowledge.publish-knowledge", "knowledge.take-down-knowledge"} <= acts
    published(changed_page(page, page_wish(body={"nl": "Weer."})))
    assert len(queries.shown_pages(package="geboortepremie")) == 1
