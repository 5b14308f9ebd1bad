"""The answer to an objection as a letter: prepared, set, and sent, once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from klik.domains.audit.operations import record_act
from klik.domains.cases import access
from klik.domains.cases.models import Objection
from klik.domains.cases.operations.consequences import Rendered
from klik.domains.cases.operations.objecting import TELL_ANSWER
from klik.domains.cases.queries.applications.finding import ApplicationsNotYours
from klik.domains.cases.queries.own import decision_message
from klik.domains.catalogue import queries as catalogue
from klik.domains.documents import operations as documents
from klik.domains.messages import operations as messages
from klik.domains.messages import queries as message_queries
from klik.domains.people import queries as people
from klik.ground.clock import HOME
from klik.ground.granting.covers import cover_of_objection
from klik.ground.granting.objections import Answer, answer_letter
from klik.ground.letters.letter import Language, Letter, Recipient
from klik.ground.tenancy import current_actor

if TYPE_CHECKING:
    from klik.packages.adoption import Adoption


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that is to be told, with its letter."""

    objection_id: UUID
    letter: Letter = field(repr=False)


def prepare_answer(objection_id: UUID) -> Answered | None:
    """Return the letter that answers an objection; None where it has no answer to send.

    Raises:
        ApplicationsNotYours: Anybody but the installation itself.
    """
    objection = _objection(objection_id)
    if objection is None or objection.answered_at is None or objection.answer_id is None:
        return None
    decision = objection.decision
    answer = Answer(
        reference=decision.reference,
        outcome=objection.outcome,
        recipient=_recipient(objection),
        words=message_queries.message_with(objection.answer_id).words,
        decided_on=decision.decided_at.astimezone(HOME).date(),
        received_on=objection.received_at.astimezone(HOME).date(),
        answered_on=objection.answered_at.astimezone(HOME).date(),
    )
    letter = answer_letter(_adoption(objection), answer, language=_language(objection))
    return Answered(objection.pk, letter)


def send_answer(answered: Answered, rendered: Rendered, *, moment: datetime) -> None:
    """File the letter that answers an objection and send it; again changes nothing.

    Raises:
        ApplicationsNotYours: Anybody but the installation itself.
    """
    objection = _objection(answered.objection_id)
    if objection is None:
        return
    nis, reference = objection.municipality_nis, objection.decision.reference
    key = f"{message_queries.ANSWERING}{objection.pk}"
    if key in message_queries.messages_with(nis, [key]):
        return
    documents.file_document(
        nis,
        key=key,
        digest=rendered.digest,
        size=rendered.size,
        media_type="application/pdf",
        title=f"Antwoord op bezwaar {objection.number}: {reference}",
        about_kind="decision",
        about=reference,
        moment=moment,
    )
    adoption, language, recipient = (
        _adoption(objection), _language(objection), _recipient(objection),
    )  # fmt: skip
    cover = cover_of_objection(
        adoption, name=recipient.name, reference=reference, language=language
    )
    messages.send(
        nis,
        key=key,
        person=bytes(objection.person),
        recipient=recipient,
        subject=cover.subject,
        body_markdown=cover.body_markdown,
        document_keys=[key],
        language=language,
        moment=moment,
    )
    record_act(
        nis,
        TELL_ANSWER,
        subject=f"decision:{reference}",
        payload={"number": objection.number, "outcome": objection.outcome},
        moment=moment,
    )


def _recipient(objection: Objection) -> Recipient:
    """Return who objected, with the address of the letter that told her the decision.

    To another party than who was written to, no address is known: then it is a task for a person.
    """
    nis, person = objection.municipality_nis, bytes(objection.person)
    told = decision_message(objection.decision)
    if told is not None and bytes(told.person or b"") in people.same_person(person):
        return message_queries.content_of(told).recipient
    resident = people.resident_with(person, nis)
    return Recipient("" if resident is None else resident.name, ())


def _language(objection: Objection) -> Language:
    told = decision_message(objection.decision)
    return "en" if told is not None and told.language == "en" else "nl"


def _adoption(objection: Objection) -> Adoption:
    return catalogue.compiled(catalogue.adoption_of(objection.decision.adoption_id))


def _objection(objection_id: UUID) -> Objection | None:
    if not access.may_decide(current_actor()):
        raise ApplicationsNotYours
    rows = Objection.objects.select_related("decision").filter(pk=objection_id)
    return rows.first()
