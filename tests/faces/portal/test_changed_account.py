"""Another account than we know: log in again, be told, and stop it when it was not you."""

import re
from datetime import timedelta
from typing import Any

import pytest
from tests.factories.account_changes import account_changed, paid_before
from tests.factories.acting import CLERK, WINGENE
from tests.factories.applications import Pool, pool_in
from tests.factories.portal import resident_browser
from tests.plain_dutch import faults_of

from klik.domains.cases import jobs
from klik.domains.cases.models import Application
from klik.domains.payments.models import AccountChange, Order
from klik.domains.people.models import ResidentSession
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for


@pytest.mark.usefixtures("town")
def test_another_account_asks_log_in_again_before_it_is_handed_in() -> None:
    pool = pool_in()
    paid_before()
    client = resident_browser()
    here = _filled_in(client, pool)
    _logged_in_long_ago()

    review = client.get(f"{here}nakijken/")
    led = client.post(f"{here}nakijken/")

    assert "Dit is een andere rekening dan wij kennen" in _text(review)
    assert led["Location"].startswith("/wingene/inloggen/?next=")
    assert led["Location"].endswith("nakijken%2F&opnieuw=1")
    assert _application().state == "draft"
    fresh = resident_browser()
    assert fresh.post(f"{here}nakijken/")["Location"].endswith("/ontvangen/")
    jobs.decide(WINGENE, _application().pk, moment=moment_now())
    reference = _application().reference
    with acting_for([WINGENE], CLERK):
        order = Order.objects.get(decision=reference)
        assert (order.held_because, AccountChange.objects.count()) == ("account-changed", 1)


@pytest.mark.usefixtures("town")
def test_she_stops_it_where_she_reads_of_it() -> None:
    change = account_changed()
    client = resident_browser()
    here = f"/wingene/mijn/rekening/{change}/"

    assert "op uw nieuwe rekening" in _text(client.get("/wingene/mijn/gegevens/"))
    page = _said(client.get(here))
    assert "Dit was ik niet" in page
    assert "eindigt op 7034" in page
    assert faults_of([page]) == []
    assert "BE68" not in page
    client.post(f"{here}stoppen/")
    answer = client.get(here)
    assert "Wij stopten dit" in _text(answer)


def _filled_in(client: Any, pool: Pool) -> str:
    begun = client.post(f"/wingene/aanvragen/nieuw/{pool.adoption_id}/begin/")
    pool.fill(_application())
    where = {
        "address-street": "Kerkstraat 1",
        "address-postcode": "8750",
        "address-town": "Wingene",
    }
    client.post("/".join(begun["Location"].split("/")[:4]) + "/adres/", where)
    return "/".join(begun["Location"].split("/")[:4]) + "/"


def _application() -> Application:
    with acting_for([WINGENE], CLERK):
        return Application.objects.get()


def _logged_in_long_ago() -> None:
    with acting_for([WINGENE], CLERK):
        ResidentSession.objects.update(verified_at=moment_now() - timedelta(hours=1))


def _said(answer: Any) -> str:
    """Return what the main part of a page says, a line for each piece of it."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0].partition(">")[2]
    pieces = (" ".join(one.split()) for one in re.split(r"<[^>]+>", main))
    return "\n".join(one for one in pieces if one).replace("\N{SOFT HYPHEN}", "")


def _text(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\N{SOFT HYPHEN}", "").split())
