"""What finance does about a payment that waits: give it an account, or let it go."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klik.domains.payments import operations as payments
from klik.domains.tasks import operations as tasks
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import see_other
from klik.faces.desk.payments.orders import said_of_account
from klik.faces.desk.tasks.detail import payable_order, task_page
from klik.faces.desk.tasks.forms import AccountForm
from klik.faces.desk.tasks.opening import Opened, open_task
from klik.faces.desk.tasks.roles import PAYS
from klik.ground.clock import moment_now
from klik.ground.refusals import Refusal

if TYPE_CHECKING:
    from klik.domains.payments.models import Order

_REJECTED = "rejected"


class NothingWaits(Refusal):
    """A task of which no payment waits any more."""

    reason = "No payment waits for this any more. Look at the task again, and finish it."


@require_POST
@desk_page(roles=PAYS, reads_personal=True)
def give_account(request: DeskRequest, task: UUID) -> HttpResponse:
    """Put the name and account that the resident gave on the payment that waits for it."""
    opened = open_task(request, task)
    order = _order(opened)
    form = AccountForm(request.POST)
    if not form.is_valid():
        return task_page(request, opened, account=form)
    name, iban, moment = form.cleaned_data["name"], form.cleaned_data["iban"], moment_now()
    if order.state == _REJECTED:
        placed = payments.pay_again(order, name=name, iban=iban, moment=moment)
    else:
        placed = payments.give_account(order, name=name, iban=iban, moment=moment)
    tasks.finish_task(opened.task, outcome="handled", note="", moment=moment)
    messages.success(request, said_of_account(placed))
    return see_other(request, "tasks")


@require_POST
@desk_page(roles=PAYS, reads_personal=True)
def release(request: DeskRequest, task: UUID) -> HttpResponse:
    """Let a payment go that waited until somebody looked."""
    opened = open_task(request, task)
    moment = moment_now()
    payments.release_order(_order(opened), moment=moment)
    tasks.finish_task(opened.task, outcome="handled", note="", moment=moment)
    messages.success(request, _("The payment goes into the next payment file."))
    return see_other(request, "tasks")


def _order(opened: Opened) -> Order:
    order = payable_order(opened)
    if order is None:
        raise NothingWaits
    return order
