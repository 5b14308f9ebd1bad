"""Erasing applications: a draft goes at once, what was decided stays as long as its decision."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from klik.domains.cases.models import Application, ApplicationState, CoSignature, SignatureState
from klik.domains.cases.operations.applying.keeping import record_act_on
from klik.domains.cases.operations.applying.leaving import erase_content
from klik.domains.cases.queries.applications.finding import applications_of_person
from klik.ground.persons import Erasure, Kept

_ERASED: Final = frozenset(
    {ApplicationState.DRAFT, ApplicationState.WITHDRAWN, ApplicationState.EXPIRED}
)


def erase(person: bytes, *, moment: datetime) -> Erasure:
    """Erase the drafts of a person and what she took back; say why the rest stays.

    Raises:
        NotActing: Outside `acting_for`.
    """
    erased, kept = 0, False
    for application in list(applications_of_person(person)):
        if application.state in _ERASED:
            _erase(application, moment)
            erased += 1
        else:
            kept = True
    asked = CoSignature.objects.filter(person=person)
    erased += asked.filter(state=SignatureState.DECLINED).delete()[0]
    kept = kept or asked.exists()
    why = _(
        "An application that was handed in stays as long as its decision. You can still take it "
        "back before we decide."
    )
    return Erasure(erased, (Kept("application", why),) if kept else ())


def _erase(application: Application, moment: datetime) -> None:
    erase_content(application, moment=moment)
    application.questions.all().delete()
    application.disputes.all().delete()
    record_act_on(application, "cases.erase-application", {}, moment)
    application.delete()
