"""What a register tells about the subject of an application, kept as it was when looked up."""

from __future__ import annotations

from datetime import datetime

from klik.domains.cases.models import Application, ApplicationPage
from klik.domains.cases.operations.applying.silence import note_answer, note_silence
from klik.domains.cases.queries.applications.finding import REGISTER, SavedPage, page_purpose
from klik.domains.cases.queries.applications.knowing import keys_of_subject
from klik.domains.cases.queries.applications.offering import uses_register
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
    A register that does not answer now is noted, and the application waits for it.

    Returns:
        The application as it stands with what the register tells.
    """
    application = found.application
    if not uses_register(found):
        return found
    answer = registers.answer_about(
        application.municipality_nis,
        found.record.pk,
        keys_of_subject(found.adoption, found.subject),
        person=bytes(application.person),
        day=moment.astimezone(HOME).date(),
    )
    if answer.silent is not None:
        record = str(found.adoption.content["agreement"]["record"])
        silent = note_silence(application, record, answer.silent, moment=moment)
        return _without_what_ended(found.with_silent(silent), answer.silent)
    note_answer(found.silent, moment=moment)
    return take_row(found.with_silent(None), answer.row, moment)


def _without_what_ended(found: Standing, because: registers.Silent) -> Standing:
    """What was told under an agreement that ended is used no more; else the last answer stands."""
    if because != registers.Silent.ENDED or REGISTER not in found.saved:
        return found
    ApplicationPage.objects.filter(application=found.application, page=REGISTER).delete()
    return found.without_page(REGISTER)


def take_row(found: Standing, row: registers.StoredRow | None, moment: datetime) -> Standing:
    """Keep what a register told of the subject; None where it tells nothing any more.

    Returns:
        The application as it stands with it.
    """
    application = found.application
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
