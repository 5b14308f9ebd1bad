"""Every adoption of the municipality: in force, ended or taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from klik.domains.catalogue import access, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.cases.finding import title_of
from klik.ground.clock import HOME, moment_now
from klik.ground.tenancy import Role
from klik.ground.territory import mergers

if TYPE_CHECKING:
    from klik.domains.catalogue.models import AdoptionRecord

READS: Final = frozenset({Role.REGULATION_MANAGER, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class AdoptionListed:
    """An adoption as a list shows it."""

    record: AdoptionRecord
    title: str
    release: str
    territory: str
    state: str
    may_end: bool


@require_safe
@desk_page(roles=READS)
def adoptions(request: DeskRequest) -> HttpResponse:
    """List the adoptions, the newest first."""
    today = moment_now().astimezone(HOME).date()
    may_adopt = access.may_adopt(request.staff)
    listed = [
        listed_of(one, today, may_adopt=may_adopt)
        for one in queries.adoptions_of(request.municipality.nis)
    ]
    context = {"adoptions": listed, "may_adopt": may_adopt}
    return render(request, "desk/regulations/list.html", context)


def listed_of(record: AdoptionRecord, today: date, *, may_adopt: bool) -> AdoptionListed:
    """Return an adoption as a list shows it."""
    return AdoptionListed(
        record=record,
        title=title_of(record.pk),
        release=str(record.release),
        territory=_territory(record),
        state=_state(record, today),
        may_end=may_adopt and record.state == "in_force",
    )


def _state(record: AdoptionRecord, today: date) -> str:
    if record.state == "withdrawn":
        return "withdrawn"
    if record.until_on and record.until_on < today:
        return "ended"
    if record.from_on > today:
        return "later"
    return "ending" if record.until_on else "in_force"


def _territory(record: AdoptionRecord) -> str:
    territory = record.territory
    if "streets" in territory:
        count = len(territory["streets"])
        return ngettext("{count} street", "{count} streets", count).format(count=count)
    if not territory or territory.get("nis") == record.municipality_nis:
        return _("The whole municipality")
    old = next(one.old_name for one in mergers() if one.old_nis == territory["nis"])
    return _("The former {name}").format(name=old)
