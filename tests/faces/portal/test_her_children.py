"""A parent's own children are offered before anything is asked."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.factories.grants import Town, town_in
from tests.factories.own_cases import FATHER, of_mother
from tests.factories.portal import resident_browser
from tests.factories.registers import child
from tests.plain_dutch import faults_of

NOT_HERS = {**FATHER, "child_first_names": "Vreemd Kind"}


@pytest.fixture
def born(town: None, tmp_path: Path) -> Town:
    """Return a town that was told of two children of LIES, and of one of another parent."""
    found = town_in(tmp_path)
    found.deliver(
        of_mother(0, child_first_names="Mila"),
        of_mother(1, child_first_names="Noor"),
        child(2, **NOT_HERS),
    )
    return found


def test_she_chooses_her_child_and_is_not_asked_what_the_register_knows(born: Town) -> None:
    client, here = _begun(born)

    page = _said(client.get(f"{here}/voor-wie/"))
    offered = re.findall(r"child-([0-9a-f-]{36})", client.get(f"{here}/voor-wie/").content.decode())
    led = client.post(f"{here}/voor-wie/", {"child": offered[0]})
    question = _said(client.get(led["Location"]))

    assert "Voor wie vraagt u dit aan?" in page
    assert [name for name in ("Mila", "Noor", "Vreemd Kind") if name in page] == ["Mila", "Noor"]
    assert "Een ander kind" in page
    assert born.agreement.provider in page
    assert faults_of([page]) == []
    assert "/vraag/gebeurtenis/" in led["Location"]
    assert 'name="child.insz"' not in client.get(led["Location"]).content.decode()
    assert f"van {born.agreement.provider}" in question
    assert "Kies een ander kind" in _said(client.get(f"{here}/"))


def test_another_child_is_asked_for_by_number(born: Town) -> None:
    client, here = _begun(born)
    offered = re.findall(r"child-([0-9a-f-]{36})", client.get(f"{here}/voor-wie/").content.decode())
    client.post(f"{here}/voor-wie/", {"child": offered[0]})

    led = client.post(f"{here}/voor-wie/", {"child": "another"})

    assert 'name="child.insz"' in client.get(led["Location"]).content.decode()


def test_nothing_chosen_or_a_child_of_another_says_what_to_do(born: Town) -> None:
    client, here = _begun(born)

    answers = [
        client.post(f"{here}/voor-wie/", sent)
        for sent in ({}, {"child": "6f1c1c52-0000-4000-8000-000000000000"})
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("Kies voor welk kind u dit vraagt." in _said(answer) for answer in answers)


def _begun(town: Town) -> tuple[Client, str]:
    client = resident_browser()
    begun = client.post(f"/wingene/aanvragen/nieuw/{town.adoption_id}/begin/")
    assert begun["Location"].endswith("/voor-wie/")
    return client, "/".join(begun["Location"].split("/")[:4])


def _said(answer: Any) -> str:
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0].partition(">")[2]
    pieces = (" ".join(one.split()) for one in re.split(r"<[^>]+>", main))
    return "\n".join(one for one in pieces if one).replace("\N{SOFT HYPHEN}", "")
