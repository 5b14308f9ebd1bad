"""How a resident is logged in, on which devices, and who may act for whom."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from klik.domains.people import operations, queries
from klik.faces.portal import cookies
from klik.faces.portal.acting import ResidentRequest, resident_page
from klik.faces.ui.words import day_written, moment_written
from klik.ground.clock import moment_now


@dataclass(frozen=True, slots=True)
class ShownMandate:
    """A mandate in words, as one of both reads it."""

    id: UUID
    is_mine: bool
    other: str
    period: str
    revoking: str


@require_safe
@resident_page()
def my_log_in(request: ResidentRequest) -> HttpResponse:
    """Show as whom she is logged in, until when, on how many devices, and her mandates."""
    moment, me = moment_now(), request.resident
    session = request.session_of_resident
    open_sessions = len(queries.sessions_of(me.id, moment=moment))
    mandates = queries.mandates_shown(me.id, moment=moment)
    context = {
        "resident": me,
        "confirmed": moment_written(me.confirmed_at) if me.confirmed_at else "",
        "began": moment_written(session.ends_at - queries.LONGEST),
        "ends": moment_written(session.ends_at),
        "devices": ngettext("%(count)s device", "%(count)s devices", open_sessions)
        % {"count": open_sessions},
        "mandates": [_shown(one, me) for one in mandates],
    }
    return render(request, "portal/log_in/my_log_in.html", context)


@require_POST
@resident_page()
def log_out_everywhere(request: ResidentRequest) -> HttpResponse:
    """End every log-in of hers in this municipality, this one too."""
    operations.end_sessions(request.resident.id, moment=moment_now())
    response = redirect("portal:logged-out", municipality=request.municipality_slug)
    response.status_code = 303
    cookies.leave_nothing(response, request.municipality.nis)
    return response


@require_POST
@resident_page()
def revoke_mandate(request: ResidentRequest, mandate: UUID) -> HttpResponse:
    """End a mandate that she gave or took."""
    operations.revoke_mandate(mandate, moment=moment_now())
    response = redirect("portal:my-log-in", municipality=request.municipality_slug)
    response.status_code = 303
    return response


def _shown(mandate: queries.MandateShown, me: queries.ResidentShown) -> ShownMandate:
    is_mine = mandate.giver.id == me.id
    other = (mandate.taker if is_mine else mandate.giver).name
    since = {"day": day_written(mandate.from_at)}
    period = gettext("Since %(day)s.") % since
    if mandate.until_at:
        period += " " + gettext("Until %(day)s.") % {"day": day_written(mandate.until_at)}
    revoking = gettext("Revoke the mandate with %(name)s") % {"name": other}
    return ShownMandate(mandate.id, is_mine, other, period, revoking)
