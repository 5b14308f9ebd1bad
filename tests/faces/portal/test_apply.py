"""A resident applies with plain forms: saved at once, and what is wrong stands beside its field."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories.acting import CLERK, NOON, OPERATOR, WINGENE
from tests.factories.applications import CHILD, PAGES, PDF, Pool, pool_in
from tests.factories.portal import resident_browser

from klik.domains.cases import jobs
from klik.domains.cases.models import Application
from klik.domains.cases.operations import applying
from klik.domains.municipalities.operations import load_municipalities
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for


@pytest.fixture
def pool(committed: None) -> Pool:
    """A town in which one can apply for swimming lessons."""
    found = pool_in()
    with acting_for([WINGENE], OPERATOR):
        load_municipalities()
    return found


def _text(response: Any) -> str:
    return " ".join(response.content.decode().replace("\N{SOFT HYPHEN}", "").split())


def _begun(client: Client, pool: Pool) -> str:
    answer = client.post(f"/wingene/aanvragen/nieuw/{pool.adoption_id}/begin/")
    assert answer.status_code == 303, _text(answer)
    return str(answer["Location"]).split("/")[3]


def test_a_parent_applies_page_by_page_and_gets_a_receipt(pool: Pool) -> None:
    client = resident_browser()
    assert "Wat we u vragen" in _text(client.get(f"/wingene/aanvragen/nieuw/{pool.adoption_id}/"))
    reference = _begun(client, pool)
    here = f"/wingene/aanvragen/{reference}/"

    for page, raw in PAGES.items():
        shown = client.get(f"{here}vraag/{page}/")
        assert shown.status_code == 200
        saved = client.post(f"{here}vraag/{page}/", {**raw, "version": "0"})
        assert saved.status_code == 303, _text(saved)
    again = client.post(f"{here}vraag/bewijs/", {"version": "0"})
    assert again.status_code == 422
    assert "Voeg een bestand toe" in _text(again)
    assert "<title>Fout:" in again.content.decode()
    proof = SimpleUploadedFile("bewijs.pdf", PDF, content_type="text/plain")
    taken = client.post(f"{here}vraag/bewijs/", {"version": "0", "lesson.proof": proof})
    assert taken["Location"].endswith("/adres/"), _text(taken)
    parts = len(PAGES) + 1  # with the proof; where to write is one more
    assert f"U beantwoordde {parts} van {parts + 1} delen" in _text(client.get(here))
    where = {
        "address-street": "Kerkstraat 1",
        "address-postcode": "8750",
        "address-town": "Wingene",
    }
    assert client.post(f"{here}adres/", where)["Location"].endswith("/nakijken/")
    review = _text(client.get(f"{here}nakijken/"))
    assert "80 euro" in review
    assert CHILD not in review  # a number shows its end only
    assert client.post(f"{here}nakijken/")["Location"].endswith("/ontvangen/")
    assert reference in _text(client.get(f"{here}ontvangen/"))
    with acting_for([WINGENE], CLERK):
        application = Application.objects.get()
    jobs.decide(WINGENE, application.pk, moment=moment_now())
    assert "We hebben over uw aanvraag beslist" in _text(client.get(f"{here}ontvangen/"))


def test_two_windows_lose_only_the_page_on_screen(pool: Pool) -> None:
    client = resident_browser()
    here = f"/wingene/aanvragen/{_begun(client, pool)}/vraag/betaald/"
    client.post(here, {"version": "0", "lesson.paid": "80"})

    stale = client.post(here, {"version": "0", "lesson.paid": "90"})

    assert stale.status_code == 422
    assert "in een ander venster" in _text(stale)
    assert 'value="80"' in stale.content.decode()


def test_a_row_is_added_without_javascript_and_later_is_a_way_out(pool: Pool) -> None:
    client = resident_browser()
    here = f"/wingene/aanvragen/{_begun(client, pool)}/vraag/lessen/"

    more = client.post(here, {**PAGES["lessen"], "version": "0", "erbij": "lessons"})
    later = client.post(here, {**PAGES["lessen"], "version": "1", "later": "1"})

    assert (more.status_code, more.content.decode().count("lessons-1-count")) == (200, 3)
    assert later.status_code == 303
    assert later["Location"].count("/") == 4


def test_what_a_clerk_asks_more_is_answered_with_a_document(pool: Pool) -> None:
    client = resident_browser()
    reference = _begun(client, pool)
    with acting_for([WINGENE], CLERK):
        application = Application.objects.get()
    pool.fill(application)
    pool.submit(application)
    with acting_for([WINGENE], CLERK):
        applying.ask_for_more(application, words="Bezorg ons het rapport.", moment=NOON)
    here = f"/wingene/aanvragen/{reference}/antwoord/"

    asked, empty = client.get(here), client.post(here)
    sent = client.post(here, {"document": SimpleUploadedFile("rapport.pdf", PDF + b"rapport")})

    assert "Bezorg ons het rapport." in _text(asked)
    assert empty.status_code == 422
    assert sent.status_code == 303, _text(sent)
    with acting_for([WINGENE], CLERK):
        assert Application.objects.get().state == "submitted"


def test_another_resident_finds_nothing(pool: Pool) -> None:
    reference = _begun(resident_browser(), pool)
    other = resident_browser("92083095239", subject="jan")

    for path in ("", "vraag/kind/", "adres/", "nakijken/", "ontvangen/", "antwoord/", "intrekken/"):
        found = other.get(f"/wingene/aanvragen/{reference}/{path}")
        assert found.status_code == 404, path
