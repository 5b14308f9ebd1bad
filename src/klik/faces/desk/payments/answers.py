"""What the bank answers: a file that is taken, or refused with its reason and place."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.payments import operations, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, see_other
from klik.faces.desk.payments.batches import shown
from klik.faces.desk.payments.forms import AnswerForm
from klik.faces.desk.payments.roles import PAYS, READS
from klik.faces.ui.refusing import said
from klik.ground.banking.bank_answer import read_limited
from klik.ground.banking.refusals import AnswerRefused
from klik.ground.clock import moment_now

_AWAITED: Final = frozenset({"written", "sent"})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=PAYS)
def take_answer(request: DeskRequest) -> HttpResponse:
    """Take a file of the bank: the orders in it are paid or refused."""
    nis = request.municipality.nis
    form = AnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = AnswerForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                return _taken(request, read_limited(form.cleaned_data["file"]))
            except (AnswerRefused, operations.AnswerContradicts) as refused:
                # Beside the field, where another file can be chosen at once; nothing changed.
                form.add_error("file", " ".join(one for one in said(refused) if one))
    awaited = [shown(one) for one in queries.open_batches(nis) if one.state in _AWAITED]
    context = {"form": form, "awaited": awaited}
    status = NOT_UNDERSTOOD if request.method == "POST" else 200
    return render(request, "desk/payments/take_answer.html", context, status=status)


def _taken(request: DeskRequest, content: bytes) -> HttpResponse:
    answer = operations.take_answer(request.municipality.nis, content, moment=moment_now())
    paid = ngettext("{total} order paid", "{total} orders paid", answer.executed)
    refused = ngettext("{total} refused", "{total} refused", answer.rejected)
    text = _("The answer is taken: {paid}, {refused}.")
    messages.success(
        request,
        text.format(
            paid=paid.format(total=answer.executed), refused=refused.format(total=answer.rejected)
        ),
    )
    return see_other(request, "batch", answer.batch.message_id)


@require_safe
@desk_page(roles=READS)
def shared_accounts(request: DeskRequest) -> HttpResponse:
    """Report the accounts to which several payees are paid."""
    shared = queries.shared_accounts(request.municipality.nis)
    return render(request, "desk/payments/shared_accounts.html", {"shared": shared})
