"""Writing to a second person that her signature is asked; of the first one it says the name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from klik.domains.cases import access
from klik.domains.cases.models import ApplicationState, CoSignature, SignatureState
from klik.domains.cases.operations.consequences import Rendered
from klik.domains.cases.queries.applications.evaluating import evaluated, language_of
from klik.domains.cases.queries.applications.finding import ApplicationsNotYours, applicant_of
from klik.domains.cases.queries.applications.signing import signer_of
from klik.domains.documents import operations as documents
from klik.domains.messages import operations as messages
from klik.ground.clock import HOME
from klik.ground.granting.covers import cover_to_sign
from klik.ground.granting.replies import Replies
from klik.ground.letters.letter import Letter, Recipient
from klik.ground.tenancy import current_actor


@dataclass(frozen=True, slots=True)
class Invited:
    """A signature that is to be asked, with its letter."""

    signature_id: UUID
    letter: Letter = field(repr=False)


def prepare_invitation(signature_id: UUID) -> Invited | None:
    """Return the letter to a second signer; None where she answered before anybody wrote.

    Raises:
        ApplicationsNotYours: Anybody but the installation itself.
    """
    signature = _signature(signature_id)
    if signature is None:
        return None
    application = signature.application
    found = evaluated(application, moment=signature.asked_at)
    letter = Replies(found.adoption, language=language_of(application)).to_cosign(
        reference=application.reference,
        applicant=applicant_of(application).name,
        recipient=Recipient(signer_of(signature).name, ()),
        dated_on=signature.asked_at.astimezone(HOME).date(),
    )
    return Invited(signature.pk, letter)


def invite(invited: Invited, rendered: Rendered, *, moment: datetime) -> None:
    """File the letter to a second signer and send it; again changes nothing.

    She may have chosen e-mail. Where nobody knows how to reach her it is a task for a person:
    who applied gives no address of hers.

    Raises:
        ApplicationsNotYours: Anybody but the installation itself.
    """
    signature = _signature(invited.signature_id)
    if signature is None:
        return
    application, nis = signature.application, signature.municipality_nis
    language, name = language_of(application), signer_of(signature).name
    key = f"cosign:{signature.pk}"
    documents.file_document(
        nis,
        key=key,
        digest=rendered.digest,
        size=rendered.size,
        media_type="application/pdf",
        title=f"Vraag om mee te tekenen bij {application.reference}",
        about_kind="application",
        about=application.reference,
        moment=moment,
    )
    adoption = evaluated(application, moment=signature.asked_at).adoption
    cover = cover_to_sign(adoption, name=name, reference=application.reference, language=language)
    messages.send(
        nis,
        key=key,
        person=bytes(signature.person),
        recipient=Recipient(name=name, address_lines=()),
        subject=cover.subject,
        body_markdown=cover.body_markdown,
        document_keys=[key],
        language=language,
        kind="question",
        moment=moment,
    )


def _signature(signature_id: UUID) -> CoSignature | None:
    if not access.may_decide(current_actor()):
        raise ApplicationsNotYours
    rows = CoSignature.objects.select_related("application").filter(
        pk=signature_id, state=SignatureState.ASKED, application__state=ApplicationState.COSIGN
    )
    return rows.first()
