"""What the pages of runs say and do, from plan to result."""

import csv
import io
import re
from pathlib import Path

import pikepdf
import pytest
from tests.faces.desk.desk_town import DESK, browser, executed, task_of
from tests.factories.acting import CLERK, NOON, OPERATOR
from tests.factories.desk_runs import Desk, approval, desk_in, said
from tests.factories.registers import child

from klik.domains.audit.models import PersonView
from klik.domains.grants import queries
from klik.domains.grants.models import Run, RunItem
from klik.domains.tasks.operations import finish_task
from klik.ground.tenancy import Role, acting_for


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path)


def item(desk: Desk, run: Run, group: str) -> RunItem:
    with acting_for([desk.town.nis], OPERATOR):
        found = queries.items_in(run, group=group).first()
    assert found is not None
    return found


def views(desk: Desk) -> int:
    with acting_for([desk.town.nis], OPERATOR):
        return PersonView.objects.count()


def test_a_plan_says_what_would_be_decided_and_why_not(desk: Desk) -> None:
    run = desk.planned()

    page = said(desk.approver.get(desk.at(f"runs/{run.pk}/")))

    assert "Plan voor 3 toekenningen" in page
    assert "Samen toegekend 300 euro" in page
    assert "Geboortepremie 3 300 euro" in page
    assert "Budgetsleutel 0945-00 / 64920100 (voorbeeld)" in page
    assert "Er is geen rekeningnummer; vraag het aan de ouder." in page
    assert "De brief vertrekt. De betaling wacht op een mens." in page
    assert "Er ontbreekt een gegeven; vraag het na: nummer van de eerste begunstigde" in page
    assert "Het kind is ingeschreven in de gemeente. artikel 3 1" in page
    assert "Keur het plan goed" in page
    assert "1 niet beslist, 1 ook toegekend" in page
    assert re.findall(r"Kind\w* Voorbeeld", page) == []


def test_the_rows_are_references_and_a_name_is_behind_a_view_that_is_noted(desk: Desk) -> None:
    run = desk.planned()
    one = item(desk, run, "granted")

    rows = said(desk.clerk.get(desk.at(f"runs/{run.pk}/rijen/")))
    left_out = said(desk.clerk.get(desk.at(f"runs/{run.pk}/rijen/?voorwaarde=child-lives-here")))
    before = views(desk)
    row = said(desk.clerk.get(desk.at(f"runs/{run.pk}/rijen/{one.row_token}/")))

    assert "5 rijen" in rows
    assert "1 rij" in left_out
    assert "Voorbeeld" not in rows.replace("An Voorbeeld", "")
    assert "We noteren dat je dit bekijkt." in row
    assert (before, views(desk)) == (0, 1)
    assert desk.clerk.get(desk.at(f"runs/{run.pk}/rijen/?groep=niets")).status_code == 404


def test_who_is_not_selected_has_a_reason(town: None, tmp_path: Path) -> None:
    outside = child(1, birth_date="2024-03-03")
    place = executed(tmp_path, [child(0), outside, child(2, register="wachtregister")])
    with acting_for([place.nis], OPERATOR):
        run = queries.runs_of(place.nis)[0]
    client = browser(Role.CLERK)

    page = said(client.get(f"{DESK}/runs/{run.pk}/"))
    rows = said(client.get(f"{DESK}/runs/{run.pk}/rijen/?groep=not-selected"))
    one = said(client.get(f"{DESK}/runs/{run.pk}/rijen/?voorwaarde=not-looked-at"))

    reason = "De dag van de gebeurtenis ligt voor de eerste dag van dit reglement: 1 januari 2025."
    assert f"{reason} 1" in page
    assert "Waarvan elk 100 euro 1" in page
    assert (rows.count("Niet geselecteerd"), rows.count("Niets te doen")) == (3, 0)
    assert "1 rij" in one
    assert reason in one


def test_an_executed_run_counts_the_payments_that_wait_for_a_person(
    town: None, tmp_path: Path
) -> None:
    place = executed(tmp_path, [child(0), child(1, iban="")])
    with acting_for([place.nis], OPERATOR):
        run = queries.runs_of(place.nis)[0]
    client = browser(Role.CLERK)

    before = said(client.get(f"{DESK}/runs/{run.pk}/"))
    orders = said(
        browser(Role.FINANCE, email="fin@voorbeeld.be").get(f"{DESK}/betalingen/opdrachten/")
    )
    task = task_of(place, "account")
    with acting_for([place.nis], CLERK):
        finish_task(task, outcome="handled", note="", moment=NOON)
    after = said(client.get(f"{DESK}/runs/{run.pk}/"))

    assert "Taken voor een mens 1 1 nog open" in before
    assert "Taken voor een mens 1 0 nog open" in after
    assert "De betaling wacht op een mens. Klaar" in after
    assert "premium" not in orders


def test_a_letter_is_read_before_it_goes(desk: Desk) -> None:
    run = desk.planned()
    one = item(desk, run, "granted")

    listed = desk.approver.get(desk.at(f"runs/{run.pk}/brieven/"))
    letter = desk.approver.get(desk.at(f"runs/{run.pk}/rijen/{one.row_token}/brief.pdf"))

    assert listed.content.decode().count("brief.pdf") == 3
    assert views(desk) == 1
    with pikepdf.open(io.BytesIO(letter.content)) as pdf:
        assert len(pdf.pages) >= 1


def test_the_annexed_list_names_nobody(desk: Desk) -> None:
    run = desk.planned()

    pdf = desk.browser("finance").get(desk.at(f"runs/{run.pk}/lijst.pdf"))
    table = desk.browser("finance").get(desk.at(f"runs/{run.pk}/lijst.csv"))

    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[1] for row in rows[1:]] == ["100,00"] * 3
    assert pdf.content.startswith(b"%PDF")
    assert desk.clerk.get(desk.at(f"runs/{run.pk}/lijst.xls")).status_code == 404


def test_who_planned_is_asked_to_leave_the_approval_to_another(desk: Desk) -> None:
    both = desk.browser("both")
    run = desk.planned(both)
    address = desk.at(f"runs/{run.pk}/goedkeuren/")

    asked, sent = both.get(address), both.post(address, approval())

    assert (asked.status_code, sent.status_code) == (403, 403)
    assert "Iemand anders keurt jouw plan goed" in said(sent)
    assert desk.run(run.pk).state == "planned"


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"reference": ""}, "Vul het nummer van de beslissing in."),
        ({"organ": ""}, "Vul in welk orgaan besliste."),
        ({"decided_on_2": "2025"}, "(de dag van het plan)"),
        ({"decided_on_0": "31", "decided_on_1": "2"}, "Deze dag bestaat niet."),
    ],
)
def test_an_approval_says_first_what_is_wrong(
    desk: Desk, wrong: dict[str, str], expected: str
) -> None:
    run = desk.planned()

    answer = desk.approver.post(desk.at(f"runs/{run.pk}/goedkeuren/"), approval(**wrong))

    page = said(answer)
    assert answer.status_code == 422
    assert "Eén ding is nog niet in orde" in page
    assert expected in page
    assert desk.run(run.pk).state == "planned"


def test_a_stale_plan_says_what_changed(desk: Desk) -> None:
    run = desk.planned(desk.browser("both"))
    desk.town.deliver(child(0, event="CORRECTIE", register="wachtregister"), name="correction.csv")
    address = desk.at(f"runs/{run.pk}/goedkeuren/")

    answer = desk.approver.post(address, approval())

    page = said(answer)
    assert answer.status_code == 409
    assert "Wat veranderde: één kind" in page
    assert "Vraag een medewerker om een nieuw plan" in page
    assert desk.run(run.pk).state == "planned"


def test_a_plan_is_dropped_once_that_is_confirmed(desk: Desk) -> None:
    run = desk.planned()
    address = desk.at(f"runs/{run.pk}/annuleren/")

    asked, done = desk.clerk.get(address), desk.clerk.post(address)

    assert "Dit plan laten vallen?" in said(asked)
    assert done.status_code == 303
    assert desk.run(run.pk).state == "cancelled"
    refused = desk.approver.post(desk.at(f"runs/{run.pk}/uitvoeren/"))
    assert refused.status_code == 409
