"""Who saw or used the data of a resident, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klik.domains.cases.queries import own
from klik.domains.grants import queries as grants
from klik.domains.registers import queries as registers
from klik.faces.portal.acting import ResidentRequest
from klik.faces.portal.mine.hers import regulations

MOST: Final = 50
# Who of the staff it was, the municipality knows and keeps: Court of Justice, C-579/21.
_WHO: Final[Mapping[str, str | Promise]] = {
    "staff": gettext_lazy("A member of staff"),
    "system": gettext_lazy("The computer of the municipality"),
    "operator": gettext_lazy("Who manages the computer"),
    "resident": gettext_lazy("You, or who acts for you"),
}
_WHAT: Final[Mapping[str, str | Promise]] = {
    "case": gettext_lazy("Your case"),
    "document": gettext_lazy("A letter to you"),
    "application": gettext_lazy("Your application"),
    "child": gettext_lazy("What was delivered about your family"),
    "order": gettext_lazy("A payment to you"),
    "address": gettext_lazy("Your address, which is protected"),
    "message": gettext_lazy("A message to you"),
}
_WHY: Final[Mapping[str, str | Promise]] = {
    "handling": gettext_lazy("To handle your case"),
    "question": gettext_lazy("To answer your question"),
    "counter": gettext_lazy("To help you at the counter"),
    "search": gettext_lazy("To find your case"),
    "check": gettext_lazy("To check before we pay"),
    "bank": gettext_lazy("To answer the bank"),
    "posting": gettext_lazy("To post your letter"),
    "audit": gettext_lazy("To check how we work"),
}


@dataclass(frozen=True, slots=True)
class Use:
    """That somebody saw or used her data."""

    at: datetime
    who: str
    what: str
    why: str
    reference: str = ""


def uses_of(request: ResidentRequest, known_as: frozenset[bytes]) -> list[Use]:
    """Return who saw or used her data here, the latest first."""
    found = [
        Use(
            at=one.at,
            who=str(_WHO.get(one.actor_kind, _WHO["staff"])),
            what=str(_WHAT.get(one.shown, _("Your data"))),
            why=str(_WHY.get(one.purpose, _WHY["handling"])),
            reference=one.reference,
        )
        for one in own.seen_of(request.municipality.nis, known_as, limit=MOST)
    ]
    found += _runs(request, known_as)
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST]


def _runs(request: ResidentRequest, known_as: frozenset[bytes]) -> list[Use]:
    used = grants.runs_that_used(registers.rows_naming(known_as), limit=MOST)
    names = regulations({one.adoption_id for one in used}, request.municipality.nis)
    return [
        Use(
            at=one.at,
            who=str(_WHO["system"]),
            what=_("What was delivered about your family"),
            why=_("To see whether you get this: %(title)s")
            % {"title": names[one.adoption_id].title},
        )
        for one in used
        if one.adoption_id in names
    ]
