"""Work on cases that goes on by itself: deciding, telling, letting drafts go, new keys."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from klik.domains.cases import operations
from klik.domains.cases.models import (
    Application,
    ApplicationFile,
    ApplicationPage,
    ApplicationQuestion,
    CoSignature,
    Decision,
    Dispute,
)
from klik.domains.cases.operations.answering import prepare_answer, send_answer
from klik.domains.cases.operations.applying.inviting import invite, prepare_invitation
from klik.domains.cases.operations.applying.owning import tell_owner
from klik.domains.cases.operations.applying.reminding import (
    questions_to_remind,
    remind,
    remind_signer,
    signatures_to_remind,
)
from klik.domains.cases.operations.applying.settling import prepare, settle
from klik.domains.cases.operations.applying.sources import ask_source_again
from klik.domains.cases.operations.applying.submitting import let_draft_go
from klik.domains.cases.operations.applying.telling import prepare_question, tell_question
from klik.domains.cases.operations.applying.working import (
    SETTLE,
    TELL,
    TELL_OWNER,
    TELL_SIGNER,
)
from klik.domains.cases.operations.objecting import TELL_ANSWER
from klik.domains.cases.queries.applications import finding, signing
from klik.domains.cases.queries.applications.silent import applications_that_wait
from klik.domains.cases.queries.decisions import grounds_purpose
from klik.ground import files
from klik.ground.clock import HOME, moment_now
from klik.ground.files import Sealer
from klik.ground.jobs.registry import Job, job, periodic
from klik.ground.keys.reencryption import register
from klik.ground.letters.letter import Letter
from klik.ground.letters.refusals import LetterTextRefused
from klik.ground.letters.rendering import render_letter
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

Acting = Callable[[], AbstractContextManager[None]]
DECIDER: Final = Actor(ActorKind.SYSTEM, "decide-application")
KEEPER: Final = Actor(ActorKind.SYSTEM, "expire-drafts")
REMINDER: Final = Actor(ActorKind.SYSTEM, "remind-applicants")
_AT_ONCE: Final = 100

files.register_need(ApplicationFile)
register(Decision, "sealed_grounds", lambda decision: grounds_purpose(decision.reference))
register(Application, "sealed_applicant", finding.applicant_purpose)
register(Application, "sealed_ruling", finding.ruling_purpose)
register(ApplicationPage, "sealed", lambda row: finding.page_purpose(row.application_id, row.page))
register(ApplicationFile, "sealed_name", lambda file: finding.file_purpose(file.pk))
register(ApplicationQuestion, "sealed_words", lambda one: finding.question_purpose(one.pk, "words"))
register(
    ApplicationQuestion, "sealed_answer", lambda one: finding.question_purpose(one.pk, "answer")
)
register(CoSignature, "sealed_signer", lambda one: signing.signature_purpose(one.pk, "signer"))
register(CoSignature, "sealed_reason", lambda one: signing.signature_purpose(one.pk, "reason"))
register(Dispute, "sealed_words", lambda dispute: finding.dispute_purpose(dispute.pk))


@job(SETTLE)
def settle_application(asked: Job) -> None:
    """Decide the application that a job names, or put it before a person."""
    key = UUID(asked.key.partition("/")[0])
    decide(asked.municipality_nis, key, moment=moment_now(), acting=asked.acting)


@job(TELL)
def tell_applicant(asked: Job) -> None:
    """Write to the applicant what is asked more."""
    tell(asked.municipality_nis, UUID(asked.key), moment=moment_now(), acting=asked.acting)


@job(TELL_OWNER)
def tell_source_owner(asked: Job) -> None:
    """Write to the owner of a source that a fact would not be right."""
    with asked.acting():
        tell_owner(UUID(asked.key), moment=moment_now())


@job(TELL_SIGNER)
def tell_signer(asked: Job) -> None:
    """Write to a second person that her signature is asked."""
    ask_signature(asked.municipality_nis, UUID(asked.key), moment=moment_now(), acting=asked.acting)


@job(TELL_ANSWER)
def tell_answer(asked: Job) -> None:
    """Write the answer to an objection to who objected."""
    answer(asked.municipality_nis, UUID(asked.key), moment=moment_now(), acting=asked.acting)


def decide(
    municipality_nis: str,
    application_id: UUID,
    *,
    moment: datetime,
    acting: Acting | None = None,
) -> None:
    """Decide an application from wherever it is; a second time changes nothing.

    Args:
        municipality_nis: Whose it is.
        application_id: Which.
        moment: When.
        acting: Opens the transaction of each step; by default as the job itself.
    """
    open_step = acting or (lambda: acting_for([municipality_nis], DECIDER))
    while True:
        with open_step():
            sealer = files.sealer_for(municipality_nis)
            prepared = prepare(application_id, moment=moment)
        if prepared is None:
            return
        rendered = _rendered(prepared.letter, sealer)
        with open_step():
            if settle(prepared, rendered, moment=moment):
                return


def tell(
    municipality_nis: str, question_id: UUID, *, moment: datetime, acting: Acting | None = None
) -> None:
    """Write to an applicant what is asked more, once."""
    open_step = acting or (lambda: acting_for([municipality_nis], DECIDER))
    with open_step():
        sealer = files.sealer_for(municipality_nis)
        told = prepare_question(question_id)
    if told is None:
        return
    rendered = _rendered(told.letter, sealer)
    if rendered is None:
        return
    with open_step():
        tell_question(told, rendered, moment=moment)


def ask_signature(
    municipality_nis: str, signature_id: UUID, *, moment: datetime, acting: Acting | None = None
) -> None:
    """Write to a second person that her signature is asked, once."""
    open_step = acting or (lambda: acting_for([municipality_nis], DECIDER))
    with open_step():
        sealer = files.sealer_for(municipality_nis)
        invited = prepare_invitation(signature_id)
    if invited is None:
        return
    rendered = _rendered(invited.letter, sealer)
    if rendered is None:
        return
    with open_step():
        invite(invited, rendered, moment=moment)


def answer(
    municipality_nis: str, objection_id: UUID, *, moment: datetime, acting: Acting | None = None
) -> None:
    """Write the answer to an objection as a letter, once."""
    open_step = acting or (lambda: acting_for([municipality_nis], DECIDER))
    with open_step():
        sealer = files.sealer_for(municipality_nis)
        answered = prepare_answer(objection_id)
    if answered is None:
        return
    rendered = operations.Rendered(*_stored(render_letter(answered.letter), sealer))
    with open_step():
        send_answer(answered, rendered, moment=moment)


@periodic("cases.ask-sources-again", every=timedelta(minutes=10))
def ask_sources_again(moment: datetime) -> int:
    """Ask each source once more for which an application waits; return for how many it answers.

    Killed in between, the rest is asked the next time.
    """
    answered, after = 0, None
    while True:
        with acting_for(EVERYWHERE, DECIDER, only_reading=True):
            waiting = applications_that_wait(after=after, limit=_AT_ONCE)
        for nis, key in waiting:
            with acting_for([nis], DECIDER):
                application = Application.objects.get(pk=key)
                answered += ask_source_again(application, moment=moment) is None
            after = key
        if len(waiting) < _AT_ONCE:
            return answered


@periodic("cases.expire-drafts", every=timedelta(hours=6))
def expire_drafts(moment: datetime) -> int:
    """Delete drafts whose stated term has run out; their files go at the next removal.

    Returns:
        How many went.
    """
    gone = 0
    today = moment.astimezone(HOME).date()
    while True:
        with acting_for(EVERYWHERE, KEEPER):
            over = finding.drafts_over(today, limit=_AT_ONCE)
        for nis, key in over:
            gone += _let_go(nis, key, moment)
        if len(over) < _AT_ONCE:
            return gone


@periodic("cases.remind-applicants", every=timedelta(hours=6))
def remind_applicants(moment: datetime) -> int:
    """Remind whoever did not answer or sign yet, once for each, a week before its last day.

    Returns:
        How many reminders left.
    """
    return _remind_all(questions_to_remind, remind, moment) + _remind_all(
        signatures_to_remind, remind_signer, moment
    )


def _remind_all(
    to_remind: Callable[..., list[tuple[str, UUID]]],
    send: Callable[..., bool],
    moment: datetime,
) -> int:
    left, after = 0, None
    today = moment.astimezone(HOME).date()
    while True:
        with acting_for(EVERYWHERE, REMINDER):
            found = to_remind(today, limit=_AT_ONCE, after=after)
        for nis, key in found:
            with acting_for([nis], REMINDER):
                left += send(key, moment=moment)
        if len(found) < _AT_ONCE:
            return left
        after = found[-1][1]


def _let_go(municipality_nis: str, application_id: UUID, moment: datetime) -> int:
    with acting_for([municipality_nis], KEEPER):
        return let_draft_go(application_id, moment=moment)


def _rendered(letter: Letter, sealer: Sealer) -> operations.Rendered | None:
    """Set a letter and store it; None where it cannot be set."""
    try:
        pdf = render_letter(letter)
    except LetterTextRefused:
        return None
    return operations.Rendered(*_stored(pdf, sealer))


def _stored(pdf: bytes, sealer: Sealer) -> tuple[str, int]:
    return sealer.store(pdf), len(pdf)
