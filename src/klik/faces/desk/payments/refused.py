"""The orders of a file that the bank refused, each with the task that somebody handles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from klik.domains.payments import access, queries
from klik.domains.tasks import queries as tasks
from klik.faces.desk.acting import DeskRequest
from klik.faces.desk.answering import address_of

if TYPE_CHECKING:
    from klik.domains.payments.models import Batch, Order

_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class RefusedOrder:
    """An order that the bank refused; `task` is the address of what is open about it, or empty."""

    order: Order
    task: str


def refused_orders(request: DeskRequest, batch: Batch) -> list[RefusedOrder]:
    """Return the refused orders of a file to who may see orders; at most fifty."""
    if not access.may_see_payments(request.staff):
        return []
    nis = request.municipality.nis
    orders = list(queries.orders_of(nis, state="rejected", batch=batch)[:_SHOWN])
    decisions = {one.decision for one in orders}
    about = tasks.open_tasks(nis).filter(about_kind="decision", about__in=decisions)
    opened = {
        decision: address_of(request, "task", key)
        for decision, key in about.filter(reason="bank-rejected").values_list("about", "pk")
    }
    return [RefusedOrder(one, opened.get(one.decision, "")) for one in orders]
