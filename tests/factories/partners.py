"""Fictitious organisations that work with municipalities."""

from typing import Any
from uuid import UUID, uuid4

from tests.factories.acting import EDITOR, NOON, WINGENE

from klik.domains.knowledge.models import Partner
from klik.domains.knowledge.operations import partners
from klik.domains.knowledge.operations.partners import PartnerWish
from klik.ground.tenancy import acting_for


def partner_wish(number: int = 1, **changes: Any) -> PartnerWish:
    """Return a fictitious school, with a contact who agreed."""
    fields: dict[str, Any] = {
        "slug": f"school-{number}",
        "kind": "academic",
        "name": f"Voorbeeldschool {number}",
        "summary": {"nl": "Onderzoekt formulieren.", "en": "Studies forms."},
        "body": {"nl": "Wij **testen** met inwoners."},
        "website": "https://voorbeeld.example/school",
        "contact_name": "Noor Voorbeeld",
        "contact_email": "noor@voorbeeld.example",
        "agreed_on": NOON.date(),
    }
    return PartnerWish(**{**fields, **changes})


def kept_partner(
    wish: PartnerWish | None = None, *, nis: str = WINGENE, key: UUID | None = None, read: int = 0
) -> Partner:
    """Let an editor keep a partner, in her own transaction."""
    with acting_for([nis], EDITOR):
        return partners.keep(nis, key or uuid4(), wish or partner_wish(), read=read, moment=NOON)
