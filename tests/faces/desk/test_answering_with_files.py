"""A clerk answers a resident with a document; who was answered opens it, and nobody else."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.faces.desk.desk_town import DESK, browser
from tests.factories.acting import CLERK, WINGENE
from tests.factories.own_cases import granted, of_mother, reference_of, wrote
from tests.factories.portal import resident_browser
from tests.factories.residents import JAN, LIES

from klik.domains.messages.models import Written, WrittenFile
from klik.domains.tasks.models import Task
from klik.ground import files
from klik.ground.tenancy import Role, acting_for

PDF = b"%PDF-1.7 attest van " + b"x" * 3_000_000  # too large to stay in memory
ANSWER = "Hier is uw attest."
HERS = "/wingene/mijn/berichten/"
OPENS = re.compile(rf'href="({HERS}bestand/[^"]+)"[^>]*>(?:(?!</a>).)*attest\.pdf', re.DOTALL)


@pytest.fixture
def clerk(town: None, tmp_path: Path) -> Client:
    """A clerk of a town that granted LIES a premium; JAN is the other parent."""
    granted(tmp_path, of_mother())
    return browser(Role.CLERK)


def _asked_about_a_case() -> str:
    wrote(about=(reference := reference_of(LIES)))
    return f"{DESK}/dossiers/{reference}/berichten/"


def _asked_about_nothing() -> str:
    asked = wrote()
    with acting_for([WINGENE], CLERK):
        task = Task.objects.get(key=f"written:{asked.pk}")
    return f"{DESK}/werklijst/{task.pk}/"


def _sent(content: bytes, **changed: object) -> dict[str, Any]:
    """Return an answer to what was written last, with a document that says it is a PDF."""
    with acting_for([WINGENE], CLERK):
        last = Written.objects.filter(side="resident").latest("written_at", "pk").pk
    document = SimpleUploadedFile("attest.pdf", content, content_type="application/pdf")
    return {"last": last, "key": uuid4(), "words": ANSWER, "document": document, **changed}


def _kept() -> int:
    with acting_for([WINGENE], CLERK):
        return Written.objects.filter(side="town").count()


@pytest.mark.parametrize("ask", [_asked_about_a_case, _asked_about_nothing])
def test_only_who_was_answered_opens_the_document(clerk: Client, ask: Any) -> None:
    page = ask()
    lies, jan = resident_browser(LIES), resident_browser(JAN, subject="jan")

    answered = clerk.post(f"{page}antwoord/", _sent(PDF))
    found = OPENS.search(lies.get(HERS).content.decode())

    assert answered.status_code == 303, answered.content.decode()
    assert found is not None
    opened = lies.get(found.group(1))
    assert (opened["Content-Type"], opened.content) == ("application/pdf", PDF)
    assert jan.get(found.group(1)).status_code == 404
    assert "attest.pdf" in clerk.get(page).content.decode()
    with acting_for([WINGENE], CLERK):
        one = WrittenFile.objects.get(message__side="town")
        assert (one.size, one.media_type) == (len(PDF), "application/pdf")
        assert files.read_bytes(WINGENE, one.digest) == PDF


@pytest.mark.parametrize("ask", [_asked_about_a_case, _asked_about_nothing])
def test_what_is_wrong_stands_beside_its_field_and_no_word_is_lost(clerk: Client, ask: Any) -> None:
    page = ask()
    program = _sent(b"MZ not a PDF")

    refused = clerk.post(f"{page}antwoord/", program)
    empty = clerk.post(f"{page}antwoord/", _sent(PDF, words=" "))

    shown = refused.content.decode()
    assert refused.status_code == 422
    assert "Kies een pdf of een foto" in shown
    assert 'href="#document1"' in shown
    assert 'id="document1-error"' in shown
    assert f">{ANSWER}</textarea>" in shown
    assert f'value="{program["key"]}"' in shown  # sent again, it is the same answer
    assert empty.status_code == 422
    assert 'href="#words1"' in empty.content.decode()
    assert _kept() == 0
    assert clerk.post(f"{page}antwoord/", {**program, "document": ""}).status_code == 303
    assert _kept() == 1


def test_an_answer_without_the_token_of_its_form_is_not_taken(clerk: Client) -> None:
    page = _asked_about_nothing()
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies = clerk.cookies

    assert stranger.post(f"{page}antwoord/", _sent(PDF)).status_code == 403
    assert _kept() == 0
