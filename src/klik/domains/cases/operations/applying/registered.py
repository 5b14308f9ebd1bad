"""What a register tells about the subject of an application, kept as it was when looked up."""

from __future__ import annotations

from datetime import datetime

from klik.domains.cases.models import Application, ApplicationPage
from klik.domains.cases.queries.applications.finding import REGISTER, SavedPage, page_purpose
from klik.domains.cases.queries.applications.knowing import keys_of_subject
from klik.domains.cases.queries.applications.standing import Standing, standing
from klik.domains.registers import queries as registers
from klik.ground.canonical import canonical
from klik.ground.clock import HOME
from klik.ground.granting.grounds import kept_row
from klik.ground.keys.sealing import encrypt
from klik.ground.tenancy import current_actor


def look_up(application: Application, *, moment: datetime) -> None:
    """Look up what a register tells of the subject, as `looked_up` does."""
    looked_up(standing(application, moment=moment), moment=moment)


def looked_up(found: Standing, *, moment: datetime) -> Standing:
    """Look up what a register tells of the subject, where the applicant is named beside it.

    The number of a child alone opens nothing: who asks is a beneficiary or parent in its row, and
    the agreement of this regulation is in force. What is gone from the register goes here too.

    Returns:
        The application as it stands with what the register tells.
    """
    application = found.application
    row = registers.row_of_party(
        application.municipality_nis,
        found.record.pk,
        keys_of_subject(found.adoption, found.subject),
        person=bytes(application.person),
        day=moment.astimezone(HOME).date(),
    )
    if row is None:
        ApplicationPage.objects.filter(application=application, page=REGISTER).delete()
        return found.without_page(REGISTER) if REGISTER in found.saved else found
    kept = kept_row(found.adoption, row.accepted)
    before = found.saved.get(REGISTER) or SavedPage(REGISTER, 0, {})
    if before.version and dict(before.answers) == kept:
        return found
    ApplicationPage.objects.update_or_create(
        municipality_nis=application.municipality_nis,
        application=application,
        page=REGISTER,
        defaults={
            "version": before.version + 1,
            "sealed": encrypt(
                application.municipality_nis,
                page_purpose(application.pk, REGISTER),
                canonical(kept),
            ),
            "saved_at": moment,
            "saved_by": current_actor().reference,
        },
    )
    return found.with_page(SavedPage(REGISTER, before.version + 1, kept))
