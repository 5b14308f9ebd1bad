"""Handing an application in, taking it back, and letting a draft go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from klik.domains.cases import access
from klik.domains.cases.models import (
    Application,
    ApplicationState,
)
from klik.domains.cases.operations.applying.keeping import locked, record_act_on
from klik.domains.cases.operations.applying.leaving import erase_content
from klik.domains.cases.operations.applying.registered import look_up
from klik.domains.cases.operations.applying.working import ask_to_decide
from klik.domains.cases.queries.applications.evaluating import Evaluated, evaluated
from klik.domains.cases.queries.applications.finding import ApplicationsNotYours
from klik.domains.cases.queries.applications.knowing import keys_of_subject
from klik.domains.tasks import operations as tasks
from klik.domains.tasks import queries as task_queries
from klik.ground.clock import HOME
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor

NOT_HANDED_IN: Final = (ApplicationState.DRAFT, ApplicationState.COSIGN)


class NotComplete(Refusal):
    """A question of the application has no answer yet."""

    status = 422
    reason = "Not every question has an answer yet. Answer those, and then hand it in."


class NotToWithdraw(Refusal):
    """It was decided already."""

    reason = "This was decided already. You can object to the decision."


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the applicant is told when she hands in.

    Attributes:
        reference: The number of her application.
        received_at: When it came in.
        decide_by: The last day on which is decided; None where the package gives no such day.
        next_step: `machine` where the rules settle it, `person` where somebody must look.
    """

    reference: str
    received_at: datetime
    decide_by: date | None
    next_step: str


def submit(application: Application, *, moment: datetime) -> Receipt:
    """Hand an application in; handed in again, the first receipt is given again.

    What a register tells is looked up once more; nothing is decided here.

    Args:
        application: A draft of which every question has an answer.
        moment: When.

    Raises:
        NotComplete: A question has no answer.
        ApplicationsNotYours: Another role.
    """
    if not access.may_apply(current_actor()):
        raise ApplicationsNotYours
    found = locked(application)
    if found.state != ApplicationState.DRAFT:
        return receipt_of(evaluated(found, moment=moment))
    return hand_in(found, moment=moment)


def hand_in(found: Application, *, moment: datetime) -> Receipt:
    """Hand in a locked application that waits for nobody any more.

    Raises:
        NotComplete: A question has no answer.
    """
    look_up(found, moment=moment)
    now = evaluated(found, moment=moment)
    if not now.is_answered:
        raise NotComplete
    found.state = ApplicationState.SUBMITTED
    found.submitted_at = found.complete_at = moment
    found.adoption_id = now.record.pk
    found.release_digest = now.record.release.digest
    found.decide_by = now.decide_by
    found.keys = [key.hex() for key in keys_of_subject(now.adoption, now.subject)]
    found.save()
    ask_to_decide(found, moment=moment)
    payload = {"decide_by": str(now.decide_by), "files": len(now.files)}
    record_act_on(found, "cases.submit-application", payload, moment)
    return receipt_of(evaluated(found, moment=moment))


def receipt_of(found: Evaluated) -> Receipt:
    """Return the receipt of what was handed in.

    Raises:
        NotComplete: It was not handed in.
    """
    application = found.application
    if application.submitted_at is None:
        raise NotComplete
    return Receipt(
        application.reference,
        application.submitted_at,
        application.decide_by,
        "machine" if found.is_granted_by_the_rules else "person",
    )


def withdraw_application(application: Application, *, moment: datetime) -> Application:
    """Take an application back, before it is decided; again changes nothing.

    Raises:
        NotToWithdraw: It was decided.
        ApplicationsNotYours: Another role.
    """
    if not access.may_apply(current_actor()):
        raise ApplicationsNotYours
    found = locked(application)
    if found.state == ApplicationState.WITHDRAWN:
        return found
    if not found.is_running:
        raise NotToWithdraw
    found.state, found.ended_at, found.stopped_on = ApplicationState.WITHDRAWN, moment, None
    found.ruled, found.ruled_by, found.ruled_at = "", "", None
    found.save()
    ask_to_decide(found, moment=moment)  # which closes what was asked of the town
    record_act_on(found, "cases.withdraw-application", {}, moment)
    return found


def close_tasks(application: Application, *, moment: datetime) -> None:
    """Finish what was asked of the town about an application that ended. For the job."""
    for task in task_queries.tasks_about("application", application.reference):
        if task.state == "open":
            tasks.finish_task(task, outcome="handled", note="", moment=moment)


def let_draft_go(application_id: UUID, *, moment: datetime) -> bool:
    """Delete the answers of a draft whose term has run out; say whether it went.

    Its files go with what is removed from the store next, unless something else needs them.

    Raises:
        ApplicationsNotYours: Anybody but the installation itself.
    """
    if not current_actor().is_of_the_installation:
        raise ApplicationsNotYours
    rows = Application.objects.select_for_update().filter(
        pk=application_id, state__in=NOT_HANDED_IN
    )
    found = rows.first()
    if found is None or found.expires_on >= moment.astimezone(HOME).date():
        return False
    erase_content(found, moment=moment)
    found.state, found.ended_at = ApplicationState.EXPIRED, moment
    found.sealed_applicant = None
    found.save()
    record_act_on(found, "cases.expire-draft", {}, moment)
    return True
