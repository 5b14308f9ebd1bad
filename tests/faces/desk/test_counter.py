"""A clerk applies for a resident: found or met by her number, noted each time, on paper too."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories.acting import AUDITOR, CLERK, WINGENE
from tests.factories.applications import PAGES, PDF, Pool, pool_in
from tests.factories.log_in import log_in
from tests.factories.people import PASSWORD, SECRET, make_account
from tests.factories.portal import resident_browser
from tests.factories.residents import ALDA, LIES
from tests.plain_dutch import faults_of

from klik.domains.audit.models import AuditLine, PersonView
from klik.domains.cases.models import Application
from klik.domains.people.models import Resident
from klik.ground.tenancy import Role, acting_for

HERE = "/wingene/desk/loket/"
NEW = {"number": ALDA, "given_name": "Alda", "family_name": "Voorbeeld", "channel": "counter"}


@pytest.fixture
def pool(home: None) -> Pool:
    return pool_in()


@pytest.fixture
def clerk(pool: Pool) -> Client:
    account = make_account(
        "loket@voorbeeld.be", password=PASSWORD, totp_secret=SECRET, roles={WINGENE: {Role.CLERK}}
    )
    return log_in(account)


def text_of(answer: Any) -> str:
    """Return what a page says, a line for each piece of it."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0].partition(">")[2]
    plain = html.unescape(re.sub(r"</?(?:b|a|span|small)\b[^>]*>", " ", main))
    pieces = (" ".join(one.split()) for one in re.split(r"<[^>]+>", plain))
    return "\n".join(one for one in pieces if one).replace("\N{SOFT HYPHEN}", "")


def _begun(clerk: Client, pool: Pool, sent: dict[str, Any], **more: str) -> str:
    met = clerk.post(HERE, sent)
    assert met.status_code == 303, text_of(met)
    answer = clerk.post(f"{met['Location']}begin/{pool.adoption_id}/", more)
    assert answer.status_code == 303, text_of(answer)
    return str(answer["Location"]).split("/")[5]


def test_who_is_not_known_is_met_by_name_and_no_address_holds_her_number(
    clerk: Client, pool: Pool
) -> None:
    nameless = clerk.post(HERE, {**NEW, "given_name": "", "family_name": ""})
    met = clerk.post(HERE, NEW)
    again = clerk.post(HERE, {**NEW, "given_name": "", "family_name": ""})

    assert nameless.status_code == 422
    assert "Vul de naam in" in text_of(nameless)
    assert met["Location"] == again["Location"]
    assert ALDA not in met["Location"]
    shown = text_of(clerk.get(met["Location"]))
    assert "Alda Voorbeeld" in shown
    assert faults_of([text_of(clerk.get(HERE))]) == []


def test_what_a_clerk_fills_in_is_hers_and_says_who_did_it(clerk: Client, pool: Pool) -> None:
    reference = _begun(clerk, pool, {**NEW, "number": LIES, "given_name": "Lies"})
    here = f"{HERE}aanvraag/{reference}/"

    page = text_of(clerk.get(f"{here}vraag/kind/"))
    for word, raw in PAGES.items():
        assert clerk.post(f"{here}vraag/{word}/", {**raw, "version": "0"}).status_code == 303
    proof = SimpleUploadedFile("bewijs.pdf", PDF)
    clerk.post(f"{here}vraag/bewijs/", {"version": "0", "lesson.proof": proof})
    clerk.post(f"{here}adres/", {
        "address-street": "Dorp 1", "address-postcode": "8750", "address-town": "Wingene",
    })  # fmt: skip
    handed = clerk.post(f"{here}nakijken/")
    receipt = text_of(clerk.get(f"{here}ontvangen/"))
    hers = text_of(resident_browser(LIES).get(f"/wingene/aanvragen/{reference}/ontvangen/"))

    assert "Je vult dit in voor Lies Voorbeeld" in page
    assert handed["Location"] == f"{here}ontvangen/", text_of(handed)
    assert reference in receipt
    assert "Ingevuld door een medewerker aan het loket" in hers
    with acting_for([WINGENE], AUDITOR):
        application = Application.objects.get()
        lines = AuditLine.objects.filter(subject=f"application:{reference}")
        assert {one.actor_reference for one in lines} == {application.opened_by}
        assert application.opened_by.startswith("staff:")
        looks = PersonView.objects.filter(person=bytes(application.person).hex())
        assert {"counter", f"application:{reference}"} == {one.shown for one in looks}


def test_a_form_on_paper_counts_from_its_postmark_and_keeps_its_scan(
    clerk: Client, pool: Pool
) -> None:
    day = {"received_on_0": "2", "received_on_1": "3", "received_on_2": "2026"}
    later = {**day, "received_on_2": "2099"}
    met = clerk.post(HERE, {**NEW, "channel": "paper"})["Location"]

    early = clerk.post(f"{met}begin/{pool.adoption_id}/", later)
    reference = _begun(clerk, pool, {**NEW, "channel": "paper"}, **day)
    here = f"{HERE}aanvraag/{reference}/scan/"
    empty = clerk.post(here)
    added = clerk.post(here, {".paper": SimpleUploadedFile("formulier.pdf", PDF)})

    assert early.status_code == 422
    assert "Deze dag moet nog komen" in text_of(early)
    assert empty.status_code == 422
    assert added.status_code == 303, text_of(added)
    assert "formulier.pdf" in text_of(clerk.get(here))
    with acting_for([WINGENE], CLERK):
        application = Application.objects.get()
        assert str(application.received_on) == "2026-03-02"
        assert application.files.get().question == ".paper"
        assert Resident.objects.count() == 1
