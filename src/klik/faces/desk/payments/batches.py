"""Files for the bank: drawn with the sums in view, approved by another, downloaded, sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from klik.domains.payments import access, jobs, operations, queries
from klik.domains.people import queries as people
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, address_of, download, page_of, see_other
from klik.faces.desk.payments.forms import DrawForm
from klik.faces.desk.payments.refused import refused_orders
from klik.faces.desk.payments.roles import APPROVES, PAYS, READS, SEES_SUMS
from klik.faces.ui.words import money_written
from klik.ground.clock import moment_now, today
from klik.ground.jobs.queue import progress_of
from klik.ground.refusals import Refusal

if TYPE_CHECKING:
    from klik.domains.payments.models import Batch

_STEP: Final = {"second-person": 2, "drawn": 3, "written": 4, "sent": 5, "answered": 6}


class SumsChanged(Refusal):
    """Between the page with the sums and the press of its button, orders came or went."""

    reason = (
        "Orders were added or held back since you opened the page with the sums. Nothing was "
        "drawn up. Look at the sums again."
    )


@dataclass(frozen=True, slots=True)
class BatchShown:
    """A batch, and its state as the desk words it: `second-person` while it waits for one."""

    batch: Batch
    state: str

    @property
    def is_being_written(self) -> bool:
        """Whether the worker makes its file now."""
        return self.state == "drawn"

    @property
    def step(self) -> int:
        """Which of five steps it is at; 0 for one that was declined."""
        return _STEP.get(self.state, 0)


def shown(batch: Batch) -> BatchShown:
    """Return a batch with its state."""
    waits = batch.state == "drawn" and batch.needs_second_person and not batch.approved_by
    return BatchShown(batch, "second-person" if waits else batch.state)


@require_safe
@desk_page(roles=SEES_SUMS)
def batches(request: DeskRequest) -> HttpResponse:
    """List the files for the bank."""
    page = page_of(request, queries.batches(request.municipality.nis))
    listed = [shown(batch) for batch in page.object_list]
    context = {
        "page": page,
        "batches": listed,
        "may_pay": access.may_pay(request.staff),
        "may_see": access.may_see_payments(request.staff),
    }
    return render(request, "desk/payments/batches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=PAYS)
def draw(request: DeskRequest) -> HttpResponse:
    """Show what the next files pay, and draw them up when that is confirmed."""
    nis = request.municipality.nis
    sums = queries.ready_sums(nis)
    count, cents = sum(one.count for one in sums), sum(one.total_cents for one in sums)
    tomorrow = today() + timedelta(days=1)
    form = DrawForm(
        request.POST or None, initial={"execution_on": tomorrow, "count": count, "cents": cents}
    )
    if request.method == "POST" and form.is_valid():
        return _drawn(request, form.cleaned_data)
    context = {
        "form": form,
        "sums": sums,
        "count": count,
        "cents": cents,
        "limit_cents": queries.settings_of(nis).second_person_above_cents,
        "shared": queries.shared_accounts(nis)[:1],
    }
    status = NOT_UNDERSTOOD if request.method == "POST" else 200
    return render(request, "desk/payments/draw.html", context, status=status)


def _drawn(request: DeskRequest, confirmed: dict[str, Any]) -> HttpResponse:
    nis, moment = request.municipality.nis, moment_now()
    made = operations.draw_batches(nis, execution_on=confirmed["execution_on"], moment=moment)
    sums = sum(batch.count for batch in made), sum(batch.total_cents for batch in made)
    if sums != (confirmed["count"], confirmed["cents"]):
        raise SumsChanged
    jobs.ask_to_write(nis, moment=moment)
    if len(made) == 1:
        messages.success(request, _("The payment file is drawn up."))
        return see_other(request, "batch", made[0].message_id)
    text = ngettext(
        "{total} payment file is drawn up.", "{total} payment files are drawn up.", len(made)
    )
    messages.success(request, text.format(total=len(made)))
    return see_other(request, "batches")


@require_safe
@desk_page(roles=SEES_SUMS)
def batch(request: DeskRequest, message_id: str) -> HttpResponse:
    """Show one file: its sums, who did what, accounts that payees share, the bank's answer."""
    nis, staff = request.municipality.nis, request.staff
    found = queries.batch_of(nis, message_id)
    one = shown(found)
    written = progress_of(jobs.WRITE, nis) if one.is_being_written else None
    reconciled = queries.reconciliation(nis, found) if found.state != "declined" else None
    context = {
        "one": one,
        "batch": found,
        "steps": [_("Drawn up"), _("Approval"), _("File"), _("To the bank"), _("Answer")],
        "names": people.names_of([found.drawn_by, found.approved_by or found.drawn_by]),
        "debtor": queries.debtor_shown(found),
        "reconciled": reconciled,
        "answers": list(queries.answers_to(found)),
        "refused_orders": refused_orders(request, found) if reconciled is not None else [],
        "shared": queries.shared_accounts(nis, within=found),
        "has_failed": written is not None and written.state == "failed",
        "may_pay": access.may_pay(staff),
        "may_see": access.may_see_payments(staff),
        "may_approve": access.may_approve(staff, drawn_by=found.drawn_by),
        "may_decline": bool(staff.roles & APPROVES),
        "is_drawer": staff.reference == found.drawn_by,
        "may_confirm": reconciled is not None
        and reconciled.underway.count > 0
        and found.state in {"written", "sent", "answered"},
    }
    return render(request, "desk/payments/batch.html", context)


@require_POST
@desk_page(roles=APPROVES)
def approve(request: DeskRequest, message_id: str) -> HttpResponse:
    """Approve a batch as the second person; its file follows."""
    nis, moment = request.municipality.nis, moment_now()
    operations.approve_batch(queries.batch_of(nis, message_id), moment=moment)
    jobs.ask_to_write(nis, moment=moment)
    messages.success(request, _("You approved this payment file."))
    return see_other(request, "batch", message_id)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=APPROVES)
def decline(request: DeskRequest, message_id: str) -> HttpResponse:
    """Ask whether a batch is turned down, and do so."""
    found = queries.batch_of(request.municipality.nis, message_id)
    if request.method == "POST":
        operations.decline_batch(found, moment=moment_now())
        messages.success(request, _("Turned down. The orders are ready to pay again."))
        return see_other(request, "batch", message_id)
    consequence = ngettext(
        "{total} order of {money} together is then ready to pay again. Nothing goes to the bank.",
        "{total} orders of {money} together are then ready to pay again. Nothing goes to the bank.",
        found.count,
    )
    return _asks(
        request,
        found,
        view="decline-batch",
        question=_("Turn this payment file down?"),
        consequence=consequence.format(total=found.count, money=money_written(found.total_cents)),
        act=_("Turn down"),
    )


@require_safe
@desk_page(roles=READS, reads_personal=True)
def file(request: DeskRequest, message_id: str) -> HttpResponse:
    """Hand over the file for the bank, and note who took it."""
    found = queries.batch_of(request.municipality.nis, message_id)
    content = operations.take_batch_file(found, moment=moment_now())
    return download(content, f"{message_id}.xml", "application/xml")


@require_POST
@desk_page(roles=PAYS)
def send(request: DeskRequest, message_id: str) -> HttpResponse:
    """Note that the file went to the bank."""
    operations.mark_sent(
        queries.batch_of(request.municipality.nis, message_id), moment=moment_now()
    )
    messages.success(request, _("Noted: the file is at the bank. Its answer follows."))
    return see_other(request, "batch", message_id)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=PAYS)
def confirm(request: DeskRequest, message_id: str) -> HttpResponse:
    """Ask whether the statement shows what is left of a batch as paid, and note that."""
    nis = request.municipality.nis
    found = queries.batch_of(nis, message_id)
    if request.method == "POST":
        done = operations.confirm_executed(found, moment=moment_now())
        text = ngettext(
            "{total} order is noted as paid.", "{total} orders are noted as paid.", done
        )
        messages.success(request, text.format(total=done))
        return see_other(request, "batch", message_id)
    left = queries.reconciliation(nis, found).underway
    consequence = ngettext(
        "{total} order of {money} is then noted as paid. Do this only where the statement of the "
        "account shows it.",
        "{total} orders of {money} together are then noted as paid. Do this only where the "
        "statement of the account shows them.",
        left.count,
    )
    return _asks(
        request,
        found,
        view="confirm-batch",
        question=_("Does the statement show everything as paid?"),
        consequence=consequence.format(total=left.count, money=money_written(left.total_cents)),
        act=_("Note as paid"),
    )


def _asks(request: DeskRequest, found: Batch, *, view: str, **words: str) -> HttpResponse:
    context = words | {
        "place": "payments",
        "action": address_of(request, view, found.message_id),
        "back": address_of(request, "batch", found.message_id),
        "is_danger": view == "decline-batch",
    }
    return render(request, "desk/confirm.html", context)
