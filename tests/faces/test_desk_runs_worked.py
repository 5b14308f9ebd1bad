"""Runs of the desk that a worker plans and executes: its transactions end, as in production."""

from pathlib import Path
from typing import Any

import pytest
from tests.factories.desk_runs import Desk, desk_in, run_in, said

from klik.domains.grants import jobs
from klik.faces.desk.runs import planning
from klik.ground.jobs.queue import progress_of
from klik.ground.jobs.worker import run_worker


@pytest.fixture
def desk(committed: None, tmp_path: Path, settings: Any) -> Desk:
    """A desk whose transactions end, for a worker."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return desk_in(tmp_path)


def test_many_rows_are_planned_by_a_worker_as_the_clerk_who_asked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "PLANNED_AT_ONCE", 2)
    monkeypatch.setattr(jobs, "PLANNED_AT_ONCE", 2)
    address = desk.at(f"runs/plannen/{desk.town.adoption_id}/")

    asked = desk.clerk.post(address)
    waits = said(desk.clerk.get(asked.headers["Location"]))
    run_worker(once=True)
    leads = desk.clerk.get(asked.headers["Location"])
    leads_part = desk.clerk.get(asked.headers["Location"], headers={"HX-Request": "true"})

    assert asked.headers["Location"] == f"{address}voortgang/"
    assert "Het plan wacht op zijn beurt" in waits
    run = desk.run(run_in(leads))
    assert (run.planned_by, run.figures["rows"]) == (desk.accounts["clerk"].reference, 5)
    assert leads_part.headers["HX-Redirect"] == leads.headers["Location"]
    told = progress_of(jobs.PLAN, str(desk.town.adoption_id))
    assert told is not None
    assert (told.done, told.total) == (5, 5)


def test_a_run_is_executed_once_and_says_what_it_did(desk: Desk) -> None:
    run = desk.approved(desk.planned())
    address = desk.at(f"runs/{run.pk}/")

    for _ in range(2):
        assert desk.approver.post(f"{address}uitvoeren/").status_code == 303
    going_on = desk.clerk.get(address)
    part = desk.clerk.get(f"{address}voortgang/", headers={"HX-Request": "true"})
    run_worker(once=True)
    ended = desk.clerk.get(f"{address}voortgang/", headers={"HX-Request": "true"})
    done = said(desk.browser("finance").get(address))

    assert 'http-equiv="refresh"' in going_on.content.decode()
    assert "hx-get" in part.content.decode()
    assert ended.headers["HX-Redirect"] == address
    assert "3 toekenningen uitgevoerd" in done
    assert "Beslissingen 3" in done
    assert "Betalingen 2 200 euro Klaar voor de bank" in done
    assert desk.town.effects().counts() == (3, 3, 3, 3)
