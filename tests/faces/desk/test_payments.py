"""What the desk's payments and post do: sums confirmed, views noted, work asked of the worker."""

from typing import Any

import pytest
from django.test import Client
from tests.faces.desk.routes_payments import (
    beside,
    drawn,
    handout,
    letter,
    ready,
    refused_file,
    written,
)
from tests.factories.acting import OPERATOR, WINGENE
from tests.factories.log_in import log_in
from tests.factories.payments import placed
from tests.factories.people import PASSWORD, SECRET, make_account

from klik.domains.audit.models import AuditLine, PersonView
from klik.domains.messages import jobs as post_jobs
from klik.domains.payments import jobs, queries
from klik.ground.clock import today
from klik.ground.jobs.queue import unfinished
from klik.ground.jobs.registry import known_jobs, recurring_jobs
from klik.ground.tenancy import Role, acting_for

PAYMENTS = "/wingene/desk/betalingen"


@pytest.fixture
def finance(town: None) -> Client:
    return staff(Role.FINANCE)


def staff(role: Role, email: str = "fin@voorbeeld.be") -> Client:
    account = make_account(email, password=PASSWORD, totp_secret=SECRET, roles={WINGENE: {role}})
    return log_in(account)


def draw(client: Client, *, count: int, cents: int) -> Any:
    day = (today().day, today().month, today().year)
    parts = {f"execution_on_{at}": part for at, part in enumerate(day)}
    return client.post(f"{PAYMENTS}/samenstellen/", {**parts, "count": count, "cents": cents})


def acts() -> list[str]:
    with acting_for([WINGENE], OPERATOR):
        return list(AuditLine.objects.order_by("pk").values_list("act", flat=True))


def test_what_was_in_view_is_drawn_and_the_worker_is_asked(finance: Client) -> None:
    ready()

    answer = draw(finance, count=1, cents=12_500)

    assert answer.status_code == 303
    assert "/bestanden/KLIK-37021-" in answer.headers["Location"]
    assert unfinished(jobs.WRITE, WINGENE) is not None


def test_other_sums_than_were_in_view_draw_nothing(finance: Client) -> None:
    ready()

    answer = draw(finance, count=1, cents=12_499)

    with acting_for([WINGENE], OPERATOR):
        assert (answer.status_code, queries.batches(WINGENE).count()) == (409, 0)
    assert 'aria-label="Hoofdmenu"' in answer.content.decode()  # one goes on working at the desk


def test_who_drew_a_file_does_not_approve_it(finance: Client) -> None:
    ready()
    draw(finance, count=1, cents=12_500)
    with acting_for([WINGENE], OPERATOR):
        [batch] = queries.batches(WINGENE)

    answer = finance.post(f"{PAYMENTS}/bestanden/{batch.message_id}/goedkeuren/")

    assert answer.status_code == 403


def test_a_name_shows_to_who_says_why_and_that_is_noted(finance: Client) -> None:
    reference = ready()["reference"]
    masked = finance.get(f"{PAYMENTS}/opdrachten/{reference}/").content.decode()
    without = finance.get(f"{PAYMENTS}/opdrachten/{reference}/begunstigde/").content.decode()

    shown = finance.get(f"{PAYMENTS}/opdrachten/{reference}/begunstigde/?purpose=bank")

    assert ["Ouder Voorbeeld" in page for page in (masked, without)] == [False, False]
    assert "Ouder Voorbeeld" in shown.content.decode()
    with acting_for([WINGENE], OPERATOR):
        [view] = PersonView.objects.all()
    assert (view.shown, view.purpose) == (f"order:{reference}", "bank")


@pytest.mark.parametrize(
    ("make", "address", "act"),
    [
        (written, "bestanden/{message_id}/bestand/", "payments.take-batch-file"),
        (handout, "bonnen/{reference}/naam/?purpose=handing-out", "payments.show-recipient"),
        (beside(handout), "bonnen/lijst/", "payments.take-handout-list"),
    ],
)
def test_what_names_people_leaves_a_line_in_the_audit(
    finance: Client, make: Any, address: str, act: str
) -> None:
    named = make()

    answer = finance.get(f"{PAYMENTS}/{address.format(**named)}")

    assert (answer.status_code, acts()[-1]) == (200, act)


def test_a_held_order_gets_an_account_that_holds(finance: Client) -> None:
    with acting_for([WINGENE], OPERATOR):
        reference = placed(1, iban="").end_to_end_id
    address = f"{PAYMENTS}/opdrachten/{reference}/rekening/"

    wrong = finance.post(address, {"name": "Ouder Voorbeeld", "iban": "BE00 1234"})
    right = finance.post(address, {"name": "Ouder Voorbeeld", "iban": "BE68 5390 0754 7034"})

    with acting_for([WINGENE], OPERATOR):
        state = queries.order_of(WINGENE, reference).state
    assert (wrong.status_code, right.status_code, state) == (422, 303, "ready")


def test_a_day_that_is_past_comes_back_beside_its_field(finance: Client) -> None:
    ready()
    past = {"execution_on_0": 1, "execution_on_1": 1, "execution_on_2": 2020}

    answer = finance.post(f"{PAYMENTS}/samenstellen/", {**past, "count": 1, "cents": 12_500})

    assert answer.status_code == 422
    assert "Kies vandaag of een latere dag" in answer.content.decode()
    assert 'value="2020"' in answer.content.decode()


def test_who_approves_reads_what_is_held_and_accounts_without_a_number_are_said(
    finance: Client,
) -> None:
    with acting_for([WINGENE], OPERATOR):
        placed(iban="")
    approver = staff(Role.APPROVER, "goed@voorbeeld.be")

    held = approver.get(f"{PAYMENTS}/").content.decode()
    journal = finance.get(f"{PAYMENTS}/journaal/").content.decode()

    assert "Wij houden 1 opdracht nog tegen" in held
    assert "Er wacht niets op iemand" not in held
    assert "Er ontbreken rekeningnummers" in journal.replace("\N{SOFT HYPHEN}", "")


def test_an_answer_that_is_none_says_why(finance: Client, tmp_path: Any) -> None:
    file = tmp_path / "answer.xml"
    file.write_bytes(b"\x00\x01")

    with file.open("rb") as opened:
        answer = finance.post(f"{PAYMENTS}/antwoord/", {"file": opened})

    assert answer.status_code == 422
    assert "Regel 1, kolom 1: dit is geen XML." in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["opdrachten/?state=odd", "bonnen/?year=1", "journaal/bestand/?first_0=x"]
)
def test_an_address_with_an_odd_filter_is_no_page(finance: Client, address: str) -> None:
    assert finance.get(f"{PAYMENTS}/{address}").status_code == 404


def test_making_a_print_file_asks_the_worker(town: None) -> None:
    letter()
    client = staff(Role.CLERK)

    answer = client.post("/wingene/desk/post/drukwerk/maken/")

    assert (
        answer.headers["Location"] == f"/wingene/desk/post/drukwerk/DRUK-37021-{today().year}-0001/"
    )
    assert unfinished(post_jobs.WRITE, WINGENE) is not None


def test_the_worker_knows_what_goes_on_by_itself() -> None:
    assert {jobs.WRITE, post_jobs.WRITE} <= set(known_jobs())
    assert set(recurring_jobs()) >= {
        "payments.ask-for-batches",
        "payments.expire-handouts",
        "messages.send-waiting",
        "messages.write-left-batches",
    }


def test_a_batch_above_the_limit_waits_for_another(finance: Client) -> None:
    named = drawn()

    page = finance.get(f"{PAYMENTS}/bestanden/{named['message_id']}/").content.decode()

    assert "Jij bent de tweede persoon" in page


def test_a_file_that_the_bank_refused_is_paid_anew_from_its_task(finance: Client) -> None:
    address = f"/wingene/desk/werklijst/{refused_file()['task']}/"

    page = finance.get(address).content.decode().replace("\N{SOFT HYPHEN}", "")
    done = finance.post(f"{address}opnieuw/", {"account": "same"})
    again = finance.post(f"{address}opnieuw/", {"account": "same"})

    assert "De bank weigerde een heel betaalbestand" in page
    assert "Deze 2 opdrachten opnieuw betalen" in page
    assert (done.status_code, again.status_code) == (303, 409)
    with acting_for([WINGENE], OPERATOR):
        [ready_now] = queries.ready_sums(WINGENE)
    assert ready_now.count == 2
