"""The other views of a case: its documents and payment, its people, and who looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klik.domains.audit import access as audit_access
from klik.domains.audit import queries as audit
from klik.domains.payments import access as payment_access
from klik.domains.payments import queries as payments
from klik.domains.payments.queries.sealed import creditor_of
from klik.domains.people import queries as people_queries
from klik.faces.desk import wording
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import address_of
from klik.faces.desk.cases.opening import Opened, context_of, open_case
from klik.faces.desk.cases.roles import READS, STOPS
from klik.faces.desk.persons import PurposeForm, identity
from klik.faces.desk.protecting import sees_address
from klik.faces.ui.words import account_masked

if TYPE_CHECKING:
    from klik.domains.payments.models import Order

_LATEST = 200


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody saw something of a case."""

    who: str
    at: Any
    what: str
    why: str


@require_safe
@desk_page(roles=READS, reads_personal=True)
def documents(request: DeskRequest, reference: str) -> HttpResponse:
    """List the documents of a case."""
    context = context_of(request, open_case(request, reference, part="documents"), "documents")
    context["documents"] = [
        {
            "title": one.title,
            "size": one.size,
            "filed_at": one.filed_at,
            "href": address_of(request, "document", one.key),
        }
        for one in context["documents"]
    ]
    return render(request, "desk/cases/documents.html", context)


def _change(order: Order) -> payments.ChangeShown | None:
    """Return the changed account for which a payment waits."""
    waits = order.held_because == "account-changed"
    change = payments.latest_change(order) if waits else None
    return payments.change_shown(change) if change else None


@require_safe
@desk_page(roles=READS, reads_personal=True)
def payment(request: DeskRequest, reference: str) -> HttpResponse:
    """Show what a case pays and hands out; the account to who may see payments."""
    opened = open_case(request, reference, part="payment")
    references = [one.reference for one in opened.decisions]
    sees_accounts = payment_access.may_see_payments(request.staff)
    orders = [one for ref in references for one in payments.orders_about(ref)]
    context = {
        **context_of(request, opened, "payment"),
        "may_stop": bool(request.staff.roles & STOPS),
        "orders": [
            {
                "end_to_end_id": one.end_to_end_id,
                "amount_cents": one.amount_cents,
                "state": one.stage,
                "held_because": one.held_because,
                "change": _change(one),
                "settled_at": one.settled_at,
                "account": account_masked(creditor_of(one).iban)
                if sees_accounts and one.account_hash
                else "",
            }
            for one in orders
        ],
        "handouts": [
            {
                "word": one.reference,
                "kind": one.kind,
                "state": one.state,
                "valid_until": one.valid_until,
            }
            for ref in references
            for one in payments.handouts_about(ref)
        ],
        "sees_accounts": sees_accounts,
    }
    return render(request, "desk/cases/payment.html", context)


@require_safe
@desk_page(roles=READS, reads_personal=True)
def people(request: DeskRequest, reference: str) -> HttpResponse:
    """Show who the people of a case are: masked, and in full to who says why."""
    form = PurposeForm(request.GET)
    is_shown = form.is_valid()
    purpose = form.cleaned_data["purpose"] if is_shown else "handling"
    part = "people/shown" if is_shown else "people"
    opened = open_case(request, reference, part=part, purpose=purpose)
    sees = sees_address(request, opened.persons, purpose=purpose if is_shown else "")
    context = {
        **context_of(request, opened, "people"),
        "known": identity(opened.values, is_masked=not is_shown, hides_address=not sees),
        "is_shown": is_shown,
        "purpose": PurposeForm(),
    }
    return render(request, "desk/cases/people.html", context)


@require_safe
@desk_page(roles=READS, reads_personal=True)
def looked(request: DeskRequest, reference: str) -> HttpResponse:
    """List who looked at the data of this child, in this municipality; to an auditor."""
    if not audit_access.may_read_audit(request.staff):
        raise Http404
    opened = open_case(request, reference, part="looked", purpose="audit")
    context = {**context_of(request, opened, "looked"), "looked": _looked(opened)}
    return render(request, "desk/cases/looked.html", context)


def _looked(opened: Opened) -> list[Looked]:
    views = list(audit.views_of(bytes(opened.case.subject).hex())[:_LATEST])
    names = people_queries.names_of([one.actor_reference for one in views])
    return [
        Looked(
            who=names[one.actor_reference],
            at=one.at,
            what=wording.seen(one.shown),
            why=wording.word_of("purpose", one.purpose),
        )
        for one in views
    ]
