"""What a register tells about the subject of an application, kept as it was when looked up."""

from __future__ import annotations

from datetime import datetime

from klik.domains.cases.models import Application, ApplicationPage
from klik.domains.cases.queries.applications.evaluating import evaluated
from klik.domains.cases.queries.applications.finding import REGISTER, page_purpose, saved_page
from klik.domains.cases.queries.applications.knowing import keys_of_subject
from klik.domains.registers import queries as registers
from klik.ground.canonical import canonical
from klik.ground.clock import HOME
from klik.ground.granting.grounds import kept_row
from klik.ground.keys.sealing import encrypt
from klik.ground.tenancy import current_actor


def look_up(application: Application, *, moment: datetime) -> None:
    """Look up what a register tells of the subject, where the applicant is named beside it.

    The number of a child alone opens nothing: who asks is a beneficiary or parent in its row, and
    the agreement of this regulation is in force. What is gone from the register goes here too.
    """
    found = evaluated(application, moment=moment)
    row = registers.row_of_party(
        application.municipality_nis,
        found.record.pk,
        keys_of_subject(found.adoption, found.subject),
        person=bytes(application.person),
        day=moment.astimezone(HOME).date(),
    )
    if row is None:
        ApplicationPage.objects.filter(application=application, page=REGISTER).delete()
        return
    kept = kept_row(found.adoption, row.accepted)
    before = saved_page(application, REGISTER)
    if before.version and dict(before.answers) == kept:
        return
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
