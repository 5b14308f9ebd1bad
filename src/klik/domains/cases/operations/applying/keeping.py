"""What every act on an application does: lock it, write a page, leave a line in the audit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from klik.domains.audit.operations import record_act
from klik.domains.cases import access
from klik.domains.cases.models import Application, ApplicationPage, ApplicationState
from klik.domains.cases.queries.applications.finding import (
    ApplicationNotFound,
    ApplicationsNotYours,
    page_purpose,
)
from klik.domains.cases.queries.applications.whose import is_barred
from klik.ground.canonical import canonical
from klik.ground.keys.sealing import encrypt
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor

EDITABLE: Final = (ApplicationState.DRAFT, ApplicationState.WAITING)


class ApplicationClosed(Refusal):
    """It was handed in, withdrawn or decided: nothing can be changed on its pages."""

    reason = "This application was handed in. You can no longer change its pages."


def keep_page(
    application: Application, page: str, answers: Mapping[str, Any], *, moment: datetime
) -> int:
    """Write the answers of a page, one version further; the act names the page alone."""
    actor = current_actor().reference
    nis, purpose = application.municipality_nis, page_purpose(application.pk, page)
    row = ApplicationPage.objects.filter(application=application, page=page).first()
    row = row or ApplicationPage(
        municipality_nis=nis, application=application, page=page, version=0
    )
    row.version += 1
    row.sealed = encrypt(nis, purpose, canonical(dict(answers)))
    row.saved_at, row.saved_by = moment, actor
    row.save()
    record_act_on(application, "cases.save-page", {"page": page, "version": row.version}, moment)
    return row.version


def locked_to_edit(application: Application) -> Application:
    """Return an application locked until the transaction ends, while its pages may change.

    Raises:
        ApplicationClosed, ApplicationNotFound, ApplicationsNotYours: Each says why.
    """
    if not access.may_apply(current_actor()):
        raise ApplicationsNotYours
    found = locked(application)
    if found.state not in EDITABLE:
        raise ApplicationClosed
    return found


def locked(application: Application) -> Application:
    """Return an application as it stands, locked until the transaction ends.

    Raises:
        ApplicationNotFound: It is of another municipality, or of another than the resident who
            acts, of whom she has no mandate.
    """
    found = Application.objects.select_for_update().filter(pk=application.pk).first()
    if found is None or is_barred(found):
        raise ApplicationNotFound
    return found


def record_act_on(
    application: Application, act: str, payload: Mapping[str, object], moment: datetime
) -> None:
    """Keep an act on an application in the audit."""
    record_act(
        application.municipality_nis,
        act,
        subject=f"application:{application.reference}",
        payload=payload,
        moment=moment,
    )
