"""How payments stand, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from klik.domains.payments import access, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import address_of
from klik.faces.desk.payments.batches import BatchShown, shown
from klik.faces.desk.payments.roles import SEES_SUMS
from klik.faces.ui.words import money_written

if TYPE_CHECKING:
    from klik.domains.payments.queries import OrderTally

_LATEST: Final = 5
_STATES: Final = ("ready", "held", "batched", "at-bank", "executed", "rejected", "cancelled")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for somebody."""

    title: str
    says: str
    href: str
    word: str
    status: str


@dataclass(frozen=True, slots=True)
class Sum:
    """The orders in one state."""

    state: str
    count: int
    total_cents: int


@require_safe
@desk_page(roles=SEES_SUMS)
def overview(request: DeskRequest) -> HttpResponse:
    """Show the sums by state, and what waits."""
    nis = request.municipality.nis
    sums = _by_state(queries.order_tallies(nis))
    open_batches = [shown(batch) for batch in queries.open_batches(nis)]
    to_hand_out = sum(
        one.count for one in queries.handout_tallies(nis) if one.state == "to_hand_out"
    )
    may_see = access.may_see_payments(request.staff)
    context = {
        "sums": [sums[state] for state in _STATES],
        "by_state": {state.replace("-", "_"): one for state, one in sums.items()},
        "total_cents": sum(one.total_cents for one in sums.values()),
        "total": sum(one.count for one in sums.values()),
        "things": list(_waiting(request, sums, open_batches)),
        "batches": [shown(batch) for batch in queries.batches(nis)[:_LATEST]],
        "to_hand_out": to_hand_out,
        "limit_cents": queries.settings_of(nis).second_person_above_cents,
        "may_pay": access.may_pay(request.staff),
        "may_see": may_see,
    }
    return render(request, "desk/payments/overview.html", context)


def _by_state(tallies: list[OrderTally]) -> dict[str, Sum]:
    of = {state: [tally for tally in tallies if tally.state == state] for state in _STATES}
    return {
        state: Sum(state, sum(one.count for one in some), sum(one.total_cents for one in some))
        for state, some in of.items()
    }


def _waiting(
    request: DeskRequest, sums: Mapping[str, Sum], batches: list[BatchShown]
) -> Iterator[Waiting]:
    for one in batches:
        yield _of_batch(request, one)
    ready, held, rejected = sums["ready"], sums["held"], sums["rejected"]
    if ready.count:
        title = ngettext("{total} order is ready", "{total} orders are ready", ready.count)
        yield _counted(request, title, ready, "draw-batches" if _pays(request) else "")
    if held.count:
        title = ngettext("We hold {total} order back", "We hold {total} orders back", held.count)
        yield _counted(request, title, held, "")
    if rejected.count:
        title = ngettext(
            "The bank refused {total} order", "The bank refused {total} orders", rejected.count
        )
        yield _counted(request, title, rejected, "")


def _sees(request: DeskRequest) -> bool:
    return access.may_see_payments(request.staff)


def _pays(request: DeskRequest) -> bool:
    return access.may_pay(request.staff)


def _counted(request: DeskRequest, title: str, of: Sum, view: str) -> Waiting:
    orders = f"{address_of(request, 'orders')}?state={of.state}"
    return Waiting(
        title=title.format(total=of.count),
        says=money_written(of.total_cents),
        href=address_of(request, view) if view else orders if _sees(request) else "",
        word=of.state,
        status="order",
    )


def _of_batch(request: DeskRequest, one: BatchShown) -> Waiting:
    says = ngettext("{total} order, {money}", "{total} orders, {money}", one.batch.count)
    return Waiting(
        title=one.batch.message_id,
        says=says.format(total=one.batch.count, money=money_written(one.batch.total_cents)),
        href=address_of(request, "batch", one.batch.message_id),
        word=one.state,
        status="batch",
    )
