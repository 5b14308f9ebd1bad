"""Vouchers, gifts and credits: the numbered list, handing out, and what expired."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from klik.domains.payments import access, operations, queries
from klik.domains.people import queries as people
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import (
    AddressWrong,
    Choice,
    address_of,
    chosen,
    download,
    page_of,
    see_other,
)
from klik.faces.desk.payments.forms import PurposeForm
from klik.faces.desk.payments.roles import PAYS, READS
from klik.faces.desk.wording import STATES
from klik.faces.ui.words import number_written
from klik.ground.clock import moment_now, today

if TYPE_CHECKING:
    from klik.domains.payments.models import Handout
    from klik.domains.payments.queries import HandoutTally

_YEARS: Final = range(2000, 2100)
TABLE: Final = "text/csv; charset=utf-8"


@require_safe
@desk_page(roles=READS)
def handouts(request: DeskRequest) -> HttpResponse:
    """List the hand-outs of a year by number, with names masked."""
    nis = request.municipality.nis
    tallies = queries.handout_tallies(nis)
    years = sorted({today().year, *(one.year for one in tallies)}, reverse=True)
    year, state = year_of(request), chosen(request, "state", STATES["handout"])
    page = page_of(request, queries.handouts_of(nis, year, state=state))
    here = address_of(request, "handouts")
    of_year = [one for one in tallies if one.year == year]
    context = {
        "page": page,
        "recipients": queries.masked_recipients(page.object_list),
        "year": str(year),
        "years": [Choice(str(one), f"{here}?year={one}", is_current=one == year) for one in years],
        "states": _states(f"{here}?year={year}", of_year, state),
        "total": sum(one.count for one in of_year),
        "waiting_cents": sum(one.total_cents for one in of_year if one.state == "to_hand_out"),
    }
    return render(request, "desk/payments/handouts.html", context)


@require_safe
@desk_page(roles=READS)
def handout(request: DeskRequest, reference: str) -> HttpResponse:
    """Show one hand-out, with its name masked."""
    return _handout_page(request, queries.handout_of(request.municipality.nis, reference))


@require_safe
@desk_page(roles=READS, reads_personal=True)
def recipient(request: DeskRequest, reference: str) -> HttpResponse:
    """Show who gets it, to who says why; it is noted."""
    found = queries.handout_of(request.municipality.nis, reference)
    form = PurposeForm(request.GET)
    if not form.is_valid():
        return _handout_page(request, found)
    name = operations.show_recipient(
        found, purpose=form.cleaned_data["purpose"], moment=moment_now()
    )
    return _handout_page(request, found, name=name)


@require_POST
@desk_page(roles=PAYS)
def hand_out(request: DeskRequest, reference: str) -> HttpResponse:
    """Note that it was handed out."""
    found = queries.handout_of(request.municipality.nis, reference)
    operations.hand_out(found, moment=moment_now())
    messages.success(request, _("Noted: it is handed out."))
    return see_other(request, "handout", reference)


@require_safe
@desk_page(roles=READS, reads_personal=True)
def handout_list(request: DeskRequest) -> HttpResponse:
    """Hand over the numbered list of a year with names, and note who took it."""
    nis, year = request.municipality.nis, year_of(request)
    table = operations.take_handout_list(nis, year, moment=moment_now())
    return download(table, f"bonnen-{nis}-{year}.csv", TABLE)


def year_of(request: DeskRequest) -> int:
    """Return the year of the address; this one where it has none.

    Raises:
        AddressWrong: It is no year.
    """
    given = request.GET.get("year", "")
    if not given:
        return today().year
    if not given.isascii() or not given.isdecimal() or int(given) not in _YEARS:
        raise AddressWrong
    return int(given)


def _states(here: str, tallies: list[HandoutTally], current: str) -> list[Choice]:
    every = Choice(_("All"), here, is_current=not current)
    return [every] + [
        Choice(
            f"{STATES['handout'][one.state].word} ({number_written(one.count)})",
            f"{here}&state={one.state}",
            is_current=one.state == current,
        )
        for one in tallies
    ]


def _handout_page(request: DeskRequest, found: Handout, *, name: str = "") -> HttpResponse:
    masked = queries.masked_recipients([found])[found.reference]
    by = people.name_of(found.handed_out_by) if found.handed_out_by else ""
    context = {
        "handout": found,
        "name": name,
        "masked": masked,
        "handed_out_by": by,
        "purpose": PurposeForm(initial={"purpose": "handing-out"}),
        "may_pay": access.may_pay(request.staff),
        "is_late": _is_late(found, today()),
    }
    return render(request, "desk/payments/handout.html", context)


def _is_late(found: Handout, day: date) -> bool:
    last_days = (found.valid_until, found.collect_by)
    return found.state == "to_hand_out" and any(last and last < day for last in last_days)
