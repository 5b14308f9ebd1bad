"""The first page of a desk: what waits, how things stand, what happened last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from klik.domains.catalogue import queries as catalogue
from klik.domains.grants import queries as grants
from klik.domains.registers import queries as registers
from klik.domains.tasks import queries as tasks
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.waiting import Desk, things_waiting
from klik.faces.ui.templatetags.words import said
from klik.faces.ui.words import day_written, money_written, number_written
from klik.ground.clock import moment_now
from klik.ground.tenancy import WITH_RESIDENTS, Role

if TYPE_CHECKING:
    from klik.domains.grants.models import Run

_LATEST: Final = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and what it compares to."""

    label: str
    number: int | str
    beside: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class RunShown:
    """A run with what it is about; `href` is empty where there is no page of it."""

    run: Run
    title: str
    amount_cents: int
    href: str


@require_safe
@desk_page(roles=frozenset(Role))
def home(request: DeskRequest) -> HttpResponse:
    """Show what waits for who sits here, by her roles."""
    desk = Desk(
        request.municipality.nis, request.municipality_slug, request.staff, moment=moment_now()
    )
    context: dict[str, object] = {"things": things_waiting(desk)}
    if WITH_RESIDENTS & request.staff.roles:  # an editor alone sees nothing of what is granted
        context |= {
            "figures": list(_figures(desk)),
            "runs": list(_runs(desk)),
            "deliveries": list(registers.deliveries(desk.municipality_nis)[:_LATEST]),
        }
    return render(request, "desk/home.html", context)


def _figures(desk: Desk) -> Iterator[Figure]:
    nis = desk.municipality_nis
    runs = grants.runs_of(nis).filter(kind="proactive", state="done")
    if (run := runs.order_by("-done_at").first()) and run.done_at:
        yield Figure(
            _("decided in the last run"),
            sum(run.figures["treatments"].get(one, 0) for one in ("grant", "revise")),
            _("{amount}, on {day}").format(
                amount=money_written(run.figures["total_cents"]), day=day_written(run.done_at)
            ),
            "granted",
        )
    # One file of which nothing could be used says nothing about the town.
    if latest := registers.deliveries(nis).filter(state="checked", accepted__gt=0).first():
        yield Figure(
            _("rows accepted in the last delivery"),
            latest.accepted,
            _("of {total} delivered").format(total=number_written(latest.delivered)),
        )
    total, late = tasks.open_tasks(nis).count(), tasks.overdue_tasks(nis, desk.day).count()
    said_late = ngettext("{late} is late", "{late} are late", late)
    yield Figure(
        _("open tasks"),
        total,
        said_late.format(late=number_written(late)) if late else _("none is late"),
        "action" if total else "",
    )


def _runs(desk: Desk) -> Iterator[RunShown]:
    latest = list(grants.runs_of(desk.municipality_nis).filter(kind="proactive")[:_LATEST])
    for run in latest:
        yield RunShown(
            run,
            _title_of(run),
            run.figures["total_cents"],
            desk.address("run", run.pk),
        )


def _title_of(run: Run) -> str:
    package = catalogue.compiled(catalogue.adoption_of(run.adoption_id)).package
    return said(package.content["title"])
