"""What cases hold of a person, with the payments, letters and tasks that belong to them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from klik.domains.cases.models import Decision, Objection
from klik.domains.documents import queries as documents
from klik.domains.messages import queries as messages
from klik.domains.payments import queries as payments
from klik.domains.tasks import queries as tasks
from klik.ground.persons import Held

_LETTER_KEY = "decision:"  # as runs name the message about a decision


def held_about(person: bytes) -> list[Held]:
    """Return the decisions about a person, and those of which she was told.

    With each come its payments, vouchers, documents and tasks: without the account or the name of
    whoever was paid, for that may be somebody else.

    Raises:
        NotActing: Outside `acting_for`.
    """
    told = messages.messages_to(person).filter(key__startswith=_LETTER_KEY)
    references = [key.removeprefix(_LETTER_KEY) for key in told.values_list("key", flat=True)]
    about = Q(case__subject=person) | Q(reference__in=references)
    found = (
        Decision.objects.filter(about).select_related("case").order_by("-decided_at", "reference")
    )
    return [
        *(held for decision in found for held in _held(decision)),
        *(_objection(one) for one in _objections(person)),
    ]


def _objections(person: bytes) -> QuerySet[Objection]:
    rows = Objection.objects.filter(person=person).select_related("decision")
    return rows.order_by("-received_at", "number")


def _objection(objection: Objection) -> Held:
    return Held(
        kind="objection",
        title=_("Your objection"),
        source=_("You yourself"),
        under=objection.decision.council_reference,
        fields={
            _("Reference"): objection.decision.reference,
            _("Term"): objection.until,
            _("Answered on"): objection.answered_at,
        },
        since=objection.received_at,
        reference=objection.decision.reference,
    )


def _held(decision: Decision) -> Iterator[Held]:
    reference = decision.reference
    yield Held(
        kind="decision",
        title=_("A decision"),
        source=_("The municipality"),
        under=decision.council_reference,
        fields={
            _("Reference"): reference,
            _("Reference of the case"): decision.case.reference,
            _("Outcome"): decision.outcome,
            _("Amount in cents"): decision.amount_cents,
            _("Decided on"): decision.decided_on,
            _("State"): decision.get_state_display(),
        },
        since=decision.decided_at,
        corrects=_("Is it wrong? Then object, as the letter says. We decide anew."),
        reference=reference,
    )
    yield from _payments(reference)
    for document in documents.documents_about("decision", reference):
        yield Held(
            kind="document",
            title=document.title,
            source=_("The municipality"),
            under=_("Administrative Decree, on telling you what was decided"),
            fields={_("Size in bytes"): document.size},
            since=document.filed_at,
            reference=document.key,
        )
    for kind, about in (("decision", reference), ("case", decision.case.reference)):
        for task in tasks.tasks_about(kind, about):
            yield Held(
                kind="task",
                title=_("Work of a member of staff on your case"),
                source=_("The municipality"),
                under=decision.council_reference,
                fields={_("Why"): task.get_reason_display(), _("Done on"): task.finished_at},
                since=task.opened_at,
                reference=reference,
            )


def _payments(reference: str) -> Iterator[Held]:
    law = _("Rules on the accounts of municipalities")
    for order in payments.orders_about(reference):
        yield Held(
            kind="payment",
            title=_("A payment"),
            source=_("The municipality"),
            under=law,
            fields={
                _("Amount in cents"): order.amount_cents,
                _("State"): order.get_state_display(),
                _("Settled"): order.settled_at,
            },
            since=order.placed_at,
            reference=order.end_to_end_id,
        )
    for handout in payments.handouts_about(reference):
        yield Held(
            kind="handout",
            title=_("A voucher or gift"),
            source=_("The municipality"),
            under=law,
            fields={
                _("Amount in cents"): handout.amount_cents,
                _("State"): handout.get_state_display(),
                _("Valid until"): handout.valid_until,
            },
            since=handout.placed_at,
            reference=handout.reference,
        )
