"""Deliveries at the desk: a file is sent in, checked, reported on row by row, and closed."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.files import leftovers, on_disk
from tests.factories.jobs import Clock
from tests.factories.log_in import log_in
from tests.factories.people import PASSWORD, SECRET, make_account
from tests.factories.registers import agreement_for, births, check, child
from tests.factories.trials import SAMPLE

from klik.domains.registers import jobs, queries
from klik.domains.registers.models import Agreement, Delivery
from klik.faces.desk.deliveries import sending
from klik.ground.deliveries import Limits
from klik.ground.jobs.models import JobState, QueuedJob
from klik.ground.jobs.queue import progress_of
from klik.ground.tenancy import Role, acting_for
from klik.packages.records import BIRTHS

pytestmark = pytest.mark.usefixtures("no_queries_while_rendering", "home")
DELIVERIES = "/wingene/desk/leveringen/"
UPLOAD = f"{DELIVERIES}nieuw/"


@pytest.fixture
def agreement() -> Agreement:
    return agreement_for()


@pytest.fixture
def clerk() -> Client:
    return member(Role.CLERK)


def member(*roles: Role) -> Client:
    return log_in(make_account(password=PASSWORD, totp_secret=SECRET, roles={WINGENE: set(roles)}))


def send(client: Client, agreement: Agreement, content: bytes, name: str = "births.csv") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(UPLOAD, {"agreement": str(agreement.pk), "file": file})


def delivered(client: Client, agreement: Agreement, content: bytes | None = None) -> Delivery:
    """Send a file in and check it to its end; return the delivery."""
    assert send(client, agreement, content or SAMPLE.read_bytes()).status_code == 303
    with acting_for([WINGENE], CLERK):
        delivery = queries.deliveries(WINGENE).get()
    return check(delivery)


def page(client: Client, path: str, **options: Any) -> str:
    answer = client.get(path, **options)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode().replace("\N{SOFT HYPHEN}", ""))


def stored() -> tuple[int, list[Path], list[Path]]:
    """Return how many deliveries there are, and which files."""
    with acting_for([WINGENE], CLERK):
        return queries.deliveries(WINGENE).count(), on_disk(), leftovers()


def test_a_file_comes_in_and_a_worker_is_asked_to_check_it(
    clerk: Client, agreement: Agreement
) -> None:
    answer = send(clerk, agreement, SAMPLE.read_bytes(), "geboorten.csv")

    with acting_for([WINGENE], CLERK):
        delivery = queries.deliveries(WINGENE).get()
    assert (answer.status_code, answer["Location"]) == (303, f"{DELIVERIES}{delivery.pk}/")
    assert (delivery.channel, delivery.filename) == ("desk", "geboorten.csv")
    asked = progress_of(jobs.CHECK, str(delivery.pk))
    assert asked is not None
    assert asked.state == JobState.WAITING
    assert leftovers() == []
    following = page(clerk, answer["Location"])
    assert "Het bestand is binnen" in following
    assert '<noscript><meta http-equiv="refresh"' in following


def test_every_row_is_somewhere_and_a_rejected_one_has_its_reason(
    clerk: Client, agreement: Agreement
) -> None:
    delivery = delivered(clerk, agreement)

    shown = page(clerk, f"{DELIVERIES}{delivery.pk}/")

    assert "3 rijen zijn geweigerd" in shown
    assert "9 aanvaard + 3 geweigerd" in shown
    with acting_for([WINGENE], CLERK):
        rejects = list(queries.rejected_rows(delivery))
    for one in rejects:
        assert one.reason["nl"] in shown
        assert one.remedy["nl"] in shown
    assert "Er is geen rekeningnummer." in shown
    for number in re.findall(r"\d{11}", SAMPLE.read_text(encoding="utf-8")):
        assert number not in shown


def test_the_same_file_again_changes_nothing_and_leads_to_the_first(
    clerk: Client, agreement: Agreement
) -> None:
    first = delivered(clerk, agreement)

    answer = send(clerk, agreement, SAMPLE.read_bytes(), "again.csv")

    assert answer["Location"] == f"{DELIVERIES}{first.pk}/?opnieuw=1"
    shown = page(clerk, answer["Location"])
    assert "We hadden dit bestand al" in shown
    assert "births.csv" in shown
    assert stored()[0] == 1


@pytest.mark.parametrize(
    ("language", "reason", "remedy"),
    [
        ("nl", "Deze kolommen staan niet in het protocol: iban.", "Vraag een bestand volgens"),
        ("en", "These columns are not in the agreement: iban.", "Ask for a file as the agreement"),
    ],
)
def test_columns_that_are_not_agreed_are_refused_with_reason_and_remedy(
    clerk: Client, language: str, reason: str, remedy: str
) -> None:
    agreement = agreement_for(columns=[name for name in BIRTHS.columns if name != "iban"])
    clerk.cookies["django_language"] = language

    answer = send(clerk, agreement, SAMPLE.read_bytes())

    said = answer.content.decode()
    assert answer.status_code == 422
    assert reason in said
    assert remedy in said
    assert stored() == (0, [], [])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Het bestand is leeg."),
        (b"PK\x03\x04" + bytes(3000), "Het bestand is ingepakt of een rekenblad"),
        (b"\x00\x01\x02" * 5000, "Het bestand is geen tekst."),
        (b"a;b\n1;2\n", "De eerste rij bevat geen kolomnamen die we kennen."),
    ],
)
def test_what_is_no_delivery_is_refused_and_not_stored(
    clerk: Client, agreement: Agreement, content: bytes, reason: str
) -> None:
    answer = send(clerk, agreement, content)

    assert answer.status_code == 422
    assert stored() == (0, [], [])
    assert reason in answer.content.decode()
    assert 'name="file"' in answer.content.decode()


def test_what_is_too_large_is_read_past_and_not_kept(
    clerk: Client, agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "LIMITS", Limits(file_bytes=1000))

    answer = send(clerk, agreement, SAMPLE.read_bytes())

    assert answer.status_code == 422
    assert "is het meeste dat we lezen" in answer.content.decode()
    assert stored() == (0, [], [])


def test_without_a_file_the_form_says_so(clerk: Client, agreement: Agreement) -> None:
    answer = clerk.post(UPLOAD, {"agreement": str(agreement.pk)})

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Fout:" in said
    assert "Kies het bestand dat je wilt leveren." in said


def test_an_agreement_of_another_day_is_no_choice(clerk: Client) -> None:
    agreement_for(number=1)
    later = agreement_for(number=2, **{"from": "2999-01-01"})

    assert send(clerk, later, SAMPLE.read_bytes()).status_code == 422
    assert stored() == (0, [], [])


def test_without_an_agreement_nothing_can_be_sent(clerk: Client) -> None:
    shown = page(clerk, UPLOAD)

    assert "Vandaag is er geen protocol van kracht" in shown
    assert 'type="file"' not in shown


def test_a_file_without_the_token_of_its_form_is_refused(agreement: Agreement) -> None:
    inside = member(Role.CLERK)
    forger = Client(enforce_csrf_checks=True)
    forger.cookies = inside.cookies

    answer = send(forger, agreement, SAMPLE.read_bytes())

    assert answer.status_code == 403
    assert stored() == (0, [], [])


def test_a_file_of_who_may_not_deliver_never_reaches_the_disk(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("klik.faces.ui.uploads.FileInPlain", lambda name, *_: opened.append(name))

    assert send(member(Role.APPROVER), agreement, bytes(100)).status_code == 404
    assert opened == []


def test_the_report_as_a_file_holds_no_formula(
    clerk: Client, agreement: Agreement, tmp_path: Path
) -> None:
    rows = births(tmp_path / "b.csv", child(event="=cmd|' /C calc'!A0"), child(1)).read_bytes()
    delivery = delivered(clerk, agreement, rows)

    answer = clerk.get(f"{DELIVERIES}{delivery.pk}/geweigerd.csv")

    said = b"".join(answer.streaming_content).decode("utf-8-sig")
    (header, one) = csv.reader(io.StringIO(said), delimiter=";")
    assert header[:3] == ["regel", "kolom", "waarde"]
    assert one[:2] == ["2", "event"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in one)
    assert "geweigerde-rijen-1.csv" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    assert leftovers() == []


def test_a_report_is_closed_after_a_question(clerk: Client, agreement: Agreement) -> None:
    delivery = delivered(clerk, agreement)
    path = f"{DELIVERIES}{delivery.pk}/sluiten/"
    assert "Je kunt dit niet terugdraaien." in page(clerk, path)

    answer = clerk.post(path)

    assert (answer.status_code, answer["Location"]) == (303, f"{DELIVERIES}{delivery.pk}/")
    shown = page(clerk, answer["Location"])
    assert "Het verslag is gesloten" in shown
    with acting_for([WINGENE], CLERK):
        assert not any(one.masked for one in queries.rejected_rows(delivery))
    assert "Sluit het verslag" not in shown


def test_a_report_that_is_not_complete_is_not_closed(clerk: Client, agreement: Agreement) -> None:
    path = send(clerk, agreement, SAMPLE.read_bytes())["Location"]

    answer = clerk.post(f"{path}sluiten/")

    assert answer.status_code == 409


def test_progress_is_a_part_of_the_page_until_it_ends(clerk: Client, agreement: Agreement) -> None:
    path = f"{send(clerk, agreement, SAMPLE.read_bytes())['Location']}voortgang/"
    asking = {"headers": {"HX-Request": "true"}}

    part = page(clerk, path, **asking)
    with acting_for([WINGENE], CLERK):
        delivery = queries.deliveries(WINGENE).get()
    check(delivery)
    ended = clerk.get(path, **asking)

    assert "hx-get" in part
    assert "<html" not in part
    assert ended["HX-Refresh"] == "true"
    assert clerk.get(path)["Location"] == f"{DELIVERIES}{delivery.pk}/"


def test_a_check_that_was_given_up_is_asked_for_again(clerk: Client, agreement: Agreement) -> None:
    path = send(clerk, agreement, SAMPLE.read_bytes())["Location"]
    QueuedJob.objects.update(state=JobState.FAILED, finished_at=Clock().moment)

    assert "Het nakijken is gestopt" in page(clerk, path)
    assert clerk.post(f"{path}nakijken/").status_code == 303

    assert QueuedJob.objects.filter(state=JobState.WAITING).count() == 1
    assert "Het nakijken is gestopt" not in page(clerk, path)


def test_a_delivery_whose_term_is_over_says_so(clerk: Client, agreement: Agreement) -> None:
    delivery = delivered(clerk, agreement)
    jobs.expire(WINGENE, moment=NOON.replace(year=2028))

    shown = page(clerk, f"{DELIVERIES}{delivery.pk}/")

    assert "De termijn van deze levering is voorbij" in shown
    assert "Sluit het verslag" not in shown
