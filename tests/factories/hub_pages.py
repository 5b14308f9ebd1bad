"""Pages of the hub, written by one fictitious editor and reviewed by another."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from tests.factories.acting import EDITOR, NOON, WINGENE

from klik.domains.knowledge.models import KnowledgePage
from klik.domains.knowledge.operations import pages
from klik.domains.knowledge.operations.pages import PageWish
from klik.domains.knowledge.queries.shared_pages import Relation
from klik.ground.tenancy import Actor, ActorKind, Role, acting_for

REVIEWER = Actor(ActorKind.STAFF, "staff:7", frozenset({Role.EDITOR}))
PREMIUM = Relation("package", "geboortepremie")
REVIEW_ON = date(2027, 6, 1)


def page_wish(number: int = 1, **changes: Any) -> PageWish:
    """Return what a page says: a practice about the birth premium."""
    wish = PageWish(
        slug=f"praktijk-{number}",
        kind="practice",
        title={"nl": f"Praktijk {number} (voorbeeld)", "en": f"Practice {number} (example)"},
        summary={"nl": "Wat een gemeente deed.", "en": "What a municipality did."},
        body={"nl": "## Hoe?\n\nMet **een levering**.", "en": "With a delivery."},
        review_on=REVIEW_ON,
        relations=(PREMIUM,),
    )
    return replace(wish, **changes)


def kept_page(wish: PageWish | None = None, *, nis: str = WINGENE) -> KnowledgePage:
    """Let an editor write a page, in her own transaction; it is a draft."""
    with acting_for([nis], EDITOR):
        return pages.write(nis, uuid4(), wish or page_wish(), read=0, moment=NOON)


def changed_page(page: KnowledgePage, wish: PageWish, *, moment: datetime = NOON) -> KnowledgePage:
    """Let the editor change it, having read what is there."""
    with acting_for([page.owner_nis], EDITOR):
        return pages.write(page.owner_nis, page.pk, wish, read=page.latest, moment=moment)


def public_page(
    wish: PageWish | None = None, *, nis: str = WINGENE, moment: datetime = NOON
) -> KnowledgePage:
    """Let a second editor publish a page that the first one wrote."""
    return published(kept_page(wish, nis=nis), moment=moment)


def published(page: KnowledgePage, *, moment: datetime = NOON) -> KnowledgePage:
    """Let the last version of a page be asked for review and be published."""
    with acting_for([page.owner_nis], EDITOR):
        pages.ask_review(page, read=page.latest, moment=moment)
    with acting_for([page.owner_nis], REVIEWER):
        return pages.publish(page, read=page.latest, moment=moment)


def nobodys_key() -> UUID:
    """Return the key of no page."""
    return UUID(int=9)
