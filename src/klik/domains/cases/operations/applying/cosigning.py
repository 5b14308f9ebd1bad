"""A second signature: asked before an application is handed in, then given or declined."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from klik.domains.cases import access
from klik.domains.cases.models import Application, ApplicationState, CoSignature, SignatureState
from klik.domains.cases.operations.applying.asking import LONGEST_WORDS, WordsRefused
from klik.domains.cases.operations.applying.keeping import (
    ApplicationClosed,
    locked,
    record_act_on,
)
from klik.domains.cases.operations.applying.submitting import NotComplete, hand_in
from klik.domains.cases.operations.applying.working import TELL_SIGNER
from klik.domains.cases.queries.applications.evaluating import evaluated
from klik.domains.cases.queries.applications.finding import Applicant, ApplicationsNotYours
from klik.domains.cases.queries.applications.signing import sealed_signer, signature_purpose
from klik.domains.people import queries as people
from klik.ground.jobs.queue import enqueue
from klik.ground.keys.sealing import encrypt
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor


class SignerWrong(Refusal):
    """Somebody who cannot sign as the second one."""

    status = 422
    reason = "Somebody else must sign: give the name and the register number of another person."


class NotToSign(Refusal):
    """It was answered already, or the application does not wait for it any more."""

    reason = "This was signed, declined or stopped already."


def ask_to_cosign(application: Application, signer: Applicant, *, moment: datetime) -> CoSignature:
    """Ask a second person to sign; then the application is handed in by itself.

    While it waits nothing of it changes. Asked again of the same person, nothing changes.

    Args:
        application: A draft of which every question has an answer.
        signer: Who must sign: her number, and her name for the letter.
        moment: When.

    Raises:
        ApplicationsNotYours: Another role.
        ApplicationClosed: It is no draft any more.
        NotComplete: A question has no answer.
        SignerWrong: She applies herself, or has no name.
        IdentifierRefused: It is no number of a person.
    """
    if not access.may_apply(current_actor()):
        raise ApplicationsNotYours
    person = people.person_of(signer.number)
    found = locked(application)
    standing = CoSignature.objects.filter(application=found, state=SignatureState.ASKED).first()
    if standing is not None and bytes(standing.person) == person:
        return standing
    if found.state != ApplicationState.DRAFT:
        raise ApplicationClosed
    if person == bytes(found.person) or not signer.name.strip():
        raise SignerWrong
    if not evaluated(found, moment=moment).is_answered:
        raise NotComplete
    signature = CoSignature(
        id=uuid4(),
        municipality_nis=found.municipality_nis,
        application=found,
        person=person,
        asked_at=moment,
        asked_by=current_actor().reference,
    )
    signature.sealed_signer = sealed_signer(signature, signer)
    signature.save(force_insert=True)
    found.state = ApplicationState.COSIGN
    found.save(update_fields=["state"])
    nis = found.municipality_nis
    enqueue(TELL_SIGNER, key=str(signature.pk), municipality_nis=nis, moment=moment)
    record_act_on(found, "cases.ask-cosigner", {"signature": str(signature.pk)}, moment)
    return signature


def sign(signature: CoSignature, *, moment: datetime) -> None:
    """Sign, and so hand the application in; again changes nothing.

    Args:
        signature: That was asked.
        moment: When she does, or when a clerk notes it from paper.

    Raises:
        ApplicationsNotYours: Neither she herself nor a clerk.
        NotToSign: It was declined, or the application does not wait any more.
        NotComplete: Something is asked since.
    """
    found, row = _to_answer(signature)
    if row.state == SignatureState.SIGNED:
        return
    if found.state != ApplicationState.COSIGN or row.state != SignatureState.ASKED:
        raise NotToSign
    _answered(row, SignatureState.SIGNED, moment)
    record_act_on(found, "cases.cosign", {"signature": str(row.pk)}, moment)
    hand_in(found, moment=moment)


def decline(signature: CoSignature, *, words: str, moment: datetime) -> None:
    """Do not sign; the application is a draft again, and who applied reads why.

    Raises:
        ApplicationsNotYours: Neither she herself nor a clerk.
        NotToSign: It was signed, or the application does not wait any more.
        WordsRefused: No reason, or a very long one.
    """
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise WordsRefused
    found, row = _to_answer(signature)
    if row.state == SignatureState.DECLINED:
        return
    if found.state != ApplicationState.COSIGN or row.state != SignatureState.ASKED:
        raise NotToSign
    purpose = signature_purpose(row.pk, "reason")
    row.sealed_reason = encrypt(row.municipality_nis, purpose, words.strip().encode())
    _answered(row, SignatureState.DECLINED, moment)
    found.state = ApplicationState.DRAFT
    found.save(update_fields=["state"])
    record_act_on(found, "cases.decline-cosign", {"signature": str(row.pk)}, moment)


def _to_answer(signature: CoSignature) -> tuple[Application, CoSignature]:
    actor = current_actor()
    asked = CoSignature.objects.filter(pk=signature.pk).first()
    if asked is None or not (actor.is_resident(bytes(asked.person)) or access.may_handle(actor)):
        raise ApplicationsNotYours
    # Not by `locked`: the application is another's, and stays so. That she is asked lets her
    # answer, and nothing else. It is locked before the row itself, as whoever withdraws does.
    found = Application.objects.select_for_update().get(pk=asked.application_id)
    return found, CoSignature.objects.get(pk=asked.pk)


def _answered(row: CoSignature, state: SignatureState, moment: datetime) -> None:
    row.state, row.answered_at, row.answered_by = state, moment, current_actor().reference
    row.save()
