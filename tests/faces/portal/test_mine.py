"""My cases, messages and data: hers are there in plain words, and nothing of the other parent's."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.test import Client
from tests.factories.acting import CLERK, NOON, OPERATOR, WINGENE
from tests.factories.own_cases import (
    FATHER,
    STREET,
    granted,
    letter_of,
    of_mother,
    reference_of,
    wrote,
)
from tests.factories.portal import resident_browser
from tests.factories.registers import child
from tests.factories.residents import JAN, LIES
from tests.plain_dutch import faults_of

from klik.domains.audit.operations import record_view
from klik.domains.cases.models import Objection, Party
from klik.domains.municipalities.operations import load_municipalities
from klik.domains.tasks.models import Task
from klik.ground.tenancy import acting_for

PAGES = ("zaken/", "berichten/", "gegevens/", "gegevens/alles.json", "gegevens/alles.pdf")


@pytest.fixture
def parents(committed: None, tmp_path: Path) -> dict[str, str]:
    """Two parents of one child, each with a case; the mother lives where nobody may know."""
    granted(tmp_path, of_mother(0), child(1, **FATHER))
    with acting_for([WINGENE], OPERATOR):
        load_municipalities()
    return {LIES: reference_of(LIES), JAN: reference_of(JAN)}


def _browser(number: str) -> Client:
    return resident_browser(number, subject="lies" if number == LIES else "jan")


def _text(answer: Any) -> str:
    if "pdf" in answer["Content-Type"]:
        return _words_of_pdf(answer.content)
    return " ".join(answer.content.decode().replace("\N{SOFT HYPHEN}", "").split())


def _words_of_pdf(content: bytes) -> str:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        return str(pdf.docinfo) + str(len(pdf.pages))


def _main(text: str) -> list[str]:
    main = re.search(r"<main.*?</main>", text, re.DOTALL)
    plain = re.sub(r"<(script|style|form).*?</\1>", " ", main.group() if main else "")
    return [one.strip() for one in re.split(r"<[^>]+>", plain) if one.strip()]


def test_a_mother_reads_what_she_got_why_and_who_used_her_data(parents: dict[str, str]) -> None:
    client, reference = _browser(LIES), parents[LIES]
    with acting_for([WINGENE], CLERK):
        (party,) = Party.objects.filter(decision__reference=reference)
        subject = bytes(party.decision.case.subject).hex()
        shown = f"case:{reference}/payment"
        record_view(WINGENE, person=subject, shown=shown, purpose="check", moment=NOON)

    start, cases = _text(client.get("/wingene/")), _text(client.get("/wingene/mijn/zaken/"))
    case = _text(client.get(f"/wingene/mijn/zaken/{reference}/"))
    mine = _text(client.get("/wingene/mijn/gegevens/"))

    assert reference in start
    assert "U krijgt 100" in cases
    assert "Waarom krijgt u dit?" in case
    assert "U hoefde niets aan te vragen" in case
    assert "Om na te kijken voor we betalen" in mine
    assert "Om te kijken of u dit krijgt: Geboortepremie" in mine
    assert client.get(f"/wingene/mijn/berichten/brief/{letter_of(LIES)}/").status_code == 200
    for page in (cases, case, mine):
        assert faults_of(_main(page)) == []


def test_neither_parent_reads_anything_of_the_other_anywhere(parents: dict[str, str]) -> None:
    wrote("Alleen voor de moeder", number=LIES, about=parents[LIES])
    wrote("Alleen voor de vader", number=JAN, about=parents[JAN])
    secrets = {
        LIES: ("Jan Voorbeeld-Duin", "Vaderlaan", JAN, parents[JAN], "Alleen voor de vader"),
        JAN: ("Lies Voorbeeld-Beek", STREET, LIES, parents[LIES], "Alleen voor de moeder"),
    }

    for number, hidden in secrets.items():
        client, own = _browser(number), parents[number]
        paths = [f"mijn/{page}" for page in PAGES]
        paths += ["", f"mijn/zaken/{own}/", f"mijn/zaken/{own}/bezwaar/", "aanbod/?q=Voorbeeld"]
        for path in paths:
            answer = client.get(f"/wingene/{path}")
            assert answer.status_code == 200, path
            text = _text(answer)
            assert [one for one in hidden if one in text] == [], (path, number)
        other = JAN if number == LIES else LIES
        for path in (f"zaken/{parents[other]}/", f"berichten/brief/{letter_of(other)}/"):
            assert client.get(f"/wingene/mijn/{path}").status_code == 404


def test_she_writes_objects_and_says_no_with_plain_forms(parents: dict[str, str]) -> None:
    client, here = _browser(LIES), f"/wingene/mijn/zaken/{parents[LIES]}/"

    empty = client.post(f"{here}schrijven/", {"words": " "})
    sent = client.post(f"{here}schrijven/", {"words": "Wanneer betaalt u?"})
    objected = client.post(f"{here}bezwaar/", {"words": "Het bedrag klopt niet."})
    wish = client.post("/wingene/mijn/gegevens/automatisch/")

    assert (empty.status_code, "Fout:" in _text(empty)) == (422, True)
    assert {sent.status_code, objected.status_code, wish.status_code} == {303}
    case = _text(client.get(here))
    assert "Wanneer betaalt u?" in case
    assert "Wij kregen uw bezwaar" in case
    assert "Bezwaar ontvangen" in case
    assert "kennen wij u niets automatisch toe" in _text(client.get("/wingene/mijn/gegevens/"))
    with acting_for([WINGENE], CLERK):
        assert Objection.objects.count() == 1
        reasons = Task.objects.values_list("reason", flat=True)
        assert sorted(set(reasons)) == ["objection", "written"]


@pytest.mark.parametrize(
    ("hers", "other"),
    [
        ((LIES, "Lies Voorbeeld-Beek"), (JAN, "Jan Voorbeeld-Duin")),
        ((JAN, "Jan Voorbeeld-Duin"), (LIES, "Lies Voorbeeld-Beek")),
    ],
    ids=["mother", "father"],
)
def test_a_delivered_row_tells_a_parent_of_her_child_and_not_of_the_other(
    parents: dict[str, str], hers: tuple[str, str], other: tuple[str, str]
) -> None:
    made = json.loads(_browser(hers[0]).get("/wingene/mijn/gegevens/alles.json").content)
    page = _text(_browser(hers[0]).get("/wingene/mijn/gegevens/"))

    rows = [one for one in made["held"] if one["kind"] == "register-row"]
    birth = of_mother()
    assert rows[0]["fields"]["Geboortedatum"] == birth["birth_date"]
    said = json.dumps([one["fields"] for one in rows], ensure_ascii=False)
    assert all(word in said for word in (*hers, birth["child_insz"], birth["child_first_names"]))
    assert not any(word in said for word in (*other, STREET, birth["iban"]))
    assert "straat" in rows[0]["fields"]["Wat niet getoond wordt"]
    assert str(birth["child_insz"]) not in page


def test_everything_that_is_held_goes_with_her(parents: dict[str, str]) -> None:
    client = _browser(LIES)

    made = json.loads(client.get("/wingene/mijn/gegevens/alles.json").content)
    pdf = client.get("/wingene/mijn/gegevens/alles.pdf")

    kinds = {one["kind"] for one in made["held"]}
    assert {"decision", "payment", "message", "register-row", "resident"} <= kinds
    assert pdf.content.startswith(b"%PDF-")
    assert "Wat wij over u bewaren" in _words_of_pdf(pdf.content)
