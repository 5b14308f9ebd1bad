"""What waits for whoever opens the desk, by her roles: each thing with its place to go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klik.domains.grants import queries as grants
from klik.domains.messages import queries as messages
from klik.domains.payments import access as payments_access
from klik.domains.payments import queries as payments
from klik.domains.registers import queries as registers
from klik.domains.tasks import queries as tasks
from klik.faces.desk.places import address_of
from klik.faces.desk.runs.naming import READING, name_of_reading
from klik.faces.ui.words import day_written, money_written, number_written
from klik.ground.clock import HOME
from klik.ground.tenancy import Actor, Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from klik.domains.tasks.models import Task

_LISTED_ONE_BY_ONE: Final = 3


@dataclass(frozen=True, slots=True)
class Desk:
    """At which desk one sits, and when.

    Attributes:
        municipality_nis: Among those acted for.
        slug: Its name as addresses write it.
        staff: Who sits there.
        moment: Now.
    """

    municipality_nis: str
    slug: str
    staff: Actor
    moment: datetime

    @property
    def day(self) -> date:
        """Return the day it is in Brussels."""
        return self.moment.astimezone(HOME).date()

    def address(self, page: str, *parts: object) -> str:
        """Return the address of a page of this desk; empty where there is none."""
        return address_of(page, self.slug, *parts)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that waits for a person.

    Attributes:
        title: What waits.
        says: What to do, or what is special about it.
        href: Where one goes on; empty where this installation has no page for it.
        symbol: Its icon.
        status: Its state in the design system: refused is late, action is her turn.
        word: That state in a word.
    """

    title: str
    says: str
    href: str
    symbol: str
    status: str = "action"
    word: str = ""


def things_waiting(desk: Desk) -> list[Thing]:
    """Return what waits for who sits at a desk, what is late first."""
    found = [
        thing
        for role, askings in _BY_ROLE.items()
        if role in desk.staff.roles
        for asking in askings
        for thing in asking(desk)
    ]
    once = list(dict.fromkeys(found))  # who has two roles is told of a thing once
    return sorted(once, key=lambda thing: thing.status != "refused")


def tasks_to_do(desk: Desk) -> QuerySet[Task]:
    """Return the open tasks that who sits here may settle, without a letter that another reads."""
    nis = desk.municipality_nis
    return tasks.without_rows(tasks.worklist(nis), grants.readings_waiting(nis))


def _tasks(desk: Desk) -> Iterator[Thing]:
    found = tasks_to_do(desk)
    total, late = found.count(), found.filter(due_on__lt=desk.day).count()
    own = found.filter(assigned_to=desk.staff.reference).count()
    if not total:
        return
    says = _("No one is late.")
    if late:
        says = ngettext(
            "{late} is late. Begin there.", "{late} are late. Begin there.", late
        ).format(late=number_written(late))
    if own:
        says += " " + _("You took {own} of them.").format(own=number_written(own))
    yield Thing(
        ngettext("{total} task for a person", "{total} tasks for a person", total).format(
            total=number_written(total)
        ),
        says,
        desk.address("tasks"),
        "ballot",
        "refused" if late else "action",
        _("Late") if late else _("Your turn"),
    )


def _rows_to_plan(desk: Desk) -> Iterator[Thing]:
    nis = desk.municipality_nis
    for agreement in registers.agreements_in_force(nis, desk.day):
        checked = registers.deliveries(nis).filter(
            agreement=agreement, state="checked", accepted__gt=0
        )
        latest = checked.order_by("-checked_at").first()
        planned = grants.runs_of(nis).filter(adoption_id=agreement.adoption_id).first()
        if latest is None:
            continue
        if planned is None or (latest.checked_at and planned.planned_at < latest.checked_at):
            yield Thing(
                _("New rows are ready for a plan"),
                _("{file} was checked. Look at what came out, then plan.").format(
                    file=latest.filename
                ),
                reverse("desk:delivery", args=[desk.slug, latest.pk]),
                "people",
                word=_("Your turn"),
            )


def _reports(desk: Desk) -> Iterator[Thing]:
    open_reports = list(registers.reports_to_close(desk.municipality_nis)[:2])
    if not open_reports:
        return
    total = registers.reports_to_close(desk.municipality_nis).count()
    rejected = sum(one.rejected for one in open_reports)
    if total == 1:
        href = reverse("desk:delivery", args=[desk.slug, open_reports[0].pk])
        says = _("Send the list of rejected rows to who delivered, then close.")
    else:
        href = reverse("desk:deliveries", args=[desk.slug]) + "?verslag=te-sluiten"
        says = _("While a report is open, the file and the rejected values are kept.")
    title = ngettext("{total} report to close", "{total} reports to close", total)
    has_more = total > 1 or rejected > 0
    yield Thing(
        title.format(total=number_written(total)),
        says if has_more else _("Every row was accepted. Close it, so that the file goes."),
        href,
        "upload",
        word=_("Your turn"),
    )


def _letters(desk: Desk) -> Iterator[Thing]:
    nis = desk.municipality_nis
    if waiting := messages.waiting_paper(nis).count():
        title = ngettext("{total} letter to print", "{total} letters to print", waiting)
        yield Thing(
            title.format(total=number_written(waiting)),
            _("Make one file for the printer, with an address sheet for each."),
            desk.address("post"),
            "mail",
            word=_("Your turn"),
        )
    if printed := messages.batches(nis).filter(state="written").count():
        title = ngettext("{total} pile to post", "{total} piles to post", printed)
        yield Thing(
            title.format(total=number_written(printed)),
            _("Bring it to the post, then say so here."),
            desk.address("post"),
            "mail",
            word=_("Your turn"),
        )


def _plans(desk: Desk) -> Iterator[Thing]:
    waiting = grants.runs_of(desk.municipality_nis).filter(state="planned")
    for run in waiting.exclude(planned_by=desk.staff.reference)[:_LISTED_ONE_BY_ONE]:
        yield Thing(
            name_of_reading(run) if run.kind == READING else _("A plan waits for approval"),
            _("Read the letter before you approve it.")
            if run.kind == READING
            else _("{amount}, planned on {day}.").format(
                amount=money_written(run.figures["total_cents"]), day=day_written(run.planned_on)
            ),
            desk.address("run", run.pk),
            "people",
            word=_("To approve"),
        )
    for run in grants.runs_to_execute(desk.municipality_nis).filter(state="approved"):
        yield Thing(
            _("An approved plan waits to be executed"),
            _("The decision is noted. Letters and payments leave when you execute it."),
            desk.address("run", run.pk),
            "people",
            word=_("Your turn"),
        )


def _second_person(desk: Desk) -> Iterator[Thing]:
    drawn = payments.batches(desk.municipality_nis).filter(
        state="drawn", needs_second_person=True, approved_by=""
    )
    for batch in drawn[:_LISTED_ONE_BY_ONE]:
        if payments_access.may_approve(desk.staff, drawn_by=batch.drawn_by):
            yield Thing(
                _("A payment file waits for a second person"),
                _batch_says(batch.count, batch.total_cents),
                desk.address("batch", batch.message_id),
                "euro",
                word=_("To approve"),
            )


def _payments(desk: Desk) -> Iterator[Thing]:
    nis = desk.municipality_nis
    if ready := payments.ready_orders(nis).count():
        title = ngettext("{total} payment is ready", "{total} payments are ready", ready)
        yield Thing(
            title.format(total=number_written(ready)),
            _("Draw up the file for the bank."),
            desk.address("payments"),
            "euro",
            word=_("Your turn"),
        )
    for batch in payments.batches(nis).filter(state="written")[:_LISTED_ONE_BY_ONE]:
        yield Thing(
            _("A payment file is ready for the bank"),
            _batch_says(batch.count, batch.total_cents),
            desk.address("batch", batch.message_id),
            "euro",
            word=_("To send"),
        )
    if waiting := payments.waiting_handouts(nis).count():
        title = ngettext("{total} voucher to hand out", "{total} vouchers to hand out", waiting)
        yield Thing(
            title.format(total=number_written(waiting)),
            _("Look for the number, and say when it is handed out."),
            desk.address("handouts"),
            "euro",
            word=_("To hand out"),
        )


def _batch_says(count: int, total_cents: int) -> str:
    said = ngettext("{total} payment, {amount}", "{total} payments, {amount}", count)
    return said.format(total=number_written(count), amount=money_written(total_cents))


_BY_ROLE: Final[Mapping[Role, tuple[Callable[[Desk], Iterator[Thing]], ...]]] = {
    Role.CLERK: (_tasks, _rows_to_plan, _reports, _letters),
    Role.APPROVER: (_plans, _second_person),
    Role.FINANCE: (_tasks, _second_person, _payments),
}
