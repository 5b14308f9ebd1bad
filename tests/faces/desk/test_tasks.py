"""The work list: what waits for a person, with the act that settles it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.faces.desk.desk_town import DESK, LATER, browser, executed, task_of
from tests.faces.desk.routes_cases import undelivered
from tests.factories.acting import CLERK, OPERATOR, WINGENE
from tests.factories.grants import Town
from tests.factories.payments import allow_alone, drawn
from tests.factories.registers import child

from klik.domains.audit.models import AuditLine, PersonView
from klik.domains.grants import queries as grants
from klik.domains.messages import queries as messages
from klik.domains.tasks.models import Task
from klik.faces.desk.tasks.letters import as_markdown, to_be_edited
from klik.ground.clock import HOME, moment_now
from klik.ground.letters.letter_text import read_letter_text
from klik.ground.tenancy import Role, acting_for

STILLBORN = {"birth_type": "levenloos", "child_first_names": "", "register": ""}
ADOPTED = {"birth_type": "adoptie", "event_date": ""}
IBAN = "BE68 5390 0754 7034"
BOTH = (Role.CLERK, Role.FINANCE)


@pytest.fixture
def waiting(town: None, tmp_path: Path) -> Town:
    """Return a town of which one child lacks an account, one died, and one lacks a day."""
    rows = [child(0, iban="", bic=""), child(1, **STILLBORN), child(2, **ADOPTED)]
    return executed(tmp_path, rows)


def at(town: Town, reason: str, act: str = "") -> str:
    return f"{DESK}/werklijst/{task_of(town, reason).pk}/{act}"


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{SOFT HYPHEN}", "")


def sent(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, fields)


def test_the_list_shows_what_waits_the_most_urgent_first(waiting: Town) -> None:
    page = seen(browser(Role.CLERK), f"{DESK}/werklijst/")

    found = [page.index(word) for word in ("Iemand overleed<", "Geen rekeningnummer<")]
    assert found == sorted(found)
    assert "Er ontbreekt een gegeven<" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 3), ("?toon=mijn", 0), ("?toon=niemand", 3), ("?reden=account", 1),
     ("?toon=te-laat&reden=account", 0), ("?toon=klaar", 0)],
)  # fmt: skip
def test_each_part_of_the_list_has_its_address(waiting: Town, query: str, count: int) -> None:
    page = seen(browser(Role.CLERK), f"{DESK}/werklijst/{query}")

    assert page.count('role="rowheader"') == count


def test_finance_sees_what_a_payment_waits_for_and_nothing_else(waiting: Town) -> None:
    client = browser(Role.FINANCE)

    page = seen(client, f"{DESK}/werklijst/")

    assert page.count('role="rowheader"') == 1
    assert client.get(at(waiting, "account")).status_code == 200
    assert client.get(at(waiting, "bereavement")).status_code == 404


def test_a_task_is_taken_handed_over_and_given_back(waiting: Town) -> None:
    client = browser(Role.CLERK)
    browser(Role.CLERK, email="bea@voorbeeld.be")
    colleague = seen(client, at(waiting, "undecided")).partition('<option value="')[2]
    held: list[str] = []

    for to in ("me", colleague.partition('"')[0], "nobody"):
        assert sent(client, at(waiting, "undecided", "toewijzen/"), to=to).status_code == 303
        held.append(task_of(waiting, "undecided").assigned_to)

    assert held[0].startswith("staff:")
    assert len(set(held)) == 3
    assert held[2] == ""
    assert sent(client, at(waiting, "undecided", "toewijzen/"), to="staff:9").status_code == 404


def test_a_task_is_finished_with_how_it_ended(waiting: Town) -> None:
    client = browser(Role.CLERK)
    address = at(waiting, "undecided", "klaar/")

    wrong = sent(client, address)
    done = sent(client, address, outcome="not-needed", note="Gezin verhuisde.")

    assert (wrong.status_code, done.status_code) == (422, 303)
    assert "Kies hoe het afliep." in wrong.content.decode()
    assert task_of(waiting, "undecided").outcome == "not-needed"
    assert "Gezin verhuisde." in seen(client, at(waiting, "undecided"))


def test_an_account_is_given_once_it_holds(waiting: Town) -> None:
    client = browser(*BOTH)
    page = seen(client, at(waiting, "account"))
    address = at(waiting, "account", "rekening/")

    wrong = sent(client, address, name="Ouder Voorbeeld", iban="BE68 5390 0754 7035")
    done = sent(client, address, name="Ouder Voorbeeld", iban=IBAN)

    assert "Rekeningnummer (IBAN)" in page
    assert wrong.status_code == 422
    assert wrong.content.decode().count("controlecijfers") == 2
    assert done.status_code == 303
    assert [one.state for one in waiting.effects().orders] == ["ready"]
    assert task_of(waiting, "account").state == "done"


def test_a_clerk_alone_gives_no_account(waiting: Town) -> None:
    client = browser(Role.CLERK)

    page = seen(client, at(waiting, "account"))

    assert "Financiën" in page
    assert "/rekening/" not in page
    assert sent(client, at(waiting, "account", "rekening/"), name="A", iban=IBAN).status_code == 404


def test_a_missing_fact_that_is_noted_lets_the_next_run_decide(waiting: Town) -> None:
    client = browser(Role.CLERK)
    page = seen(client, at(waiting, "undecided"))
    address = at(waiting, "undecided", "gegevens/")
    field = "fact-child--event_date"

    wrong = sent(client, address)
    done = sent(client, address, **{f"{field}_0": "10", f"{field}_1": "2", f"{field}_2": "2026"})
    waiting.run_all(moment=LATER)

    assert f'name="{field}_0"' in page
    assert (wrong.status_code, done.status_code) == (422, 303)
    assert task_of(waiting, "undecided").state == "done"
    assert len(waiting.effects().decisions) == 2


def test_after_reading_another_person_approves_a_letter_in_ones_own_words(waiting: Town) -> None:
    client = browser(Role.CLERK)
    page = seen(client, at(waiting, "bereavement"))

    letter = client.get(at(waiting, "bereavement", "brief/"))
    done = sent(
        client, at(waiting, "bereavement", "na-lezing/"), own_words="Beste ouder,\r\n\r\nSterkte."
    )
    after = seen(client, at(waiting, "bereavement"))

    assert letter.content.startswith(b"%PDF")
    assert "Lees eerst de brief" in page
    assert done.status_code == 303
    assert "wacht op iemand anders" in after
    row = task_of(waiting, "bereavement").detail["row"]
    with acting_for([waiting.nis], CLERK):
        run = grants.open_reading(row)
    assert run is not None
    now = moment_now().astimezone(HOME)  # the desk planned it with the real clock
    waiting.execute(waiting.approve(run, moment=now), moment=now)
    assert task_of(waiting, "bereavement").state == "done"


def test_a_letter_is_read_and_written_as_plain_text(waiting: Town) -> None:
    text = "Beste Agnieszka Voorbeeld-Linde,\n\n*Dag* ![x](y)\n# 1. Slot"

    written = as_markdown(text)

    page = seen(browser(Role.CLERK), at(waiting, "bereavement"))
    body = page.partition('name="own_words"')[2].partition("</textarea>")[0]
    assert to_be_edited(written) == text
    assert to_be_edited("# Kop\n\n**Dag** Voorbeeld\\-Linde") == "Kop\n\nDag Voorbeeld-Linde"
    assert {node["kind"] for node in read_letter_text(written, name="x")} == {"paragraph"}
    assert "Beste" in body
    assert "\\" not in body


def test_a_letter_that_nobody_read_is_not_said_to_be_read(waiting: Town) -> None:
    page = seen(browser(Role.CLERK), at(waiting, "bereavement"))

    assert "Een medewerker leest eerst de brief na." in page
    assert "Een medewerker las deze brief na" not in page


def test_once_read_a_letter_waits_for_another_and_not_for_the_clerk(waiting: Town) -> None:
    client = browser(Role.CLERK)
    before = seen(client, f"{DESK}/")
    sent(client, at(waiting, "bereavement", "na-lezing/"), own_words="Beste ouder,\n\nSterkte.")

    page, listed = seen(client, at(waiting, "bereavement")), seen(client, f"{DESK}/werklijst/")
    closed = sent(client, at(waiting, "bereavement", "klaar/"), outcome="handled")

    assert "Wacht op goedkeuring" in page
    assert "Wacht op goedkeuring" in listed
    assert "Rond het af" not in page
    assert closed.status_code == 409
    assert "3 taken voor een mens" in before.replace("\N{NO-BREAK SPACE}", " ")
    assert "2 taken voor een mens" in seen(client, f"{DESK}/").replace("\N{NO-BREAK SPACE}", " ")


def test_a_death_is_noted_on_a_child_that_seems_alive(waiting: Town) -> None:
    client = browser(Role.CLERK)
    address = at(waiting, "undecided", "overlijden/")

    asked = seen(client, address)
    done = sent(client, address)
    waiting.run_all(moment=LATER)

    assert "Is het kind of een ouder overleden?" in asked
    assert done.status_code == 303
    assert waiting.effects().reasons().count("bereavement") == 2


def test_what_changed_after_payment_is_shown_before_and_after(town: None, tmp_path: Path) -> None:
    wingene = executed(tmp_path)
    allow_alone(wingene.nis)
    drawn(wingene.nis)
    wingene.deliver(child(0, event="CORRECTIE", rank="2"), name="2.csv")
    wingene.run_all(moment=LATER)

    page = seen(browser(Role.CLERK), at(wingene, "corrected-after-payment"))

    assert 'data-label="Vóór">1<' in page
    assert 'data-label="Nu"><b>2</b>' in page


def test_two_numbers_are_linked(town: None, tmp_path: Path) -> None:
    wingene = executed(tmp_path, [child(0, **ADOPTED)])
    client = browser(Role.CLERK)
    address = at(wingene, "undecided", "nummers/")

    wrong = sent(client, address, old="26210590357", new="26010590315")
    done = sent(client, address, old="26.21.05-903.57", new="26010590314")

    assert wrong.status_code == 422
    assert "26010590315" not in wrong.content.decode().partition("<main")[0]
    assert done.status_code == 303


def test_a_task_of_another_municipality_is_not_there(waiting: Town) -> None:
    client = browser(Role.CLERK, nis="24038")

    answer = client.get(f"/herent/desk/werklijst/{task_of(waiting, 'account').pk}/")

    assert answer.status_code == 404


def test_looking_at_a_task_is_noted(waiting: Town) -> None:
    seen(browser(Role.APPROVER), at(waiting, "undecided"))

    assert _views(waiting) == [f"task:{task_of(waiting, 'undecided').about}"]


def test_what_is_late_has_a_list_of_its_own(waiting: Town) -> None:
    with acting_for([waiting.nis], CLERK):
        Task.objects.filter(reason="account").update(due_on=date(2026, 11, 1))

    page = seen(browser(Role.CLERK), f"{DESK}/werklijst/?toon=te-laat")

    assert page.count('role="rowheader"') == 1
    assert "1 is te laat" in page


def _views(town: Town) -> list[str]:
    with acting_for([town.nis], CLERK):
        return [one.shown for one in PersonView.objects.all()]


def test_a_letter_that_reached_nobody_goes_to_another_address(town: None) -> None:
    client = browser(Role.CLERK)
    address = f"{DESK}/werklijst/{undelivered()['task']}/"
    given = {"street": "Nieuwstraat 8", "place": "8750 Wingene"}

    page = seen(client, address)
    wrong = sent(client, f"{address}adres/", name="\N{ZERO WIDTH SPACE}", **given)
    done = sent(client, f"{address}adres/", name="Ouder Voorbeeld", **given)

    assert "Druk hem af voor een ander adres" in page
    assert wrong.status_code == 422
    assert "zijn een naam en een adres nodig." in wrong.content.decode()
    assert done.status_code == 303
    with acting_for([WINGENE], OPERATOR):
        acts = list(AuditLine.objects.values_list("act", flat=True))
        waiting = [messages.content_of(one) for one in messages.waiting_paper(WINGENE)]
        assert PersonView.objects.filter(shown__startswith="task:").exists()
        assert [one.address_lines for one in waiting].count(tuple(given.values())) == 1
    assert acts.count("messages.correct-recipient") == 1
