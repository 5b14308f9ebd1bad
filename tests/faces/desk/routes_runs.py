"""Every route of runs: who opens it, with which method, and on what."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from tests.faces.desk.routing import EVERYBODY, Named, Route, nothing
from tests.factories.desk_runs import Desk, approval, desk_in

from klik.domains.grants import jobs, queries
from klik.domains.grants.models import Run
from klik.ground.clock import moment_now
from klik.ground.tenancy import Role, acting_for

CLERKS, APPROVERS = {Role.CLERK}, {Role.APPROVER}
SEES_PERSONS = {Role.CLERK, Role.APPROVER, Role.AUDITOR}


def at_desk(make: Callable[[Desk], Named]) -> Callable[[], Named]:
    """Make it at the desk of a town that is made for it."""
    return lambda: make(desk_in(Path(settings.KLIK_HOME) / "delivered"))


def adoption(desk: Desk) -> Named:
    return {"adoption": desk.town.adoption_id}


def being_planned(desk: Desk) -> Named:
    with acting_for([desk.town.nis], desk.acting("clerk")):
        jobs.ask_to_plan(desk.town.nis, desk.town.adoption_id, moment=moment_now())
    return adoption(desk)


def plan(desk: Desk) -> Named:
    return {"run": desk.planned().pk}


def approved(desk: Desk) -> Named:
    return {"run": (approved_in(desk) or desk.approved(desk.planned())).pk}


def approved_in(desk: Desk) -> Run | None:
    with acting_for([desk.town.nis], desk.acting("clerk")):
        run = queries.open_run(desk.town.adoption_id)
    return run if run and run.state == "approved" else None


def row(desk: Desk) -> Named:
    run = desk.planned()
    return {"run": run.pk, "row": first_granted(desk, run)}


def listed(ending: str) -> Callable[[Desk], Named]:
    return lambda desk: {**plan(desk), "ending": ending}


def first_granted(desk: Desk, run: Run) -> Any:
    with acting_for([desk.town.nis], desk.acting("clerk")):
        return queries.items_in(run, group="granted")[0].row_token


ROUTES = [
    Route("runs", nothing, EVERYBODY),
    Route("plan-run", at_desk(adoption), CLERKS, "post", status=303),
    Route("plan-progress", at_desk(being_planned), CLERKS),
    Route("run", at_desk(plan), EVERYBODY),
    Route("run-rows", at_desk(plan), EVERYBODY),
    Route("run-row", at_desk(row), SEES_PERSONS),
    Route("run-letter", at_desk(row), SEES_PERSONS),
    Route("run-difference", at_desk(plan), EVERYBODY),
    Route("run-letters", at_desk(plan), SEES_PERSONS),
    Route("run-annex", at_desk(listed("pdf")), EVERYBODY),
    Route("run-annex", at_desk(listed("csv")), EVERYBODY),
    Route("cancel-run", at_desk(plan), CLERKS | APPROVERS),
    Route("cancel-run", at_desk(plan), CLERKS | APPROVERS, "post", status=303),
    Route("approve-run", at_desk(plan), APPROVERS),
    Route("approve-run", at_desk(plan), APPROVERS, "post", sent=approval(), status=303),
    Route("execute-run", at_desk(approved), APPROVERS, "post", status=303),
    Route("run-progress", at_desk(approved), EVERYBODY, status=303),
]
