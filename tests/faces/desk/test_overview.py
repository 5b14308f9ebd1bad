"""The first page of the desk says to each role what waits for it, and where to go on."""

import re
from pathlib import Path

import pytest
from django.test import Client
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.grants import Town, births, town_in
from tests.factories.log_in import log_in
from tests.factories.people import PASSWORD, SECRET, make_account
from tests.factories.registers import child

from klik.domains.registers import operations as registers
from klik.domains.tasks import operations as tasks
from klik.ground.tenancy import Actor, ActorKind, Role, acting_for

pytestmark = pytest.mark.usefixtures("no_queries_while_rendering", "home")


@pytest.fixture
def place(tmp_path: Path) -> Town:
    """Return a town that grants births a premium; nothing happened there yet."""
    return town_in(tmp_path / "delivered")


def member(*roles: Role) -> Client:
    return log_in(make_account(password=PASSWORD, totp_secret=SECRET, roles={WINGENE: set(roles)}))


def waiting(client: Client) -> dict[str, str]:
    """Return what waits by its title, with where it leads; empty where it leads nowhere."""
    page = client.get("/wingene/desk/").content.decode().replace("\N{SOFT HYPHEN}", "")
    cards = re.findall(
        r'<article class="card">.*?<h2>(?:<a class="card-link" href="([^"]*)">)?([^<]+)',
        page,
        re.DOTALL,
    )
    return {title.replace("\N{NO-BREAK SPACE}", " "): href for href, title in cards}


@pytest.mark.parametrize("role", list(Role))
def test_where_nothing_happened_nothing_waits(place: Town, role: Role) -> None:
    client = member(role)

    assert waiting(client) == {}
    assert "Niets wacht op jou" in client.get("/wingene/desk/").content.decode()


def test_a_clerk_is_told_of_new_rows_and_of_the_report_to_close(place: Town) -> None:
    delivery = place.deliver(*births(2), child(2, child_insz="26010590300"))
    address = f"/wingene/desk/leveringen/{delivery.pk}/"
    client = member(Role.CLERK)

    assert waiting(client) == {
        "Nieuwe rijen zijn klaar voor een plan": address,
        "1 verslag te sluiten": address,
    }

    place.plan()
    with acting_for([WINGENE], CLERK):
        registers.close_report(delivery, moment=NOON)
    assert waiting(client) == {}


def test_several_reports_lead_to_the_list_of_those(place: Town) -> None:
    for number in range(2):
        place.deliver(child(number), name=f"{number}.csv")

    found = waiting(member(Role.CLERK))

    assert found["2 verslagen te sluiten"] == "/wingene/desk/leveringen/?verslag=te-sluiten"


def test_who_planned_is_not_who_approves(place: Town) -> None:
    place.deliver(*births(2))
    account = make_account(
        "plant@voorbeeld.be",
        password=PASSWORD,
        totp_secret=SECRET,
        roles={WINGENE: {Role.CLERK, Role.APPROVER}},
    )
    planner = Actor(ActorKind.STAFF, account.reference, frozenset({Role.CLERK}))
    place.plan(planner)

    assert "Een plan wacht op goedkeuring" in waiting(member(Role.APPROVER))
    assert "Een plan wacht op goedkeuring" not in waiting(log_in(account))


def test_an_approved_plan_waits_for_who_executes_it(place: Town) -> None:
    place.deliver(*births(2))
    place.approve(place.plan())

    assert list(waiting(member(Role.APPROVER))) == ["Een goedgekeurd plan wacht op uitvoering"]


def test_after_a_run_finance_pays_and_the_clerk_prints(place: Town) -> None:
    place.deliver(*births(3), child(3, iban=""))
    place.run_all()

    assert "3 betalingen zijn klaar" in waiting(member(Role.FINANCE))
    clerk = log_in(
        make_account(
            "clerk@voorbeeld.be",
            password=PASSWORD,
            totp_secret=SECRET,
            roles={WINGENE: {Role.CLERK}},
        )
    )
    found = waiting(clerk)
    assert "4 brieven af te drukken" in found
    assert "1 taak voor een mens" in found
    page = clerk.get("/wingene/desk/").content.decode()
    assert "beslist in de laatste run" in page


def test_what_is_late_comes_first(place: Town) -> None:
    place.deliver(child(0))
    with acting_for([WINGENE], CLERK):
        tasks.open_task(
            WINGENE,
            key="late",
            reason="bereavement",
            about_kind="decision",
            about="GEB-37021-ABCDEFGHIJ",
            detail={},
            moment=NOON.replace(year=2025),
        )

    first, *_ = waiting(member(Role.CLERK))

    assert first == "1 taak voor een mens"


def test_an_auditor_reads_and_is_asked_nothing(place: Town) -> None:
    place.deliver(*births(2))
    place.run_all()

    assert waiting(member(Role.AUDITOR)) == {}
