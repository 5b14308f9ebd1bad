"""One task: everything at hand, and the act that settles it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klik.domains.grants import queries as grants
from klik.domains.grants.operations import account_asked
from klik.domains.payments import access as payment_access
from klik.domains.payments.operations import show_creditor
from klik.domains.people import queries as people
from klik.domains.registers import access as register_access
from klik.domains.registers import queries as registers
from klik.domains.tasks import access, queries
from klik.faces.desk import wording
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, address_of
from klik.faces.desk.persons import child_in_short, language
from klik.faces.desk.tasks import comparing, letters, messages, refused_file
from klik.faces.desk.tasks.facts import facts_form
from klik.faces.desk.tasks.forms import AccountForm, AssignForm, FinishForm, NumbersForm
from klik.faces.desk.tasks.listing import about_in_words, state_of
from klik.faces.desk.tasks.opening import Opened, open_task
from klik.faces.desk.tasks.owner import owner_acts
from klik.faces.desk.tasks.roles import READS
from klik.faces.desk.tasks.writing import written_acts
from klik.faces.ui.saying import Sent
from klik.faces.ui.words import account_masked
from klik.ground.clock import HOME, moment_now
from klik.ground.tenancy import Actor, ActorKind, Role

if TYPE_CHECKING:
    from klik.domains.payments.models import Order
    from klik.domains.tasks.models import Task

_ANSWERED_BY_ACCOUNT: Final = frozenset(
    {"account", "account-change", "bank", "bank-rejected", "holder"}
)
_RELEASED: Final = frozenset({"holder", "before-payment"})
_COMPARED: Final = frozenset({"event", "corrected-after-payment", "withdrawn-after-payment"})
_SOMEBODY_MAY_HAVE_DIED: Final = frozenset({"undecided", "payee", "invite", "event"})


@require_safe
@desk_page(roles=READS, reads_personal=True)
def task(request: DeskRequest, task: UUID) -> HttpResponse:
    """Show one task."""
    return task_page(request, open_task(request, task))


def task_page(
    request: DeskRequest, opened: Opened, *, sent: Sent | None = None, **wrong: Form
) -> HttpResponse:
    """Return the page of a task, with a form that was not understood where one is given.

    Args:
        request: Of who looks.
        opened: The task.
        sent: An answer to a resident that was not understood.
        **wrong: The form by its name in the page: account, answer, noted, letter, numbers,
            recipient, finish.
    """
    task = opened.task
    context = {
        **_shown(request, opened),
        **written_acts(request, task, sent),
        **owner_acts(request, opened, wrong),
        **(_acts(request, opened, wrong) if task.state == "open" else {}),
        "form": next(iter(wrong.values()), None),
    }
    status = NOT_UNDERSTOOD if wrong or sent else 200
    return render(request, "desk/tasks/detail.html", context, status=status)


def _shown(request: DeskRequest, opened: Opened) -> dict[str, Any]:
    task = opened.task
    references = [one for one in (task.assigned_to, task.finished_by) if one]
    compared = comparing.compared(request, opened) if task.reason in _COMPARED else ()
    return {
        "task": task,
        "title": wording.word_of("reason", task.reason),
        "kicker": about_in_words(task),
        "why": _why(task),
        "child": child_in_short(opened.values) if opened.values else "",
        "missing": opened.item.missing if opened.item else (),
        "state": _state(task),
        "reasons": opened.reasons,
        "facts": opened.facts,
        "decision": opened.decision,
        "orders": opened.orders,
        "compared": compared,
        **_seen(request, opened),
        "about": _about(request, opened),
        "names": people.names_of(references),
        "note": queries.note_of(task),
    }


def _seen(request: DeskRequest, opened: Opened) -> dict[str, bool]:
    """Return why no row is shown: it is gone, or it is not for who looks."""
    has_row = bool(opened.task.detail.get("row")) and opened.row is None
    may_see = register_access.may_read_persons(request.staff)
    return {"is_gone": has_row and may_see, "is_unseen": has_row and not may_see}


def _state(task: Task) -> str:
    read = grants.readings_waiting(task.municipality_nis) if task.reason == "bereavement" else ()
    return state_of(task, moment_now().astimezone(HOME).date(), read)


def _why(task: Task) -> str:
    if task.about_kind == refused_file.ABOUT:
        return _("The bank refused a whole payment file, and not a single account.")
    return queries.words_of(task.reason, language()).rstrip(": ").rstrip(".") + "."


def _about(request: DeskRequest, opened: Opened) -> dict[str, str] | None:
    reads_cases = {Role.CLERK, Role.APPROVER, Role.AUDITOR} & request.staff.roles
    if opened.task.about_kind == "application" and reads_cases:
        href = address_of(request, "application", opened.task.about)
        return {"word": _("Open the application"), "href": href}
    if opened.decision is None or not reads_cases:
        return None
    reference = opened.decision.case.reference
    return {"word": _("Open the case"), "href": address_of(request, "case", reference)}


def _acts(request: DeskRequest, opened: Opened, wrong: Mapping[str, Form]) -> dict[str, Any]:
    task, staff = opened.task, request.staff
    if not access.may_work_on(staff, task.reason):
        return {}
    colleagues = colleagues_for(request, task)
    finish = wrong.get("finish") or FinishForm()
    found: dict[str, Any] = {
        "may_take": True,
        "is_mine": task.assigned_to == staff.reference,
        "colleagues": AssignForm(colleagues=colleagues) if colleagues else None,
        "finish": finish if may_finish(request, opened) else None,
        **_payment_acts(request, opened, wrong),
    }
    if Role.CLERK in staff.roles:
        found.update(_clerk_acts(request, opened, wrong))
    return found


def _clerk_acts(request: DeskRequest, opened: Opened, wrong: Mapping[str, Form]) -> dict[str, Any]:
    task = opened.task
    if task.reason == "bereavement":
        return letters.letter_acts(opened, wrong)
    if task.reason == "not-delivered":
        return messages.message_acts(request, opened, wrong)
    found: dict[str, Any] = {}
    if task.reason == "account" and opened.decision is not None and payable_order(opened):
        reference, now = opened.decision.reference, moment_now()
        asked = account_asked(request.municipality.nis, reference, now)
        found |= {"asked_on": asked.queued_at if asked else None, "may_ask": asked is None}
    if opened.item is not None and opened.run is not None:
        found["noted"] = wrong.get("noted") or facts_form(opened.item, opened.run.adoption_id)
        found["may_flag"] = task.reason in _SOMEBODY_MAY_HAVE_DIED
    if task.reason in {"event", "undecided"}:
        found["numbers"] = wrong.get("numbers") or NumbersForm()
    return found


def _payment_acts(
    request: DeskRequest, opened: Opened, wrong: Mapping[str, Form]
) -> dict[str, Any]:
    """Return what finance may do about the order that waits; what to say to who may not."""
    task = opened.task
    if task.reason not in access.PAYMENT_REASONS:
        return {}
    if task.about_kind == refused_file.ABOUT:
        return refused_file.file_acts(request, opened)
    order = payable_order(opened)
    if not payment_access.may_pay(request.staff):
        return {"waits_for_finance": order is not None}
    if order is None:
        return {"is_settled": True}
    creditor = show_creditor(order, purpose="check", moment=moment_now())
    found: dict[str, Any] = {
        "order": order,
        "may_release": task.reason in _RELEASED,
        "creditor": creditor,
        "masked": account_masked(creditor.iban) if creditor.iban else "",
        "holder": _holder(request, opened),
    }
    if task.reason in _ANSWERED_BY_ACCOUNT:
        known = {"name": creditor.name}
        found["account"] = wrong.get("account") or AccountForm(initial=known)
    return found


def _holder(request: DeskRequest, opened: Opened) -> str:
    """Return in whose name the account stands, where that is what finance judges."""
    row = opened.task.detail.get("row")
    if opened.task.reason != "holder" or not row:
        return ""
    return registers.account_holder_of(request.municipality.nis, UUID(row))


def may_finish(request: DeskRequest, opened: Opened) -> bool:
    """Return whether who looks may finish a task: not what only another person settles."""
    task = opened.task
    if task.reason == "bereavement":
        return task.detail.get("row") not in grants.readings_waiting(task.municipality_nis)
    if task.reason not in access.PAYMENT_REASONS or payment_access.may_pay(request.staff):
        return True
    if task.about_kind == refused_file.ABOUT:
        return not refused_file.still_waits(opened)
    return payable_order(opened) is None


def payable_order(opened: Opened) -> Order | None:
    """Return the order that a task is about and that waits for somebody; None where none does."""
    wanted = opened.task.detail.get("order")
    waiting = [one for one in opened.orders if one.state in {"held", "rejected"}]
    replaced = {one.replaces_id for one in opened.orders if one.replaces_id}
    waiting = [one for one in waiting if one.pk not in replaced]
    if wanted:
        waiting = [one for one in waiting if one.end_to_end_id == wanted]
    return waiting[0] if waiting else None


def colleagues_for(request: DeskRequest, task: Task) -> list[tuple[str, str]]:
    """Return who else may settle a task here, by name; of a payment finance comes first."""
    nis = request.municipality.nis
    found = []
    for member in people.staff(moment=moment_now()):
        reference = member.account.reference
        roles = frozenset(Role(role) for role in member.roles.get(nis, ()))
        actor = Actor(ActorKind.STAFF, reference, roles)
        if reference in {task.assigned_to, request.staff.reference} or not roles:
            continue
        if access.may_work_on(actor, task.reason):
            found.append((Role.FINANCE not in roles, reference, member.account.name, roles))
    if task.reason not in access.PAYMENT_REASONS:
        return [(reference, name) for _last, reference, name, _roles in found]
    return [
        (reference, _("{name}, finance").format(name=name) if Role.FINANCE in roles else name)
        for _last, reference, name, roles in sorted(found, key=lambda one: one[:2])
    ]
