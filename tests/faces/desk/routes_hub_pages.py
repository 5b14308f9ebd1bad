"""Every route of pages of knowledge at the desk: who opens it, and on what."""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any
from uuid import uuid4

from tests.faces.desk.routing import Named, Route
from tests.factories.acting import EDITOR, NOON, WINGENE
from tests.factories.hub_pages import changed_page, kept_page, page_wish, public_page

from klik.domains.knowledge.models import KnowledgePage
from klik.domains.knowledge.operations import pages
from klik.domains.knowledge.queries.pages_tables import TableWish
from klik.ground.tenancy import Role, acting_for

EDITORS = frozenset({Role.EDITOR})
READ = {"read": 1}
_numbers = count(1)


def fresh(**changes: Any) -> Any:
    """Return what a page says, at an address that no other has."""
    number = next(_numbers)
    return page_wish(number, slug=f"blad-{number}-{uuid4().hex[:6]}", **changes)


def draft() -> Named:
    return _named(kept_page(fresh()))


def public() -> Named:
    return _named(public_page(fresh()))


def overdue() -> Named:
    """Return a page that had to be read again, without links and with one that leads nowhere."""
    body = {"nl": "Lees ook [dit](/hub/kennis/bestaat-niet/)."}
    public_page(fresh(body=body, relations=(), review_on=date(2020, 1, 1)))
    return _named(public_page(fresh(review_on=date(2020, 1, 1))))


def listed() -> Named:
    """Return nothing: the list names none."""
    overdue()
    asked()
    return {}


def asked() -> Named:
    """Return a page that waits for a review."""
    page = kept_page(fresh())
    with acting_for([WINGENE], EDITOR):
        pages.ask_review(page, read=1, moment=NOON)
    return _named(page)


def changed(number: int = 2) -> Callable[[], Named]:
    """Make a page with a second version; name one of them."""

    def made() -> Named:
        wish = fresh()
        page = public_page(wish)
        changed_page(page, page_wish(slug=wish.slug, body={"nl": "## Hoe?\n\nAnders."}))
        return {**_named(page), "number": number}

    return made


def typed() -> dict[str, Any]:
    """Return a page as it is typed."""
    return {
        "key": str(uuid4()),
        "read": "0",
        "kind": "lesson",
        "slug": f"les-{uuid4().hex[:8]}",
        "title_nl": "Een les (voorbeeld)",
        "summary_nl": "Wat we leerden.",
        "body_nl": "## Wat?\n\n- Begin klein.",
        **{f"review_on_{at}": part for at, part in enumerate(("1", "6", "2027"))},
    }


def stale() -> dict[str, Any]:
    """Return a text that was begun before the last one was kept."""
    return {**typed(), "read": "0"}


def previewed() -> dict[str, Any]:
    """Return a page as it is typed, to be seen and not kept."""
    return {**typed(), "do": "preview"}


def with_table() -> Named:
    """Return the first table of a page."""
    tables = (TableWish("pages", kind="lesson"),)
    return {**_named(public_page(fresh(tables=tables))), "number": 1}


def _named(page: KnowledgePage) -> Named:
    return {"page": page.pk}


ROUTES: tuple[Route, ...] = (
    Route("hub-pages", listed, EDITORS),
    Route("add-hub-page", roles=EDITORS),
    Route("add-hub-page", roles=EDITORS, method="post", sent=previewed),
    Route("add-hub-page", roles=EDITORS, method="post", sent=typed, status=303),
    Route("hub-page", draft, EDITORS),
    Route("hub-page", overdue, EDITORS),
    Route("change-hub-page", lambda: {"page": with_table()["page"]}, EDITORS),
    Route("hub-page", asked, EDITORS),
    Route("change-hub-page", public, EDITORS),
    Route("change-hub-page", public, EDITORS, "post", lambda: {**typed(), "read": "1"}, 303),
    Route("change-hub-page", public, EDITORS, "post", stale, 409),
    Route("hub-page-version", changed(1), EDITORS),
    Route("hub-page-version", changed(2), EDITORS),
    Route("restore-hub-page", changed(1), EDITORS, "post", {"read": 2}, 303),
    Route("add-hub-page-table", public, EDITORS),
    Route("add-hub-page-table", public, EDITORS, "post", {"read": 1, "shows": "pages"}, 303),
    Route("remove-hub-page-table", with_table, EDITORS, "post", READ, 303),
    Route("ask-hub-page-review", draft, EDITORS, "post", READ, 303),
    Route("send-back-hub-page", asked, EDITORS, "post", READ, 303),
    Route("publish-hub-page", asked, EDITORS, "post", READ, 303),
    Route("take-down-hub-page", public, EDITORS, "post", READ, 303),
    Route("find-hub-page-right", overdue, EDITORS, "post", READ, 303),
)
