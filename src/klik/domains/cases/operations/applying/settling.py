"""Deciding an application: prepared in one transaction, its letter set in none, settled in one.

Killed in between, nothing happened but a letter that nobody refers to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from klik.domains.cases import access
from klik.domains.cases.models import (
    Application,
    ApplicationQuestion,
    ApplicationState,
    Part,
    Ruled,
)
from klik.domains.cases.operations.applying.keeping import record_act_on
from klik.domains.cases.operations.applying.registered import look_up
from klik.domains.cases.operations.applying.sources import TASK as SOURCE_TASK
from klik.domains.cases.operations.applying.sources import ask_town_about_source
from klik.domains.cases.operations.applying.submitting import close_tasks
from klik.domains.cases.operations.applying.working import finish_tasks
from klik.domains.cases.operations.claiming import Again
from klik.domains.cases.operations.consequences import Consequences, Rendered, Taken
from klik.domains.cases.operations.deciding import (
    Binding,
    DecidingNotYours,
    Mandate,
    Proposal,
    decide,
)
from klik.domains.cases.operations.parties import name_parties
from klik.domains.cases.queries.applications.evaluating import (
    Evaluated,
    evaluated,
    language_of,
)
from klik.domains.cases.queries.applications.finding import name_of_file
from klik.domains.cases.queries.applications.knowing import keys_of_subject
from klik.domains.cases.queries.applications.proposing import letter_of_grant, letter_of_refusal
from klik.domains.cases.queries.applications.standing import years_between
from klik.domains.documents import operations as documents
from klik.domains.tasks import operations as tasks
from klik.ground.canonical import digest_of
from klik.ground.clock import HOME
from klik.ground.granting.grounds import grounds_of, outcome_of, told_by_request
from klik.ground.granting.replies import applicant_of
from klik.ground.granting.stated import request_plain
from klik.ground.keys.hashing import keyed_hash
from klik.ground.letters.letter import Letter
from klik.ground.tenancy import current_actor


@dataclass(frozen=True, slots=True)
class Prepared:
    """An application that can be decided now, with the letter that is to be set.

    Attributes:
        application_id: Which.
        digest: Of everything that is decided on; what is settled must be the same.
        letter: What goes to the applicant.
    """

    application_id: UUID
    digest: str
    letter: Letter = field(repr=False)


def prepare(application_id: UUID, *, moment: datetime) -> Prepared | None:
    """Return what can be decided now; None where nothing can, and then a person is asked.

    The machine grants where every condition is met. It never refuses: that is proposed to a person.

    Raises:
        DecidingNotYours: Another role than the job or an approver.
    """
    found = _locked(application_id)
    if found is None:
        return None
    look_up(found, moment=moment)
    now = evaluated(found, moment=moment)
    if now.silent is not None:
        ask_town_about_source(found, moment=moment)
        return None
    finish_tasks(found, SOURCE_TASK, moment)
    letter = _letter(now)
    if letter is None:
        _ask_person(now, moment=moment)
        return None
    return Prepared(found.pk, _digest(now), letter)


def settle(prepared: Prepared, rendered: Rendered | None, *, moment: datetime) -> bool:
    """Take the decision with all that follows from it, once; say whether it is settled.

    Decision, claim, letter, payment, hand-out, message, documents and tasks stand or fall together.
    What changed since it was prepared is not settled: prepare it again.

    Args:
        prepared: As `prepare` gave it.
        rendered: Its letter as it is stored; None where it could not be set.
        moment: When.

    Raises:
        DecidingNotYours: Another role than the job or an approver.
    """
    found = _locked(prepared.application_id)
    if found is None:
        return True
    now = evaluated(found, moment=moment)
    if _digest(now) != prepared.digest:
        return False
    if rendered is None:
        _ask_person(now, moment=moment, why="letter")
        return True
    proposal = _proposal(now, rendered)
    decided = decide(
        found.municipality_nis,
        [proposal],
        binding=_binding(now),
        mandate=_mandate(now, moment),
        moment=moment,
    )
    if decided.lost:
        _ask_person(now, moment=moment, why="claimed")
        return True
    _follow(now, proposal, rendered, moment)
    _close(found, proposal.reference, moment)
    return True


def _locked(application_id: UUID) -> Application | None:
    """Return an application that waits to be decided, locked; None where it does not any more."""
    if not access.may_decide(current_actor()):
        raise DecidingNotYours
    found = Application.objects.select_for_update().filter(pk=application_id).first()
    return found if found is not None and found.state == ApplicationState.SUBMITTED else None


def _letter(now: Evaluated) -> Letter | None:
    """Return the letter of what is decided; None where a person must rule first."""
    if now.waits:
        return None
    if now.application.ruled == Ruled.REFUSE:
        return letter_of_refusal(now, own_words=now.subject.noted.own_words)
    return letter_of_grant(now)


def _digest(now: Evaluated) -> str:
    request = now.subject.request
    return digest_of(
        [
            now.record.digest,
            outcome_of(now.ruling),
            request_plain(request) if request is not None else {},
            now.subject.situation.decided_on.isoformat(),
            now.application.ruled,
            [one.fact for one in now.disputes],
            now.silent is not None,
        ]
    ).hex()


def _proposal(now: Evaluated, rendered: Rendered) -> Proposal:
    application, subject = now.application, now.subject
    keys = keys_of_subject(now.adoption, subject)
    granted = application.ruled != Ruled.REFUSE
    language = language_of(application)
    if subject.request is None:
        raise LookupError(application.reference)
    return Proposal(
        case_reference=application.reference,
        reference=application.reference,
        number=1,
        subject=keys[0] if keys else bytes(application.person),
        keys=_claimed(now, keys) if granted else (),
        grounds=grounds_of(now.adoption, now.ruling, language=language),
        told_by=told_by_request(now.adoption, now.row, subject.request),
        row_token=application.pk,
        letter_digest=rendered.digest,
        again=_again(now) if granted else None,
    )


def _again(now: Evaluated) -> Again | None:
    """Return after how many years it is given again; None where it is given once, or each time."""
    years, day = years_between(now.adoption), now.decision.reference_day
    return Again(day, years) if years and day is not None else None


def _claimed(now: Evaluated, keys: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Return what is claimed: the keys where it is given once, else those of this application."""
    rulebook = now.adoption.package.rulebook
    if any(once is not None for once in (rulebook.once, *(one.once for one in rulebook.awards))):
        return keys
    return tuple(keyed_hash(f"{key.hex()}/{now.application.reference}") for key in keys)


def _binding(now: Evaluated) -> Binding:
    record = now.record
    return Binding(
        adoption_id=record.pk,
        package=record.package,
        family=record.family,
        release_digest=record.release.digest,
        adoption_digest=record.digest,
        parameters_digest=record.parameters_digest,
    )


def _mandate(now: Evaluated, moment: datetime) -> Mandate:
    """An application is decided by the organ that the adoption names, for this case alone."""
    return Mandate(
        organ=str(now.adoption.content["granting_body"]["deciding_organ"]),
        decided_on=moment.astimezone(HOME).date(),
        reference=now.application.reference,
        run_id=now.application.pk,
    )


def _follow(now: Evaluated, proposal: Proposal, rendered: Rendered, moment: datetime) -> None:
    application = now.application
    language = language_of(application)
    payee = applicant_of(now.subject) if application.ruled == Ruled.REFUSE else now.ruling.payee
    consequences = Consequences(
        application.municipality_nis, now.adoption, language=language, moment=moment
    )
    consequences.follow([Taken(proposal, now.ruling, payee, rendered)])
    # Where the letter goes to another, who asked still sees what was decided.
    asked = {bytes(application.person): Part.APPLICANT}
    name_parties(application.municipality_nis, {proposal.reference: asked})
    documents.file_documents(
        application.municipality_nis,
        [
            documents.Filing(
                key=f"application:{application.reference}/{number}",
                digest=file.digest,
                size=file.size,
                media_type=file.media_type,
                title=f"{application.reference}: {file.question}"[:200],
                about_kind="application",
                about=application.reference,
            )
            for number, file in enumerate(now.files, start=1)
            if name_of_file(file)
        ],
        moment=moment,
    )


def _close(application: Application, decision: str, moment: datetime) -> None:
    application.state, application.decision = ApplicationState.DECIDED, decision
    application.ended_at = moment
    application.save()
    close_tasks(application, moment=moment)
    payload = {"decision": decision, "ruled": application.ruled or "machine"}
    record_act_on(application, "cases.decide-application", payload, moment)


def _ask_person(now: Evaluated, *, moment: datetime, why: str = "") -> None:
    """Put an application before a person, once for the same proposal, gaps and answers."""
    application, decision = now.application, now.decision
    missing = list(decision.missing)
    detail = {
        "proposal": str(decision.outcome),
        "amount_cents": now.ruling.amount_cents,
        "missing": missing,
        "unmet": list(decision.unmet),
        "why": why or now.ruling.reason,
        "decide_by": str(application.decide_by or ""),
    }
    answered = ApplicationQuestion.objects.filter(application=application).count()
    said = [detail["proposal"], missing, detail["unmet"], detail["why"], answered]
    word = digest_of(said).hex()[:12]
    tasks.open_task(
        application.municipality_nis,
        key=f"application:{application.reference}:{word}",
        reason="application",
        about_kind="application",
        about=application.reference,
        detail=detail,
        moment=moment,
    )
