"""A changed account at the desk: stopped for who calls, or confirmed by her on the phone."""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klik.domains.payments import operations, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import see_other
from klik.faces.desk.payments.roles import PAYS, STOPS
from klik.ground.clock import moment_now
from klik.ground.tenancy import Role

_REFERENCE: Final = re.compile(r"[-a-zA-Z0-9_]{1,40}")


@require_POST
@desk_page(roles=STOPS)
def cancel(request: DeskRequest, change: UUID) -> HttpResponse:
    """Stop a changed account, for a payee who says that it was not her."""
    found = queries.change_of(change)
    operations.cancel_change(found, moment=moment_now())
    messages.success(request, _("Stopped. A task asks finance for the account that is right."))
    case = request.POST.get("case", "")
    if _REFERENCE.fullmatch(case):
        return see_other(request, "case-payment", case)
    return see_other(request, "orders" if Role.FINANCE in request.staff.roles else "tasks")


@require_POST
@desk_page(roles=PAYS)
def confirm(request: DeskRequest, change: UUID) -> HttpResponse:
    """Take down that she confirmed the account on the phone, where no message reaches her."""
    operations.confirm_change(queries.change_of(change), moment=moment_now())
    messages.success(request, _("Confirmed. Its payments go into the next payment file."))
    return see_other(request, "orders")
