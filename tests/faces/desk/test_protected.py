"""A protected address at the desk: it stands on no page but for two roles that say why."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.faces.desk.desk_town import DESK, browser
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.applications import APPLICANT, Pool, pool_in
from tests.factories.grants import Town, town_in
from tests.factories.own_cases import STREET, of_mother, person
from tests.factories.residents import LIES, met_by_clerk
from tests.ground.letters.pdf_text import text_of

from klik.domains.audit.models import PersonView
from klik.domains.cases.models import Application
from klik.domains.cases.operations import applying
from klik.domains.messages import jobs as post_jobs
from klik.domains.messages import operations as post
from klik.domains.messages.models import OutboxMessage
from klik.domains.messages.operations import endings
from klik.domains.people import operations as people
from klik.domains.tasks.models import Task
from klik.ground.tenancy import Role, acting_for

WHERE = (STREET, "8755", "Ruiselede")
LONG = re.compile(r"(?=[\w-]*\d)[\w-]{12,}")
READERS = (Role.CLERK, Role.APPROVER, Role.AUDITOR)
BESCHERMD = "Beschermd adres"


def _town(folder: Path) -> Town:
    town = town_in(folder)
    town.deliver(of_mother(postcode="8755", locality="Ruiselede"))
    return town


def _protect(number: str = LIES) -> None:
    with acting_for([WINGENE], CLERK):
        people.protect_address(WINGENE, person(number), because="register", moment=NOON)


def _said(answer: Any) -> str:
    body = answer.getvalue() if answer.streaming else answer.content
    return text_of(body) if body.startswith(b"%PDF") else html.unescape(body.decode())


def _told(client: Client, address: str, status: int = 200) -> list[str]:
    """Return which words of the address an answer holds."""
    answer = client.get(address)
    assert answer.status_code == status, address
    # A postcode may also stand inside a token, an identifier or a reference, and tells nothing.
    said = LONG.sub("", _said(answer).replace("\N{SOFT HYPHEN}", ""))
    plain = "".join(said.split())
    return [one for one in WHERE if one in plain]


def _looks() -> list[tuple[str, str]]:
    with acting_for([WINGENE], CLERK):
        hers = PersonView.objects.filter(person=person(LIES).hex(), shown="address")
        return [(one.actor_kind, one.purpose) for one in hers]


@pytest.fixture
def letters(tmp_path: Path) -> list[str]:
    """Return every page of a case and a run that is about her, letters aside; then two letters."""
    town = _town(tmp_path)
    run = town.run_all()
    _protect()
    reference, item = town.effects().decisions[0].reference, town.items(run)[0].row_token
    parts = ("", "documenten/", "berichten/", "betaling/", "gegevens/")
    at_run = {"municipality": "wingene", "run": run.pk, "row": item}
    with acting_for([WINGENE], CLERK):
        endings.fail(OutboxMessage.objects.get(), endings.NO_ADDRESS, NOON)
        task = Task.objects.get(reason="not-delivered").pk
    return [
        *(f"{DESK}/dossiers/{reference}/{part}" for part in parts),
        reverse("desk:run-row", kwargs=at_run),
        f"{DESK}/post/berichten/",
        f"{DESK}/post/niet-aangekomen/",
        reverse("desk:task", args=["wingene", task]),
        f"{DESK}/documenten/letter:{reference}/",
        reverse("desk:run-letter", kwargs=at_run),
    ]


@pytest.mark.parametrize("role", READERS)
def test_no_page_nor_letter_tells_it_but_to_two_roles_that_say_why(
    letters: list[str], role: Role
) -> None:
    *pages, filed, of_run = letters
    client, people_page = browser(role), pages[4]
    may, why = role is not Role.APPROVER, "?purpose=question"

    assert {one: found for one in pages if (found := _told(client, one))} == {}
    assert BESCHERMD in _said(client.get(people_page))
    for letter in (filed, of_run):
        assert _told(client, letter, 200 if may else 403) == []
    assert _looks() == []
    for address in (people_page, filed, of_run):
        found = _told(client, f"{address}{why}", 403 if not may and address != people_page else 200)
        assert found == (list(WHERE) if may else []), address
    assert _looks() == [("staff", "question")] * (3 if may else 0)


def test_who_is_not_protected_is_shown_as_before(tmp_path: Path) -> None:
    town = _town(tmp_path)
    town.run_all()
    reference, client = town.effects().decisions[0].reference, browser(Role.APPROVER)

    assert _told(client, f"{DESK}/documenten/letter:{reference}/") == list(WHERE)
    assert _told(client, f"{DESK}/dossiers/{reference}/gegevens/?purpose=handling") == list(WHERE)


def test_a_letter_is_read_before_it_goes_without_where_it_goes(tmp_path: Path) -> None:
    town = _town(tmp_path)
    _protect()
    run = town.plan()
    row = {"municipality": "wingene", "run": run.pk, "row": town.items(run)[0].row_token}
    client = browser(Role.APPROVER)

    assert _told(client, reverse("desk:run-letter", kwargs=row)) == []
    assert BESCHERMD.replace(" ", "") in "".join(
        _said(client.get(reverse("desk:run-letter", kwargs=row))).split()
    )


def test_her_letter_is_posted_and_only_who_posts_it_takes_the_file(tmp_path: Path) -> None:
    town = _town(tmp_path)
    town.run_all()
    _protect()
    with acting_for([WINGENE], CLERK):
        batch = post.make_print_batch(WINGENE, moment=NOON)
    assert batch is not None
    post_jobs.write_print_batches(NOON)
    here = f"{DESK}/post/drukwerk/{batch.reference}/"
    clerk, approver = browser(Role.CLERK), browser(Role.APPROVER, email="bo@voorbeeld.be")

    assert _told(clerk, here) == []
    assert [_told(approver, f"{here}{one}/", 403) for one in ("brieven", "inhoud")] == [[], []]
    assert _looks() == []
    assert _told(clerk, f"{here}inhoud/") == []
    assert _told(clerk, f"{here}brieven/") == list(WHERE)
    assert _looks() == [("staff", "posting")] * 2


@pytest.fixture
def asked(home: Path) -> tuple[Pool, Application]:
    """Return what a parent with a protected address applied for, and where she wants letters."""
    pool = pool_in()
    application = pool.start()
    pool.fill(application)
    with acting_for([WINGENE], pool.parent):
        applying.save_address(application, (f"{STREET} 7", "8755 Ruiselede"), moment=NOON)
    _protect(APPLICANT.number)
    return pool, application


@pytest.mark.parametrize("role", READERS)
def test_where_an_applicant_wants_letters_shows_to_the_same_two(
    asked: tuple[Pool, Application], role: Role
) -> None:
    pool, application = asked
    pool.submit(application)
    client, here = browser(role), f"{DESK}/aanvragen/{application.reference}/"
    may = role is not Role.APPROVER

    assert _told(client, here) == []
    assert _told(client, f"{here}brief/") == []
    assert _told(client, f"{here}?purpose=handling") == (list(WHERE) if may else [])
    assert BESCHERMD in _said(client.get(here))


def test_the_counter_fills_in_for_her_without_reading_it(asked: tuple[Pool, Application]) -> None:
    client, here = browser(Role.CLERK), f"{DESK}/loket/aanvraag/{asked[1].reference}/"

    for page in ("", "adres/", "nakijken/", "vraag/kind/", "vraag/betaald/"):
        assert _told(client, f"{here}{page}") == [], page
    review = _said(client.get(f"{here}nakijken/"))

    assert BESCHERMD in review
    assert BESCHERMD not in _said(client.get(f"{here}adres/"))  # a field holds no such words


def test_a_clerk_protects_an_address_and_ends_that_at_the_counter(home: Path) -> None:
    pool_in()
    resident = met_by_clerk(LIES, given_name="Lies")
    client, here = browser(Role.CLERK), f"{DESK}/loket/{resident.pk}/counter/"

    without = client.post(f"{here}adres-beschermen/", {"because": ""})
    done = client.post(f"{here}adres-beschermen/", {"because": "authority"})
    shown = _said(client.get(here))
    over = client.post(f"{here}bescherming-stoppen/", {"because": "request"})

    assert (without.status_code, done.status_code, over.status_code) == (422, 303, 303)
    assert "Het adres is beschermd" in shown
    assert "Een rechter, de politie of een hulpdienst zegt het" in shown
    assert "Het adres is beschermd" not in _said(client.get(here)).partition("<main")[2]
