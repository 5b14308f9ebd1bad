"""The journal of a period, what stands open at the end of a year, and the settings."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.payments import access, operations, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import (
    NOT_UNDERSTOOD,
    AddressWrong,
    Choice,
    address_of,
    download,
    page_of,
    see_other,
)
from klik.faces.desk.payments.forms import HoldForm, LedgerForm, LimitForm, PeriodForm
from klik.faces.desk.payments.handouts import TABLE, year_of
from klik.faces.desk.payments.roles import PAYS, READS
from klik.faces.desk.wording import WORDS
from klik.ground.clock import moment_now, today

_CENTS: Final = 100
_SHOWN: Final = 200


@require_safe
@desk_page(roles=READS)
def journal(request: DeskRequest) -> HttpResponse:
    """Show the bookings of a period and the balances at its end."""
    nis = request.municipality.nis
    form, (first, last) = _period(request)
    balances = queries.balances(nis, until=last)
    context = {
        "form": form if form.is_bound else PeriodForm(initial={"first": first, "last": last}),
        "first": first,
        "last": last,
        "page": page_of(request, queries.journal(nis, first, last)),
        "lacks_numbers": set(WORDS["account"]) - set(queries.settings_of(nis).ledger),
        "balances": [(code, balances[code]) for code in WORDS["account"]],
        "periods": _periods(address_of(request, "journal"), today(), (first, last)),
        "export": f"{address_of(request, 'journal-export')}?{_asked(first, last)}",
    }
    return render(request, "desk/payments/journal.html", context)


@require_safe
@desk_page(roles=READS)
def journal_export(request: DeskRequest) -> HttpResponse:
    """Hand over the journal of a period for accounting; it names nobody."""
    nis = request.municipality.nis
    form, (first, last) = _period(request)
    if form.is_bound and not form.is_valid():
        raise AddressWrong
    name = f"dagboek-{nis}-{first.isoformat()}-{last.isoformat()}.csv"
    return download(queries.journal_table(nis, first, last), name, TABLE)


@require_safe
@desk_page(roles=READS)
def open_items(request: DeskRequest) -> HttpResponse:
    """Show what stood open on 31 December, or stands open now in a year that goes on."""
    nis, year = request.municipality.nis, year_of(request)
    items = list(queries.open_items(nis, year))
    this_year, here = today().year, address_of(request, "open-items")
    context = {
        "items": items[:_SHOWN],
        "total": len(items),
        "total_cents": sum(one.open_cents for one in items),
        "year": str(year),
        "years": [
            Choice(str(one), f"{here}?year={one}", is_current=one == year)
            for one in range(this_year, this_year - 4, -1)
        ],
        "is_over": year < this_year,
    }
    return render(request, "desk/payments/open_items.html", context)


@require_safe
@desk_page(roles=READS)
def open_items_export(request: DeskRequest) -> HttpResponse:
    """Hand over what stands open at the end of a year; it names nobody."""
    nis, year = request.municipality.nis, year_of(request)
    return download(queries.open_items_table(nis, year), f"openstaand-{nis}-{year}.csv", TABLE)


@require_safe
@desk_page(roles=READS)
def settings(request: DeskRequest) -> HttpResponse:
    """Show the limit and the numbers of accounts."""
    return _settings_page(request)


@require_http_methods(["POST"])
@desk_page(roles=PAYS)
def set_limit(request: DeskRequest) -> HttpResponse:
    """Choose above which sum a second person approves."""
    form = LimitForm(request.POST)
    if not form.is_valid():
        return _settings_page(request, limit=form)
    operations.set_limit(request.municipality.nis, cents=form.cents(), moment=moment_now())
    messages.success(request, _("The limit is kept. It holds for the next payment files."))
    return see_other(request, "payment-settings")


@require_http_methods(["POST"])
@desk_page(roles=PAYS)
def set_hold(request: DeskRequest) -> HttpResponse:
    """Choose how many days a changed account waits."""
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _settings_page(request, hold=form)
    operations.set_hold(
        request.municipality.nis, days=form.cleaned_data["days"], moment=moment_now()
    )
    messages.success(request, _("The days are kept. They hold for accounts that change from now."))
    return see_other(request, "payment-settings")


@require_http_methods(["POST"])
@desk_page(roles=PAYS)
def set_ledger(request: DeskRequest) -> HttpResponse:
    """Choose the numbers of the municipality's own accounts."""
    form = LedgerForm(request.POST, accounts=_accounts())
    if not form.is_valid():
        return _settings_page(request, ledger=form)
    numbers = {key: number for key, number in form.cleaned_data.items() if number}
    operations.set_ledger(request.municipality.nis, numbers=numbers, moment=moment_now())
    messages.success(request, _("The account numbers are kept. The journal uses them."))
    return see_other(request, "payment-settings")


def _settings_page(
    request: DeskRequest,
    *,
    limit: LimitForm | None = None,
    hold: HoldForm | None = None,
    ledger: LedgerForm | None = None,
) -> HttpResponse:
    chosen = queries.settings_of(request.municipality.nis)
    euros = Decimal(chosen.second_person_above_cents) / _CENTS
    context = {
        "settings": chosen,
        "limit": limit or LimitForm(initial={"limit": euros}),
        "ledger": ledger or LedgerForm(initial=chosen.ledger, accounts=_accounts()),
        "accounts": [(code, chosen.ledger.get(code, "")) for code in WORDS["account"]],
        "hold": hold or HoldForm(initial={"days": chosen.account_hold_days}),
        "form": limit or hold or ledger,
        "may_pay": access.may_pay(request.staff),
    }
    status = NOT_UNDERSTOOD if limit or hold or ledger else 200
    return render(request, "desk/payments/settings.html", context, status=status)


def _accounts() -> dict[str, str]:
    return {code: str(word) for code, word in WORDS["account"].items()}


def _period(request: DeskRequest) -> tuple[PeriodForm, tuple[date, date]]:
    """Return the form of the address and its period; this year so far where there is none."""
    until = today()
    so_far = until.replace(month=1, day=1), until
    if not any(name.startswith(("first", "last")) for name in request.GET):
        return PeriodForm(), so_far
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return form, so_far
    return form, (form.cleaned_data["first"], form.cleaned_data["last"])


def _periods(here: str, day: date, current: tuple[date, date]) -> list[Choice]:
    this_month = day.replace(day=1)
    end_of_last = this_month - timedelta(days=1)
    this_year = day.replace(month=1, day=1)
    end_of_year = this_year - timedelta(days=1)
    named = (
        (_("This month"), (this_month, day)),
        (_("Last month"), (end_of_last.replace(day=1), end_of_last)),
        (_("This year"), (this_year, day)),
        (_("Last year"), (end_of_year.replace(month=1, day=1), end_of_year)),
    )
    return [
        Choice(word, f"{here}?{_asked(*days)}", is_current=days == current) for word, days in named
    ]


def _asked(first: date, last: date) -> str:
    """Return a period as the form of the page writes it in an address."""
    return urlencode(
        {
            f"{name}_{at}": part
            for name, day in (("first", first), ("last", last))
            for at, part in enumerate((day.day, day.month, day.year))
        }
    )
