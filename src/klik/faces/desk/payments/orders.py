"""Orders: a list with filters, one order, who is paid, and what a person does with it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from klik.domains.payments import access, operations, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, Choice, address_of, chosen, page_of, see_other
from klik.faces.desk.payments.awards import award_titles
from klik.faces.desk.payments.forms import PURPOSES, CreditorForm, PurposeForm
from klik.faces.desk.payments.roles import PAYS, READS
from klik.faces.desk.wording import STATES, WORDS
from klik.faces.ui.words import NARROW, number_written
from klik.ground.clock import moment_now
from klik.ground.refusals import Refusal

if TYPE_CHECKING:
    from klik.domains.payments.models import Order
    from klik.domains.payments.queries import OrderTally

_REPLACEABLE: Final = "rejected"


class NothingToAnswer(Refusal):
    """An order that waits for no name or account."""

    reason = "This order waits for no account. Look at it again."


@require_safe
@desk_page(roles=READS)
def orders(request: DeskRequest) -> HttpResponse:
    """List the orders, by state, by reason of holding, or those of one file."""
    nis = request.municipality.nis
    state = chosen(request, "state", STATES["order"])
    held_because = chosen(request, "held", WORDS["held"])
    named = request.GET.get("batch", "")
    within = queries.batch_of(nis, named) if named else None
    found = queries.orders_of(nis, state=state, held_because=held_because, batch=within)
    page = page_of(request, found)
    tallies = queries.order_tallies(nis)
    context = {
        "page": page,
        "creditors": queries.masked_creditors(page.object_list),
        "awards": award_titles(nis, page.object_list),
        "batch": within,
        "states": _states(address_of(request, "orders"), tallies, state),
        "reasons": _reasons(address_of(request, "orders"), held_because) if state == "held" else [],
        "total": sum(one.count for one in tallies),
    }
    return render(request, "desk/payments/orders.html", context)


@require_safe
@desk_page(roles=READS)
def order(request: DeskRequest, reference: str) -> HttpResponse:
    """Show one order, with name and account masked, and what may be done with it."""
    return _order_page(request, queries.order_of(request.municipality.nis, reference))


@require_safe
@desk_page(roles=READS, reads_personal=True)
def creditor(request: DeskRequest, reference: str) -> HttpResponse:
    """Show who is paid by an order, to who says why; it is noted."""
    found = queries.order_of(request.municipality.nis, reference)
    form = PurposeForm(request.GET)
    if not form.is_valid():
        return _order_page(request, found)
    purpose = form.cleaned_data["purpose"]
    paid = operations.show_creditor(found, purpose=purpose, moment=moment_now())
    context = {
        "order": found,
        "paid": paid,
        "account": _in_fours(paid.iban),
        "purpose": dict(PURPOSES)[purpose],
    }
    return render(request, "desk/payments/creditor.html", context)


@require_POST
@desk_page(roles=PAYS)
def stop(request: DeskRequest, reference: str) -> HttpResponse:
    """Hold an order that is ready."""
    operations.stop_order(
        queries.order_of(request.municipality.nis, reference), moment=moment_now()
    )
    messages.success(request, _("Held back: it goes into no payment file until you release it."))
    return see_other(request, "order", reference)


@require_POST
@desk_page(roles=PAYS)
def release(request: DeskRequest, reference: str) -> HttpResponse:
    """Let an order that was stopped go on."""
    operations.release_order(
        queries.order_of(request.municipality.nis, reference), moment=moment_now()
    )
    messages.success(request, _("Released: it goes into the next payment file."))
    return see_other(request, "order", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=PAYS)
def give_account(request: DeskRequest, reference: str) -> HttpResponse:
    """Take the name and account that the payee gave, for an order held or rejected."""
    found = queries.order_of(request.municipality.nis, reference)
    if not _may_answer(found):
        raise NothingToAnswer
    form = CreditorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _answered(request, found, form)
    status = NOT_UNDERSTOOD if request.method == "POST" else 200
    context = {"form": form, "order": found, "is_again": found.state == _REPLACEABLE}
    return render(request, "desk/payments/give_account.html", context, status=status)


def _answered(request: DeskRequest, found: Order, form: CreditorForm) -> HttpResponse:
    name, iban, moment = form.cleaned_data["name"], form.cleaned_data["iban"], moment_now()
    if found.state == _REPLACEABLE:
        placed = operations.pay_again(found, name=name, iban=iban, moment=moment)
        messages.success(request, said_of_account(placed))
        return see_other(request, "order", placed.end_to_end_id)
    given = operations.give_account(found, name=name, iban=iban, moment=moment)
    messages.success(request, said_of_account(given))
    return see_other(request, "order", found.end_to_end_id)


def said_of_account(placed: Order) -> str:
    """Return what becomes of a payment that got an account: paid next, or held for some days."""
    if placed.state == "held":
        return _("The account is kept. The payee is told first; the payment waits until that day.")
    return _("The account is kept. The payment goes into the next payment file.")


def _states(here: str, tallies: list[OrderTally], current: str) -> list[Choice]:
    counted: Counter[str] = Counter()
    for tally in tallies:
        counted[tally.state] += tally.count
    every = Choice(_("All"), here, is_current=not current)
    return [every] + [
        Choice(
            f"{worded.word} ({number_written(counted[code])})",
            f"{here}?state={code}",
            is_current=code == current,
        )
        for code, worded in STATES["order"].items()
        if counted[code] or code == current
    ]


def _reasons(here: str, current: str) -> list[Choice]:
    every = Choice(_("Every reason"), f"{here}?state=held", is_current=not current)
    return [every] + [
        Choice(str(word), f"{here}?state=held&held={code}", is_current=code == current)
        for code, word in WORDS["held"].items()
    ]


def _order_page(request: DeskRequest, found: Order) -> HttpResponse:
    nis = request.municipality.nis
    about = list(queries.orders_about(found.decision))
    by_key = {one.pk: one for one in about}
    context = {
        "order": found,
        "award": award_titles(nis, [found])[found.end_to_end_id],
        "creditor": queries.masked_creditors([found])[found.end_to_end_id],
        "batches": queries.batches_with(nis, found),
        "replaces": by_key.get(found.replaces_id) if found.replaces_id else None,
        "replaced_by": next((one for one in about if one.replaces_id == found.pk), None),
        "purpose": PurposeForm(),
        "may_pay": access.may_pay(request.staff),
        "may_answer": _may_answer(found),
        "change": _change(found),
        "may_release": found.held_because in queries.LET_GO,
    }
    return render(request, "desk/payments/order.html", context)


def _change(found: Order) -> queries.ChangeShown | None:
    """Return the changed account for which an order waits."""
    waits = found.held_because == "account-changed"
    change = queries.latest_change(found) if waits else None
    return queries.change_shown(change) if change else None


def _in_fours(account: str) -> str:
    return NARROW.join(account[at : at + 4] for at in range(0, len(account), 4))


def _may_answer(found: Order) -> bool:
    is_held = found.state == "held" and found.held_because not in queries.LET_GO
    return is_held or found.state == _REPLACEABLE
