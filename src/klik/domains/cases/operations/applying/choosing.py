"""For which child she applies: one that a register knows as hers, or another."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from klik.domains.cases.models import Application, ApplicationPage, ApplicationState
from klik.domains.cases.operations.applying.keeping import (
    ApplicationClosed,
    keep_page,
    locked_to_edit,
    record_act_on,
)
from klik.domains.cases.operations.applying.registered import take_row
from klik.domains.cases.queries.applications.finding import REGISTER, ApplicationNotFound
from klik.domains.cases.queries.applications.offering import rows_offered
from klik.domains.cases.queries.applications.standing import Standing, standing


def choose_child(application: Application, row: UUID, *, moment: datetime) -> None:
    """Take from a register what it told of a child of hers; chosen again changes nothing.

    A number of another child that she gave before goes.

    Args:
        application: A draft.
        row: One that `children_offered` offers now.
        moment: When.

    Raises:
        ApplicationNotFound: The row does not name her, or no longer counts.
        ApplicationClosed, ApplicationsNotYours: As `save_page`.
    """
    found = _draft(application, moment)
    chosen = next((one for one in rows_offered(found) if one.token == row), None)
    if chosen is None:
        raise ApplicationNotFound
    before = found.saved.get(REGISTER)
    after = take_row(_without_keys(found, moment), chosen, moment)
    if after.saved.get(REGISTER) != before:
        record_act_on(found.application, "cases.choose-child", {"offered": True}, moment)


def choose_another_child(application: Application, *, moment: datetime) -> None:
    """Say that it is about a child that no register offers: she is asked which.

    Raises:
        ApplicationClosed, ApplicationsNotYours: As `save_page`.
    """
    found = _draft(application, moment)
    if REGISTER not in found.saved:
        return
    ApplicationPage.objects.filter(application=found.application, page=REGISTER).delete()
    _without_keys(found, moment)
    record_act_on(found.application, "cases.choose-child", {"offered": False}, moment)


def _draft(application: Application, moment: datetime) -> Standing:
    found = locked_to_edit(application)
    if found.state != ApplicationState.DRAFT:
        raise ApplicationClosed
    return standing(found, moment=moment)


def _without_keys(found: Standing, moment: datetime) -> Standing:
    """Return an application without the keys of a subject that were answered."""
    keys = {*found.adoption.package.rulebook.keys}
    for word, page in found.saved.items():
        if word.startswith(".") or not keys & set(page.answers):
            continue
        left = {name: value for name, value in page.answers.items() if name not in keys}
        keep_page(found.application, word, left, moment=moment)
    return standing(found.application, moment=moment)
