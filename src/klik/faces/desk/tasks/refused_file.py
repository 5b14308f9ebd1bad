"""A payment file that the bank refused as a whole: why, and how its orders are paid anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from klik.domains.catalogue import queries as catalogue
from klik.domains.payments import access, operations, queries
from klik.domains.tasks import operations as tasks
from klik.faces.desk import wording
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import see_other
from klik.faces.desk.tasks.opening import Opened, open_task
from klik.faces.desk.tasks.roles import PAYS
from klik.ground.clock import moment_now, today
from klik.ground.granting.orders import debtor_of
from klik.ground.identifiers.masking import mask_iban

if TYPE_CHECKING:
    from klik.domains.payments.models import Batch
    from klik.ground.banking.orders import Debtor

ABOUT: Final = "batch"
_THE_SAME: Final = "same"


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """What waits of a file that the bank refused.

    Attributes:
        batch: The file.
        count: How many of its orders wait.
        total_cents: Their sum.
        why: What the bank says is wrong; empty where it says nothing.
        payer: Which account pays them anew.
    """

    batch: Batch
    count: int
    total_cents: int
    why: str
    payer: PayerForm


class PayerForm(forms.Form):
    """Which account pays the orders anew."""

    account = forms.ChoiceField(
        label=gettext_lazy("Which account pays?"),
        help_text=gettext_lazy("Another one stands here once a regulation with it is adopted."),
        widget=forms.RadioSelect,
    )

    def __init__(self, payers: Mapping[str, str]) -> None:
        super().__init__(initial={"account": _THE_SAME})
        account = self.fields["account"]
        assert isinstance(account, forms.ChoiceField)  # noqa: S101 -- told to the type checker
        account.choices = list(payers.items())
        if len(payers) == 1:
            account.widget = forms.HiddenInput()


def still_waits(opened: Opened) -> bool:
    """Return whether an order of the file still waits to be paid anew."""
    task = opened.task
    batch = queries.batch_of(task.municipality_nis, task.about)
    return bool(queries.refused_with_the_file(batch))


def file_acts(request: DeskRequest, opened: Opened) -> dict[str, Any]:
    """Return what finance does about a file that the bank refused, and what to say to others."""
    nis = request.municipality.nis
    batch = queries.batch_of(nis, opened.task.about)
    waiting = queries.refused_with_the_file(batch)
    if not waiting:
        return {"is_settled": True}
    if not access.may_pay(request.staff):
        return {"file_waits_for_finance": True}
    reason = waiting[0].bank_reason
    payers = {key: said for key, (said, _payer) in _payers(nis, batch).items()}
    refused = RefusedFile(
        batch=batch,
        count=len(waiting),
        total_cents=sum(order.amount_cents for order in waiting),
        why=wording.word_of("bank", reason) if reason else "",
        payer=PayerForm(payers),
    )
    return {"refused": refused}


@require_POST
@desk_page(roles=PAYS)
def pay_again(request: DeskRequest, task: UUID) -> HttpResponse:
    """Let every order of the file be paid anew, from the account that is chosen."""
    opened = open_task(request, task)
    if opened.task.about_kind != ABOUT:
        raise Http404
    nis, moment = request.municipality.nis, moment_now()
    batch = queries.batch_of(nis, opened.task.about)
    payers = _payers(nis, batch)
    chosen = payers.get(request.POST.get("account", ""))
    if chosen is None:
        raise Http404
    done = operations.pay_batch_again(batch, debtor=chosen[1], moment=moment)
    tasks.finish_task(opened.task, outcome="handled", note="", moment=moment)
    text = ngettext(
        "{total} order goes into the next payment file.",
        "{total} orders go into the next payment file.",
        done,
    )
    messages.success(request, text.format(total=done))
    return see_other(request, "draw-batches")


def _payers(nis: str, batch: Batch) -> dict[str, tuple[str, Debtor | None]]:
    """Return the account that paid the file, and others that regulations in force name."""
    before = queries.debtor_shown(batch)
    found: dict[str, tuple[str, Debtor | None]] = {
        _THE_SAME: (_("{account}, as before").format(account=_written(*before)), None)
    }
    listed = {before}
    for record in catalogue.adoptions_in_force(nis, today()):
        debtor = debtor_of(catalogue.compiled(record))
        shown = debtor.name, mask_iban(debtor.iban)
        if shown not in listed:
            listed.add(shown)
            found[str(record.pk)] = _written(*shown), debtor
    return found


def _written(name: str, account: str) -> str:
    return f"{name}, {account}"
