"""Forms on paper: they count from the day on which they came in, not from when they are typed."""

from __future__ import annotations

from datetime import date, datetime

from klik.domains.cases import access
from klik.domains.cases.models import Application, Channel
from klik.domains.cases.operations.applying.keeping import locked_to_edit, record_act_on
from klik.domains.cases.queries.applications.finding import ApplicationsNotYours
from klik.ground.clock import HOME
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor


class NotOnPaper(Refusal):
    """A day of receipt for what did not come on paper, or a day that is still to come."""

    status = 422
    reason = "Only a form on paper has a day of its own, and that day is not in the future."


def note_received_on(application: Application, received_on: date, *, moment: datetime) -> None:
    """Keep the day on which a form on paper came in; the same day again changes nothing.

    The term to decide begins on it.

    Args:
        application: A draft that came on paper.
        received_on: By the postmark, or the day on which it was brought.
        moment: When a clerk notes it.

    Raises:
        ApplicationsNotYours: Another role than clerk.
        NotOnPaper: It came otherwise, or the day is still to come.
        ApplicationClosed: It was handed in.
    """
    if not access.may_handle(current_actor()):
        raise ApplicationsNotYours
    found = locked_to_edit(application)
    is_later = received_on > moment.astimezone(HOME).date()
    if found.channel != Channel.PAPER or is_later:
        raise NotOnPaper
    if found.received_on != received_on:
        found.received_on = received_on
        found.save(update_fields=["received_on"])
        record_act_on(found, "cases.note-received", {"received_on": str(received_on)}, moment)
