"""Where a municipality can be reached, and when it is open."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from klik.domains.municipalities import access, ports, queries
from klik.domains.municipalities.models import Contact
from klik.domains.municipalities.queries import Contacted
from klik.ground.hours import stored_hours
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for

_WEEK: Final = 7


class ContactNotYours(Refusal):
    """An actor who may not keep address and hours."""

    status = 403
    reason = "Only a clerk or a regulation manager keeps the address and the opening hours."


class ContactRefused(Refusal):
    """A contact that leads nobody anywhere."""

    status = 422
    reason = "Give the name of the place, its address, and a phone number or an e-mail address."


def set_contact(municipality_nis: str, contact: Contacted, *, moment: datetime) -> Contacted:
    """Keep where a municipality can be reached; the same again changes nothing.

    Args:
        municipality_nis: Among those acted for.
        contact: All of it; the week has seven days, from Monday.
        moment: When it was said.

    Raises:
        ContactNotYours: Another role.
        ContactRefused: It misses what everybody needs, or a closed time ends before it begins.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    if not access.may_set_contact(current_actor()):
        raise ContactNotYours
    complete = contact.place and contact.address_lines and (contact.phone or contact.email)
    if not complete or len(contact.week) != _WEEK:
        raise ContactRefused
    if any(one.last_on < one.first_on for one in contact.exceptions):
        raise ContactRefused("A closed time ends on or after its first day.")
    if queries.contact_of(municipality_nis) == contact:
        return contact
    Contact.objects.update_or_create(
        municipality_nis=municipality_nis, defaults={**_columns(contact), "set_at": moment}
    )
    ports.record_act.service()(
        municipality_nis,
        "municipalities.set-contact",
        subject=f"contact:{municipality_nis}",
        payload={"exceptions": len(contact.exceptions)},
        moment=moment,
    )
    return contact


def _columns(contact: Contacted) -> dict[str, object]:
    return {
        "place": contact.place,
        "address_lines": list(contact.address_lines),
        "phone": contact.phone,
        "email": contact.email,
        "website": contact.website,
        "hours": [stored_hours(day) for day in contact.week],
        "exceptions": [
            {
                "first_on": one.first_on.isoformat(),
                "last_on": one.last_on.isoformat(),
                "spans": stored_hours(one.spans),
                "why": one.why,
            }
            for one in contact.exceptions
        ],
    }
