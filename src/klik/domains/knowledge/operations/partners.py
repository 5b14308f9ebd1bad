"""Keep who works with municipalities; a contact stands there only as long as she agrees."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

from klik.domains.audit.operations import record_act
from klik.domains.knowledge.models import Partner, PartnerKind
from klik.domains.knowledge.operations.pages_refusals import AddressTaken, PageChanged
from klik.domains.knowledge.operations.refusals import require_editor
from klik.domains.knowledge.operations.wishes import LONGEST_TEXT, is_slug, tidy
from klik.domains.knowledge.queries.partners import PartnerNotFound
from klik.ground.programmes.programme import Texts
from klik.ground.refusals import Refusal

LONGEST_NAME: Final = 150
LONGEST_SUMMARY: Final = 400
LONGEST_CONTACT: Final = 100
LONGEST_ADDRESS: Final = 200


class PartnerRefused(Refusal):
    """A partner that lacks what it needs."""

    status = 422
    reason = "Give a name, a kind, and a summary and a text in Dutch."


class ContactRefused(PartnerRefused):
    """A contact who did not agree, or whose address is of no form."""

    reason = "Name a contact only with an e-mail address and the day on which she agreed."


@dataclass(frozen=True, slots=True)
class PartnerWish:
    """Who a partner is.

    Attributes:
        slug: Its address, that of its first version for good.
        kind: One of `queries.partners.KINDS`.
        name: Of the organisation.
        summary: Per language, in Dutch at least; so with `body`, which is Markdown.
        body: What it does with municipalities.
        website: Empty for none.
        contact_name: Who may be asked; empty for nobody.
        contact_email: Where.
        agreed_on: The day on which she agreed to be named; not in the future.
        is_shown: Whether everybody reads it.
    """

    slug: str
    kind: str
    name: str
    summary: Texts
    body: Texts
    website: str = ""
    contact_name: str = field(default="", repr=False)
    contact_email: str = field(default="", repr=False)
    agreed_on: date | None = None
    is_shown: bool = True


def keep(
    owner_nis: str, identifier: UUID, wish: PartnerWish, *, read: int, moment: datetime
) -> Partner:
    """Keep a partner as wished; without a contact, who was named before is forgotten.

    Args:
        owner_nis: Who keeps it.
        identifier: Of the partner.
        wish: What it is.
        read: How often it was changed when the editor opened it; 0 of a new one.
        moment: When.

    Raises:
        PageChanged: Somebody changed it meanwhile.
        PartnerRefused, ContactRefused: It lacks something.
        AddressTaken: Another partner has this address.
        PartnerNotFound: Another municipality keeps it.
        EventsNotYours, NotActing, OutsideActing: No editor of the owner acts here.
    """
    require_editor(owner_nis)
    fields = _fields(wish, moment)
    row = Partner.objects.select_for_update().filter(pk=identifier).first()
    if row is not None and row.owner_nis != owner_nis:
        raise PartnerNotFound
    if (row.changes if row else 0) != read:
        raise PageChanged
    if row is None:
        if Partner.objects.filter(slug=wish.slug).exists():
            raise AddressTaken
        row = Partner(id=identifier, owner_nis=owner_nis, slug=wish.slug, changes=0)
    for name, value in fields.items():
        setattr(row, name, value)
    row.changes, row.set_at = row.changes + 1, moment
    row.save()
    payload = {"shown": row.is_shown, "changes": row.changes}
    record_act(
        owner_nis, "knowledge.keep-partner", subject=f"partner:{row.pk}", payload=payload,
        moment=moment,
    )  # fmt: skip
    return row


def _fields(wish: PartnerWish, moment: datetime) -> dict[str, object]:
    name, summary, body = wish.name.strip(), tidy(wish.summary), tidy(wish.body)
    is_sized = (
        len(name) <= LONGEST_NAME
        and all(len(one) <= LONGEST_SUMMARY for one in summary.values())
        and all(len(one) <= LONGEST_TEXT for one in body.values())
    )
    is_named = is_slug(wish.slug) and wish.kind in PartnerKind.values and bool(name)
    if not (is_named and is_sized and summary.get("nl") and body.get("nl")):
        raise PartnerRefused
    if wish.website and not _is_website(wish.website):
        raise PartnerRefused
    return {
        "kind": wish.kind,
        "name": name,
        "summary": summary,
        "body": body,
        "website": wish.website,
        "is_shown": wish.is_shown,
        **_contact(wish, moment),
    }


def _contact(wish: PartnerWish, moment: datetime) -> dict[str, object]:
    name, email = wish.contact_name.strip(), wish.contact_email.strip()
    if not name and not email:
        return {"contact_name": "", "contact_email": "", "agreed_on": None}
    is_agreed = wish.agreed_on is not None and wish.agreed_on <= moment.date()
    is_sized = len(name) <= LONGEST_CONTACT and len(email) <= LONGEST_ADDRESS
    if not (is_agreed and is_sized and _is_valid(EmailValidator(), email)):
        raise ContactRefused
    return {"contact_name": name, "contact_email": email, "agreed_on": wish.agreed_on}


def _is_website(text: str) -> bool:
    is_short = len(text) <= LONGEST_ADDRESS
    return is_short and _is_valid(URLValidator(schemes=["https", "http"]), text)


def _is_valid(check: EmailValidator | URLValidator, text: str) -> bool:
    try:
        check(text)
    except ValidationError:
        return False
    return True
