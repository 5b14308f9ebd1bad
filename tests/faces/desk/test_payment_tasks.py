"""A payment that waits: finance sees it, judges it with what she needs, and nobody loses it."""

from pathlib import Path

import pytest
from django.test import Client
from tests.faces.desk.desk_town import DESK, browser, executed, task_of
from tests.factories.acting import CLERK
from tests.factories.grants import Town
from tests.factories.payments import allow_alone, drawn
from tests.factories.registers import child

from klik.domains.payments import operations as payments
from klik.domains.payments import queries
from klik.domains.payments.models import Batch
from klik.ground.tenancy import Role, acting_for

OTHER_NAME = {"account_holder": "Oma Voorbeeld-Anders"}


@pytest.fixture
def wingene(town: None, tmp_path: Path) -> Town:
    return executed(tmp_path, [child(0, **OTHER_NAME)])


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{SOFT HYPHEN}", "")


def at(town: Town, act: str = "") -> str:
    return f"{DESK}/werklijst/{task_of(town, 'holder').pk}/{act}"


def test_finance_finds_it_today_and_judges_with_account_and_holder(wingene: Town) -> None:
    client = browser(Role.FINANCE)

    today, page = seen(client, f"{DESK}/"), seen(client, at(wingene))

    assert "1 taak voor een mens" in today.replace("\N{NO-BREAK SPACE}", " ")
    assert "Oma Voorbeeld-Anders" in page
    assert "Rekening op een andere naam" in page
    assert "Tegengehouden door een medewerker" not in page
    assert "is weg" not in page
    assert f"{DESK}/betalingen/opdrachten/" in page
    assert [one.held_because for one in wingene.effects().orders] == ["holder"]


def test_a_clerk_hands_it_over_and_cannot_close_it(wingene: Town) -> None:
    finance = browser(Role.FINANCE, email="fatima@voorbeeld.be")
    browser(Role.CLERK, email="bea@voorbeeld.be")
    client = browser(Role.CLERK)
    page = seen(client, at(wingene))
    first = page.partition('<option value="')[2].partition('"')[0]

    closed = client.post(at(wingene, "klaar/"), {"outcome": "handled"})
    given = client.post(at(wingene, "toewijzen/"), {"to": first})

    assert "Ik gaf het door" not in page
    assert "klaar/" not in page
    assert (closed.status_code, given.status_code) == (409, 303)
    assert finance.post(at(wingene, "klaar/")).status_code == 422  # hers to finish
    task = task_of(wingene, "holder")
    assert (task.state, task.assigned_to) == ("open", first)
    assert "Je nam er zelf 1" in seen(finance, f"{DESK}/").replace("\N{NO-BREAK SPACE}", " ")


def test_an_order_is_at_the_bank_only_once_its_file_was_sent(town: None, tmp_path: Path) -> None:
    wingene = executed(tmp_path)
    allow_alone(wingene.nis)
    (batch,) = drawn(wingene.nis)
    client = browser(Role.FINANCE)

    before = seen(client, f"{DESK}/betalingen/opdrachten/")
    with acting_for([wingene.nis], CLERK):
        Batch.objects.filter(pk=batch.pk).update(state="sent", digest="a" * 64)
        (tally,) = queries.order_tallies(wingene.nis)
    after = seen(client, f"{DESK}/betalingen/opdrachten/?state=at-bank")

    assert "In een betaalbestand" in before
    assert "Bij de bank" not in before
    assert "Bij de bank" in after
    assert tally.state == "at-bank"


def test_an_order_is_stopped_for_a_reason_that_somebody_lets_go(wingene: Town) -> None:
    (order,) = wingene.effects().orders

    with acting_for([wingene.nis], CLERK), pytest.raises(ValueError, match="no reason to stop"):
        payments.stop_order(order, because="account-missing", moment=order.placed_at)
