"""Regulations and house style at the desk."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.faces.desk.desk_town import DESK, browser
from tests.factories.acting import MANAGER, OPERATOR, WINGENE
from tests.factories.catalogue import adopt, publish, text_of

from klik.domains.catalogue import queries
from klik.domains.municipalities.queries import house_style_of
from klik.domains.registers import queries as registers
from klik.ground.tenancy import Role, acting_for

LIST = f"{DESK}/reglementen/"
STYLE = f"{DESK}/huisstijl/"
MANAGES = Role.REGULATION_MANAGER


@pytest.fixture
def published(town: None) -> None:
    publish()


def file_of(text: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("wingene.yaml", text, content_type="application/yaml")


def adopted() -> list[object]:
    with acting_for([WINGENE], MANAGER):
        return list(queries.adoptions_of(WINGENE))


def test_a_file_is_adopted_with_its_agreement(published: None) -> None:
    client = browser(MANAGES)

    answer = client.post(f"{LIST}invoeren/", {"file": file_of(text_of())})
    again = client.post(f"{LIST}invoeren/", {"file": file_of(text_of())})

    assert (answer.status_code, again.status_code) == (303, 303)
    assert len(adopted()) == 1
    with acting_for([WINGENE], OPERATOR):
        assert len(registers.agreements(WINGENE)) == 1
    assert "Geboorte" in client.get(LIST).content.decode()


def test_a_wrong_file_is_refused_with_each_place(published: None) -> None:
    wrong = text_of().replace(b"37021", b"24038")

    answer = browser(MANAGES).post(f"{LIST}invoeren/", {"file": file_of(wrong)})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Niet ingevoerd" in page
    assert "wingene.yaml:" in page
    assert "Dit bestand is voor een andere gemeente" in page
    assert adopted() == []


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (b"  decided_on: 2024-12-16\n", b"", "Hier ontbreekt \u201cdecided_on\u201d"),
        (b"\nperiod:", b"\nperiode: 1\nperiod:", "\u201cperiode\u201d bestaat hier niet"),
        (b"adoption_maximum_age: 17", b"adoption_maximum_age: oud", "verkeerde soort"),
        (b"amount: 100.00}", b"amount: 90.00}", "geeft een ander resultaat"),
    ],
)
def test_a_fault_is_said_in_dutch(published: None, before: bytes, after: bytes, says: str) -> None:
    wrong = text_of().replace(before, after)
    assert wrong != text_of()

    answer = browser(MANAGES).post(f"{LIST}invoeren/", {"file": file_of(wrong)})

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_who_overlaps_reads_it_in_dutch(published: None) -> None:
    adopt()
    other = text_of() + b"\n# once more\n"

    answer = browser(MANAGES).post(f"{LIST}invoeren/", {"file": file_of(other)})

    assert "Een ander reglement geldt" in answer.content.decode()


def test_a_manager_reads_what_was_adopted(published: None) -> None:
    record = adopt()
    client = browser(MANAGES)

    listed = client.get(LIST).content.decode()
    page = client.get(f"{LIST}{record.pk}/").content.decode()
    file = client.get(f"{LIST}{record.pk}/bestand/").content
    blank = client.get(f"{LIST}invoeren/leeg/?package=geboortepremie&version=1.0.0").content

    assert f"{LIST}{record.pk}/" in listed
    assert "artikel 7" in page
    assert "GR/2024/VB-001" in page
    assert "Be\u00ebindig" in page
    assert file == bytes(record.text)
    assert b"package: geboortepremie" in blank


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"a: [", b"x" * 3_000_000])
def test_no_adoption_at_all_is_refused(published: None, content: bytes) -> None:
    answer = browser(MANAGES).post(f"{LIST}invoeren/", {"file": file_of(content)})

    assert answer.status_code == 422
    assert adopted() == []


def test_an_adoption_ends_on_a_last_day(published: None, tmp_path: Path) -> None:
    record = adopt()
    client = browser(MANAGES)
    address = f"{LIST}{record.pk}/beeindigen/"
    fields = {
        "organ": "Gemeenteraad", "reference": "GR/2026/9",
        "decided_on_0": "1", "decided_on_1": "11", "decided_on_2": "2026",
        "last_day_0": "31", "last_day_1": "12",
    }  # fmt: skip

    asked = client.get(address)
    wrong = client.post(address, fields | {"last_day_2": "2001"})
    done = client.post(address, fields | {"last_day_2": "2026"})

    assert [one.status_code for one in (asked, wrong, done)] == [200, 422, 303]
    assert "Kies een laatste dag" in wrong.content.decode()
    assert client.get(address).status_code == 404


def test_colours_are_tried_and_then_kept(town: None) -> None:
    client = browser(MANAGES)
    yellow = {"house_colour": "#ffd400", "accent_colour": "#2aa7a1"}

    tried = client.get(f"{STYLE}proef/", yellow).content.decode()
    part = client.get(f"{STYLE}proef/", yellow, headers={"HX-Request": "true"}).content.decode()
    kept = client.post(STYLE, yellow)
    wrong = client.post(STYLE, yellow | {"house_colour": "red"})

    assert "Te licht voor witte tekst" in tried
    assert part.lstrip().startswith("<div")
    assert (kept.status_code, wrong.status_code) == (303, 422)
    with acting_for([WINGENE], MANAGER):
        style = house_style_of(WINGENE)
    assert style is not None
    assert style.house_colour == "#ffd400"


def test_who_does_not_manage_regulations_changes_nothing(published: None) -> None:
    auditor, clerk = browser(Role.AUDITOR), browser(Role.CLERK, email="bea@voorbeeld.be")

    assert auditor.get(LIST).status_code == 200
    assert auditor.get(f"{LIST}invoeren/").status_code == 404
    assert auditor.post(STYLE, {"house_colour": "#000000"}).status_code == 404
    assert clerk.get(LIST).status_code == 404
