"""Between who applied and the town: what is asked more, what is not right, what is noted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import uuid4

from klik.domains.cases import access
from klik.domains.cases.models import (
    Application,
    ApplicationQuestion,
    ApplicationState,
    Dispute,
)
from klik.domains.cases.operations.applying.keeping import locked, record_act_on
from klik.domains.cases.operations.applying.working import (
    TELL,
    TELL_OWNER,
    ask_to_decide,
    finish_tasks,
)
from klik.domains.cases.queries.applications.evaluating import evaluated
from klik.domains.cases.queries.applications.finding import (
    ApplicationsNotYours,
    dispute_purpose,
    question_purpose,
)
from klik.domains.tasks import operations as tasks
from klik.ground.clock import HOME
from klik.ground.jobs.queue import enqueue
from klik.ground.keys.sealing import encrypt
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor

ANSWER_DAYS: Final = 30
LONGEST_WORDS: Final = 2000


class NotToAsk(Refusal):
    """The application does not wait for the town."""

    reason = "This application does not wait for you now, so nothing can be asked or noted."


class NothingAsked(Refusal):
    """No question is open."""

    reason = "There is no open question in this application."


class WordsRefused(Refusal):
    """Words that are missing, or too many."""

    status = 422
    reason = "Write what you mean, in at most 2,000 signs."


class FactNotKnown(Refusal):
    """A fact that is not shown as known in this application."""

    status = 404
    reason = "This is not one of the facts that we know about your application."


def ask_for_more(
    application: Application,
    *,
    words: str,
    fact: str = "",
    answer_by: date | None = None,
    moment: datetime,
) -> ApplicationQuestion:
    """Ask the applicant for a document or a fact; the term stands still until she answers.

    The same words again, while the question is open, change nothing.

    Args:
        application: That was handed in.
        words: What is asked and why, in plain sentences.
        fact: The question of the form that it is about; empty where the words say it all.
        answer_by: The last day to answer; by default after thirty days.
        moment: When.

    Raises:
        ApplicationsNotYours: Another role than clerk.
        NotToAsk: It does not wait for the town.
        WordsRefused: There are no words, or too many.
    """
    if not access.may_handle(current_actor()):
        raise ApplicationsNotYours
    _require_words(words)
    found = locked(application)
    standing = ApplicationQuestion.objects.filter(application=found, answered_at=None).first()
    if standing is not None:
        return standing
    if found.state != ApplicationState.SUBMITTED:
        raise NotToAsk
    today = moment.astimezone(HOME).date()
    until = answer_by or today + timedelta(days=ANSWER_DAYS)
    question = _new_question(found, words, fact, until, moment)
    found.state, found.stopped_on = ApplicationState.WAITING, today
    found.ruled, found.ruled_by, found.ruled_at, found.sealed_ruling = "", "", None, None
    found.save()
    nis = found.municipality_nis
    enqueue(TELL, key=str(question.pk), municipality_nis=nis, moment=moment)
    finish_tasks(found, "application", moment)
    payload = {"number": question.number, "fact": fact, "answer_by": str(question.answer_by)}
    record_act_on(found, "cases.ask-applicant", payload, moment)
    return question


def _new_question(
    application: Application, words: str, fact: str, until: date, moment: datetime
) -> ApplicationQuestion:
    question = ApplicationQuestion(
        id=uuid4(),
        municipality_nis=application.municipality_nis,
        application=application,
        number=ApplicationQuestion.objects.filter(application=application).count() + 1,
        fact=fact,
        asked_at=moment,
        asked_by=current_actor().reference,
        answer_by=until,
    )
    purpose = question_purpose(question.pk, "words")
    question.sealed_words = encrypt(application.municipality_nis, purpose, words.encode())
    question.save(force_insert=True)
    return question


def answer_question(application: Application, *, words: str, moment: datetime) -> Application:
    """Hand in the answer to what was asked: a file or page that was saved, words, or both.

    The term goes on: its last day moves by the days that it stood still. Again changes nothing.

    Raises:
        ApplicationsNotYours: Another role.
        NothingAsked: No question is open.
        WordsRefused: Nothing was answered, or with too many words.
    """
    if not access.may_apply(current_actor()):
        raise ApplicationsNotYours
    found = locked(application)
    question = ApplicationQuestion.objects.filter(application=found, answered_at=None).first()
    if question is None or found.state != ApplicationState.WAITING:
        if found.state == ApplicationState.SUBMITTED:
            return found
        raise NothingAsked
    if not _is_answered(found, question):
        _require_words(words)
    if len(words) > LONGEST_WORDS:
        raise WordsRefused
    if words:
        purpose = question_purpose(question.pk, "answer")
        question.sealed_answer = encrypt(found.municipality_nis, purpose, words.encode())
    question.answered_at, question.answered_by = moment, current_actor().reference
    question.save()
    _let_clock_go_on(found, moment)
    ask_to_decide(found, moment=moment)
    record_act_on(found, "cases.answer-question", {"number": question.number}, moment)
    return found


def this_is_not_right(
    application: Application, fact: str, *, words: str, moment: datetime
) -> Dispute:
    """Say that a known fact is not right; the case waits until a person has found out.

    A person of the town gets a task, and one to follow what the owner of the source says; the job
    writes to that owner. Again, while it is open, changes nothing.

    Args:
        application: A draft, or one that was handed in.
        fact: One that is shown as known.
        words: What is not right, in her own words.
        moment: When.

    Raises:
        FactNotKnown: It is not shown in this application.
        NotToAsk: The application ended.
        WordsRefused: No words, or too many.
        ApplicationsNotYours: Another role.
    """
    if not access.may_apply(current_actor()):
        raise ApplicationsNotYours
    _require_words(words)
    found = locked(application)
    if not found.is_running:
        raise NotToAsk
    standing = Dispute.objects.filter(application=found, fact=fact, settled_at=None).first()
    if standing is not None:
        return standing
    known = {one.name: one for one in evaluated(found, moment=moment).known}
    if fact not in known:
        raise FactNotKnown
    dispute = Dispute(
        id=uuid4(),
        municipality_nis=found.municipality_nis,
        application=found,
        fact=fact,
        source=known[fact].source,
        said_at=moment,
        said_by=current_actor().reference,
    )
    purpose = dispute_purpose(dispute.pk)
    dispute.sealed_words = encrypt(found.municipality_nis, purpose, words.encode())
    dispute.save(force_insert=True)
    _ask_town(found, dispute, moment)
    payload = {"fact": fact, "source": dispute.source}
    record_act_on(found, "cases.dispute-fact", payload, moment)
    return dispute


def _is_answered(application: Application, question: ApplicationQuestion) -> bool:
    """Return whether a file or an answer came in since it was asked."""
    files = application.files.filter(added_at__gt=question.asked_at)
    pages = application.pages.filter(saved_at__gt=question.asked_at).exclude(page__startswith=".")
    return files.exists() or pages.exists()


def _let_clock_go_on(application: Application, moment: datetime) -> None:
    today = moment.astimezone(HOME).date()
    if application.decide_by is not None and application.stopped_on is not None:
        application.decide_by += today - application.stopped_on
    application.state, application.stopped_on = ApplicationState.SUBMITTED, None
    application.save()


def _ask_town(application: Application, dispute: Dispute, moment: datetime) -> None:
    """Open a task for a person here, and one to tell whoever owns the source."""
    here = {"fact": dispute.fact, "source": dispute.source}
    is_ours = dispute.source in {"person", "application.applicant"}
    if not is_ours:
        nis = application.municipality_nis
        enqueue(TELL_OWNER, key=str(dispute.pk), municipality_nis=nis, moment=moment)
    for whom, detail in (("here", here), ("source", {**here, "tell": "source"})):
        if whom == "source" and is_ours:
            continue
        tasks.open_task(
            application.municipality_nis,
            key=f"dispute-{whom}:{dispute.pk}",
            reason="dispute",
            about_kind="application",
            about=application.reference,
            detail=detail,
            moment=moment,
        )


def _require_words(words: str) -> None:
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise WordsRefused
