"""Reads of second signatures: who is asked, and what she signs, without what is not hers to see."""

from __future__ import annotations

import json
from typing import Final
from uuid import UUID

from klik.domains.cases import access
from klik.domains.cases.models import Application, ApplicationState, CoSignature, SignatureState
from klik.domains.cases.queries.applications.evaluating import Evaluated
from klik.domains.cases.queries.applications.finding import Applicant, ApplicationsNotYours
from klik.ground.canonical import canonical
from klik.ground.keys.sealing import decrypt, encrypt
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor
from klik.packages.form import Question, Widget

# Where the first one lives, what her account is, what she sent along: not for who signs with her.
_NOT_TO_SEE: Final = frozenset({Widget.ADDRESS, Widget.NIS, Widget.IBAN, Widget.FILE})


class SignatureNotFound(Refusal):
    """Nobody asks this person to sign, or no longer."""

    status = 404
    reason = "There is nothing here for you to sign."


def signature_of(signature_id: UUID, *, person: bytes | None = None) -> CoSignature:
    """Return a signature that is asked, with its application.

    Args:
        signature_id: Its key.
        person: The keyed hash of who must sign; None for staff, who may read any of the town.

    Raises:
        SignatureNotFound: There is none, it is asked of somebody else, or a resident acts who is
            not that person. No mandate reaches a signature.
        ApplicationsNotYours: Another role.
    """
    actor = current_actor()
    if not (access.may_handle(actor) if person is None else access.may_apply(actor)):
        raise ApplicationsNotYours
    rows = CoSignature.objects.select_related("application").filter(pk=signature_id)
    found = rows.first()
    if found is None or (person is not None and bytes(found.person) != person):
        raise SignatureNotFound
    if not _may_see(bytes(found.person)):
        raise SignatureNotFound
    return found


def signatures_waiting(person: bytes) -> list[CoSignature]:
    """Return what waits for the signature of a person, what was asked first before the rest.

    Raises:
        ApplicationsNotYours: Neither she herself nor a clerk.
    """
    if not _may_see(person):
        raise ApplicationsNotYours
    rows = CoSignature.objects.select_related("application").filter(
        person=person,
        state=SignatureState.ASKED,
        application__state=ApplicationState.COSIGN,
    )
    return list(rows.order_by("asked_at", "id"))


def latest_signature(application: Application) -> CoSignature | None:
    """Return the signature that was asked last; None where none ever was."""
    return CoSignature.objects.filter(application=application).order_by("-asked_at").first()


def signer_of(signature: CoSignature) -> Applicant:
    """Return who must sign."""
    purpose = signature_purpose(signature.pk, "signer")
    plain = decrypt(signature.municipality_nis, purpose, bytes(signature.sealed_signer))
    kept = json.loads(plain)
    return Applicant(kept["number"], kept["name"])


def sealed_signer(signature: CoSignature, signer: Applicant) -> bytes:
    """Return who must sign, encrypted for the row of this signature."""
    kept = canonical({"number": signer.number, "name": signer.name})
    return encrypt(signature.municipality_nis, signature_purpose(signature.pk, "signer"), kept)


def reason_of(signature: CoSignature) -> str:
    """Return why she declined; empty where she did not."""
    if signature.sealed_reason is None:
        return ""
    purpose = signature_purpose(signature.pk, "reason")
    return decrypt(signature.municipality_nis, purpose, bytes(signature.sealed_reason)).decode()


def questions_to_sign(found: Evaluated) -> list[Question]:
    """Return the questions that a second signer sees: no address, town, account or document."""
    return [
        one
        for page in found.pages
        for one in page.questions
        if one.name in found.answers
        and one.widget not in _NOT_TO_SEE
        and not any(field.widget in _NOT_TO_SEE for field in one.fields)
    ]


def _may_see(person: bytes) -> bool:
    actor = current_actor()
    return actor.is_resident(person) or access.may_handle(actor)


def signature_purpose(signature_id: UUID, part: str) -> str:
    """Return what the signer or the reason of a signature is encrypted for."""
    return f"application:signature-{part}/{signature_id}"
