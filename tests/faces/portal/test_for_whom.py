"""Under a mandate somebody applies for another, as far as it goes and as long as it holds."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from tests.factories.acting import CLERK, NOON, OPERATOR, WINGENE
from tests.factories.applications import PAGES, Pool, pool_in
from tests.factories.log_in import text_of
from tests.factories.portal import resident_browser
from tests.factories.residents import ALDA, LIES, met_by_clerk

from klik.domains.audit.models import AuditLine
from klik.domains.audit.queries import payload_of
from klik.domains.cases.models import Application
from klik.domains.cases.operations import applying
from klik.domains.municipalities.operations import load_municipalities
from klik.domains.people import operations
from klik.domains.people.models import EVERYTHING, Resident
from klik.ground.clock import moment_now
from klik.ground.keys.hashing import keyed_hash
from klik.ground.tenancy import acting_for

CHOOSE = "/wingene/mijn/voor-wie/"


@pytest.fixture
def pool(committed: None) -> Pool:
    found = pool_in()
    with acting_for([WINGENE], OPERATOR):
        load_municipalities()
    return found


def _mandate(scope: str = EVERYTHING) -> UUID:
    """Let Lies act for Alda."""
    lies, alda = met_by_clerk(LIES, given_name="Lies"), met_by_clerk(ALDA, given_name="Alda")
    with acting_for([WINGENE], CLERK):
        return operations.give_mandate(alda.pk, lies.pk, scope=scope, moment=moment_now()).pk


def _begins(client: Client, pool: Pool) -> str:
    answer = client.post(f"/wingene/aanvragen/nieuw/{pool.adoption_id}/begin/")
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"]).split("/")[3]


def test_what_she_applies_for_another_is_the_others_and_notes_both(pool: Pool) -> None:
    mandate, lies = _mandate(), resident_browser(LIES)
    assert lies.post(f"{CHOOSE}{mandate}/").status_code == 303
    assert "U regelt iets voor Alda Voorbeeld" in text_of(lies.get("/wingene/"))

    reference = _begins(lies, pool)
    page = f"/wingene/aanvragen/{reference}/vraag/kind/"
    assert lies.post(page, {**PAGES["kind"], "version": "0"}).status_code == 303

    assert reference in text_of(lies.get(CHOOSE))
    alda = resident_browser(ALDA, subject="alda")
    assert alda.get(page).status_code == 200
    with acting_for([WINGENE], CLERK):
        application = Application.objects.get()
        row = Resident.objects.get(person=keyed_hash(f"insz:{ALDA}"))
        assert bytes(application.person) == bytes(row.person)
    with acting_for([WINGENE], OPERATOR):
        line = AuditLine.objects.get(act="cases.save-page")
        assert line.actor_reference == application.opened_by != row.reference
        assert (payload_of(line) or {})["on_behalf_of"] == row.reference


def test_it_ends_with_the_mandate_and_when_she_stops(pool: Pool) -> None:
    mandate, lies = _mandate(), resident_browser(LIES)
    lies.post(f"{CHOOSE}{mandate}/")
    page = f"/wingene/aanvragen/{_begins(lies, pool)}/"
    assert lies.get(page).status_code in {200, 303}

    lies.post(f"{CHOOSE}mezelf/")
    assert lies.get(page).status_code == 404
    lies.post(f"{CHOOSE}{mandate}/")
    assert lies.get(page).status_code in {200, 303}
    with acting_for([WINGENE], CLERK):
        operations.revoke_mandate(mandate, moment=moment_now())
    assert lies.get(page).status_code == 404
    assert "U regelt iets voor" not in text_of(lies.get("/wingene/"))
    assert lies.post(f"{CHOOSE}{mandate}/").status_code == 404


def test_a_mandate_for_one_family_opens_nothing_else(pool: Pool) -> None:
    mandate, lies = _mandate("geboorte"), resident_browser(LIES)
    alda = resident_browser(ALDA, subject="alda")
    reference = _begins(alda, pool)
    lies.post(f"{CHOOSE}{mandate}/")

    refused = lies.post(f"/wingene/aanvragen/nieuw/{pool.adoption_id}/begin/")

    assert refused.status_code == 403
    assert lies.get(f"/wingene/aanvragen/{reference}/").status_code == 404
    assert reference not in text_of(lies.get(CHOOSE))


def test_who_acts_for_her_does_not_read_where_she_lives_when_that_is_protected(pool: Pool) -> None:
    mandate, lies = _mandate(), resident_browser(LIES)
    lies.post(f"{CHOOSE}{mandate}/")
    here = f"/wingene/aanvragen/{_begins(lies, pool)}/"
    with acting_for([WINGENE], CLERK):
        application = Application.objects.get()
    pool.fill(application)
    with acting_for([WINGENE], CLERK):
        applying.save_address(application, ("Geheimstraat 7", "8755 Ruiselede"), moment=NOON)
        person = bytes(application.person)
    pages = [f"{here}{one}" for one in ("", "adres/", "nakijken/", "vraag/betaald/", "vraag/kind/")]
    before = [one for one in pages if "Geheimstraat" in lies.get(one).content.decode()]

    with acting_for([WINGENE], CLERK):
        operations.protect_address(WINGENE, person, because="request", moment=NOON)

    said = {one: lies.get(one).content.decode() for one in pages}
    assert [one for one, text in said.items() if "Geheimstraat" in text or "8755 R" in text] == []
    assert before == [f"{here}adres/", f"{here}nakijken/"]
    assert "Beschermd adres" in said[f"{here}nakijken/"]
    alda = resident_browser(ALDA, subject="alda")
    assert "Geheimstraat" in alda.get(f"{here}adres/").content.decode()
