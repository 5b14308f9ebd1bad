"""A source that does not answer: the application goes on, and is decided once it does."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from klik.domains.cases import access
from klik.domains.cases.models import (
    Application,
    ApplicationState,
    SilentSource,
    SourceOutcome,
)
from klik.domains.cases.operations.applying.keeping import locked, locked_to_edit, record_act_on
from klik.domains.cases.operations.applying.registered import look_up
from klik.domains.cases.operations.applying.silence import end_silence
from klik.domains.cases.operations.applying.working import ask_to_decide
from klik.domains.cases.queries.applications.finding import ApplicationsNotYours
from klik.domains.cases.queries.applications.silent import silent_source
from klik.domains.tasks import operations as tasks
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor

TASK: Final = "source-down"
_HANDED_IN: Final = (ApplicationState.SUBMITTED, ApplicationState.WAITING)


class NothingSilent(Refusal):
    """Every source of the application answers."""

    reason = "Every source answers now. Look at the application again."


def go_on_without_source(application: Application, *, moment: datetime) -> SilentSource | None:
    """Note that she goes on, and gives a proof later; again changes nothing.

    Returns:
        The source that does not answer; None where it answers by now.

    Raises:
        ApplicationClosed, ApplicationsNotYours: As `save_page`.
    """
    found = locked_to_edit(application)
    silent = silent_source(found)
    if silent is None or silent.went_on_at is not None:
        return silent
    silent.went_on_at = moment
    silent.save(update_fields=["went_on_at"])
    record_act_on(found, "cases.go-on-without-source", {"source": silent.record}, moment)
    return silent


def ask_source_again(application: Application, *, moment: datetime) -> SilentSource | None:
    """Ask the source once more; where it answers, its facts are taken and the waiting ends.

    What was handed in is decided then, by the job.

    Returns:
        The source that still does not answer; None where it does.

    Raises:
        ApplicationsNotYours: Another role.
    """
    actor = current_actor()
    if not (access.may_apply(actor) or access.may_decide(actor)):
        raise ApplicationsNotYours
    found = locked(application)
    if silent_source(found) is None:
        return None
    look_up(found, moment=moment)
    silent = silent_source(found)
    if silent is None and found.state == ApplicationState.SUBMITTED:
        ask_to_decide(found, moment=moment)
    return silent


def accept_proof(application: Application, *, moment: datetime) -> None:
    """Note that a proof tells what the source would have told: nothing waits for it any more.

    Raises:
        NothingSilent: Every source answers.
        ApplicationsNotYours: Another role than a clerk.
    """
    if not access.may_handle(current_actor()):
        raise ApplicationsNotYours
    found = locked(application)
    silent = silent_source(found)
    if silent is None:
        raise NothingSilent
    end_silence(silent, SourceOutcome.PROOF, moment=moment)
    record_act_on(found, "cases.accept-proof", {"source": silent.record}, moment)
    if found.state == ApplicationState.SUBMITTED:
        ask_to_decide(found, moment=moment)


def ask_town_about_source(application: Application, *, moment: datetime) -> None:
    """Put a source that does not answer before a clerk, once, where an application waits for it."""
    silent = silent_source(application)
    if silent is None or application.state not in _HANDED_IN:
        return
    tasks.open_task(
        application.municipality_nis,
        key=f"application:{application.reference}:source:{silent.pk}",
        reason=TASK,
        about_kind="application",
        about=application.reference,
        detail={
            "source": silent.record,
            "because": silent.because,
            "proof_later": silent.went_on_at is not None,
        },
        moment=moment,
    )
