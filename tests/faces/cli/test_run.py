"""`klik run` and `klik reproduce`: from a plan to decisions, and each of them again."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.faces.cli.command_line import klik
from tests.factories.acting import OPERATOR
from tests.factories.grants import Town, births, town_in
from tests.factories.registers import child

from klik.domains.people import operations as people
from klik.ground.clock import moment_now
from klik.ground.tenancy import Role, acting_for

pytestmark = pytest.mark.filterwarnings("default::ResourceWarning")
APPROVER, CLERK_MAIL = "goedkeurder@voorbeeld.example", "dossier@voorbeeld.example"


@pytest.fixture
def town(committed: None, settings: Settings, tmp_path: Path) -> Town:
    """Return a town with a delivery, a clerk and an approver, in an installation of its own."""
    settings.KLIK_HOME = tmp_path / "var"
    made = town_in(tmp_path)
    made.deliver(*births(2), child(2, register="wachtregister"))
    with acting_for([made.nis], OPERATOR):
        for email, role in ((APPROVER, Role.APPROVER), (CLERK_MAIL, Role.CLERK)):
            account = people.add_account(email=email, name="Voorbeeld", moment=_before())
            people.give_role(account, made.nis, role, moment=_before())
    return made


def test_a_run_is_planned_approved_and_executed(town: Town, tmp_path: Path) -> None:
    planned = klik("run", "plan", "--municipality", town.nis, "--by", CLERK_MAIL)
    run = planned.out.split()[1].rstrip(":")
    approved = klik("run", "approve", run[:13], "--by", APPROVER, "--reference", "CBS/1")
    executed = klik("run", "execute", run, "--workers", "1")
    shown = klik("run", "show", run, "--annex", tmp_path / "lists")

    assert (planned.code, approved.code, executed.code, shown.code) == (0, 0, 0, 0)
    assert "planned, 0 of 3 children done" in planned.out
    assert "done, 3 of 3 children done" in executed.out
    assert "premium: 2 times, " in shown.out
    assert town.effects().counts() == (2, 2, 2, 2)
    assert sorted(file.suffix for file in (tmp_path / "lists").iterdir()) == [".csv", ".pdf"]


def test_what_may_not_be_is_told_and_changes_nothing(town: Town) -> None:
    run = klik("run", "plan", "--municipality", town.nis, "--by", CLERK_MAIL, "--json").json["id"]

    by_clerk = klik("run", "approve", run, "--by", CLERK_MAIL, "--reference", "CBS/1")
    too_early = klik("run", "execute", run)
    unknown = klik("run", "show", "zzz")

    assert (by_clerk.code, too_early.code, unknown.code) == (2, 2, 2)
    assert "No run begins with 'zzz'" in unknown.messages
    assert town.effects().counts() == (0, 0, 0, 0)


def test_a_decision_is_reproduced(town: Town) -> None:
    town.run_all(moment=moment_now())
    reference = town.effects().decisions[0].reference

    equal = klik("reproduce", reference.lower())
    machine = klik("reproduce", reference, "--json").json
    absent = klik("reproduce", "GEB-37021-NOTHING")

    assert (equal.code, absent.code) == (0, 2)
    assert equal.out.count("equal") == 4
    assert machine == {
        "reference": reference,
        "equal_outcome": True,
        "equal_amount": True,
        "equal_letter": True,
        "equal_reasons": True,
    }


def _before() -> datetime:
    return moment_now() - timedelta(days=1)
