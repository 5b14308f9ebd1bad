"""Facts of which somebody says that they are not right: who owns them, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from klik.domains.cases import access
from klik.domains.cases.models import Application, Dispute
from klik.domains.cases.queries.applications.finding import ApplicationsNotYours
from klik.domains.cases.queries.applications.standing import Standing
from klik.domains.registers import queries as registers
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor
from klik.packages.adoption import Adoption
from klik.packages.showing import Showing
from klik.packages.wording import PageLanguage

_TASK = "dispute-source:"


class DisputeNotFound(Refusal):
    """Nothing is said not to be right under this key, in the municipalities acted for."""

    status = 404
    reason = "Nobody says of this fact that it is not right."


@dataclass(frozen=True, slots=True)
class DisputeShown:
    """What became of a fact that somebody says is not right.

    Attributes:
        label: What people read for the fact.
        provider: Who delivered it; empty where nobody did.
        said_at: When it was said.
        told_at: When the owner was told; None while it was not.
        answer: What the owner answered, a code of `OwnerAnswer`; empty where nothing is noted.
        answered_at: When that was noted.
        settled_at: When a person here settled it; None while the case waits for it.
    """

    label: str
    provider: str
    said_at: datetime
    told_at: datetime | None
    answer: str
    answered_at: datetime | None
    settled_at: datetime | None


def disputes_shown(
    application: Application, adoption: Adoption, *, language: PageLanguage
) -> list[DisputeShown]:
    """Return everything in an application that would not be right, the first said first.

    Raises:
        ApplicationsNotYours: An actor who reads no applications. The caller found the application.
    """
    if not access.may_read_applications(current_actor()):
        raise ApplicationsNotYours
    found = disputes_of(application)
    return [dispute_shown(one, adoption, language=language) for one in found]


def dispute_shown(one: Dispute, adoption: Adoption, *, language: PageLanguage) -> DisputeShown:
    """Return what became of one fact; the caller has seen that the actor may read it."""
    return DisputeShown(
        label=Showing(adoption.package, language).label(one.fact).rstrip("?."),
        provider=provider_of(adoption, one.source),
        said_at=one.said_at,
        told_at=one.told_at,
        answer=one.owner_answer,
        answered_at=one.owner_answered_at,
        settled_at=one.settled_at,
    )


def disputes_of(application: Application) -> list[Dispute]:
    """Return everything in an application that would not be right, settled or not."""
    return list(Dispute.objects.filter(application=application).order_by("said_at", "id"))


def dispute_of_task(key: str) -> Dispute | None:
    """Return the dispute that the task of an owner is about; None where it is another or gone.

    Raises:
        ApplicationsNotYours: Another role.
    """
    if not key.startswith(_TASK):
        return None
    if not access.may_read_cases(current_actor()):
        raise ApplicationsNotYours
    rows = Dispute.objects.select_related("application")
    return rows.filter(pk=UUID(key.removeprefix(_TASK))).first()


def owner_task_key(dispute: Dispute) -> str:
    """Return the key of the task to tell the owner of a source."""
    return f"{_TASK}{dispute.pk}"


def owner_message_key(dispute: Dispute) -> str:
    """Return the key of the mail to the owner of a source: one for each dispute."""
    return f"dispute:{dispute.pk}"


def provider_of(adoption: Adoption, source: str) -> str:
    """Return who delivers a source under an adoption; empty where nobody does."""
    agreement = adoption.content["agreement"]
    is_delivered = source.startswith(f"{agreement['record']}.")
    return str(agreement["provider"]) if is_delivered else ""


def contact_of_owner(found: Standing, dispute: Dispute) -> str:
    """Return the e-mail address for corrections of who owns a fact; empty where none is agreed."""
    if not provider_of(found.adoption, dispute.source):
        return ""
    try:
        agreement = registers.agreement_of_adoption(dispute.municipality_nis, found.record.pk)
    except registers.RegisterNotFound:
        return ""
    return agreement.corrections_email
