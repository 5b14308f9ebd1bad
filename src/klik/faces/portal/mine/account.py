"""A changed account of hers: when it is paid, and the way to say that it was not her."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as toasts
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from klik.domains.municipalities import queries as municipalities
from klik.domains.payments import operations, queries
from klik.faces.portal.acting import ResidentRequest, resident_page
from klik.faces.portal.mine.hers import numbers_of, page_of, see_other, waiting_for
from klik.ground.clock import moment_now


@require_safe
@resident_page()
def account(request: ResidentRequest, change: UUID) -> HttpResponse:
    """Show one changed account of hers, by its last four signs."""
    found = queries.change_of(change, people=numbers_of(request))
    contact = municipalities.contact_of(request.municipality.nis)
    context = {
        "change": queries.change_shown(found),
        "phone": contact.phone if contact else "",
        "here": "my-data",
        "waiting": waiting_for(request),
    }
    return render(request, "portal/mine/account.html", context)


@require_POST
@resident_page()
def cancel(request: ResidentRequest, change: UUID) -> HttpResponse:
    """Take down that it was not her: nothing is paid there."""
    found = queries.change_of(change, people=numbers_of(request))
    operations.cancel_change(found, moment=moment_now())
    toasts.success(request, _("We stopped it. Nothing is paid into that account."))
    return see_other(page_of(request, "account", change))
