"""Cases at the desk: found, read with reasons, masked, withdrawn."""

from pathlib import Path

import pytest
from django.test import Client
from tests.faces.desk.desk_town import DESK, browser, executed
from tests.factories.acting import CLERK
from tests.factories.grants import Town
from tests.factories.payments import allow_alone, drawn

from klik.domains.audit.models import PersonView
from klik.ground.tenancy import Role, acting_for

CHILD = "26.01.05-903.14"
PARTS = ["documenten", "berichten", "betaling", "gegevens"]
FIND = f"{DESK}/dossiers/zoeken/"


@pytest.fixture
def granted(town: None, tmp_path: Path) -> Town:
    return executed(tmp_path)


def reference_of(town: Town) -> str:
    return town.effects().decisions[0].reference


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{SOFT HYPHEN}", "")


def views(town: Town) -> list[tuple[str, str]]:
    with acting_for([town.nis], CLERK):
        return [(one.shown, one.purpose) for one in PersonView.objects.order_by("id")]


def test_a_case_opens_with_its_outcome_and_reasons(granted: Town) -> None:
    reference = reference_of(granted)

    page = seen(browser(Role.CLERK), f"{DESK}/dossiers/{reference}/")

    assert "K. V. krijgt 100\N{NO-BREAK SPACE}euro" in page
    assert "artikel 3" in page
    assert "event_kind" not in page
    assert "Agentschap Uitbetaling Groeipakket" in page
    assert f"{DESK}/documenten/letter:{reference}/" in page


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_a_case_has_its_page_and_is_noted(granted: Town, part: str) -> None:
    reference = reference_of(granted)

    page = seen(browser(Role.APPROVER), f"{DESK}/dossiers/{reference}/{part}/")

    assert f"case:{reference}/" in views(granted)[0][0]
    assert "Voorbeeld" not in page.partition("<h1")[2].partition("</main>")[0]


def test_people_show_in_full_only_to_who_says_why(granted: Town) -> None:
    reference = reference_of(granted)
    client, address = browser(Role.AUDITOR), f"{DESK}/dossiers/{reference}/gegevens/"

    masked = seen(client, address)
    full = seen(client, f"{address}?purpose=audit")

    assert CHILD not in masked
    assert CHILD in full
    assert views(granted)[-1] == (f"case:{reference}/people/shown", "audit")


def test_the_letter_opens_and_that_is_noted(granted: Town) -> None:
    reference = reference_of(granted)

    answer = browser(Role.CLERK).get(f"{DESK}/documenten/letter:{reference}/")

    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert views(granted) == [(f"document:letter:{reference}", "handling")]


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR])
def test_a_case_is_found_by_reference_or_number_that_stand_in_no_address(
    granted: Town, role: Role
) -> None:
    reference, client = reference_of(granted), browser(role)

    found = [
        client.post(FIND, {"sought": sought})
        for sought in (reference.lower(), CHILD, "26010590314")
    ]

    address = f"{DESK}/dossiers/{reference}/"
    assert [one.headers.get("Location") for one in found] == [address] * 3
    assert views(granted) == [("case-search", "search")] * 2


@pytest.mark.parametrize(
    ("sought", "status", "says"),
    [("GEB-0", 200, "Geen dossier gevonden"), ("26.01.09-905.86", 200, "Geen dossier gevonden"),
     ("26.01.05-903.15", 422, "kloppen niet"), ("", 422, "Vul een kenmerk")],
)  # fmt: skip
def test_what_is_not_found_is_said(granted: Town, sought: str, status: int, says: str) -> None:
    answer = browser(Role.CLERK).post(FIND, {"sought": sought})

    assert (answer.status_code, says in answer.content.decode()) == (status, True)


def test_a_decision_is_computed_again(granted: Town) -> None:
    reference = reference_of(granted)

    answer = browser(Role.AUDITOR).post(f"{DESK}/beslissingen/{reference}/narekenen/")

    assert "Opnieuw gerekend: hetzelfde" in answer.content.decode()


def test_a_decision_is_withdrawn_after_asking(granted: Town) -> None:
    client, reference = browser(Role.APPROVER), reference_of(granted)
    address = f"{DESK}/beslissingen/{reference}/intrekken/"

    asked = seen(client, address)
    wrong = client.post(address)
    done = client.post(address, {"why": "granted-twice"})
    after = seen(client, f"{DESK}/dossiers/{reference}/")

    assert "ongedaan" in asked
    assert (wrong.status_code, done.status_code) == (422, 303)
    assert "deze beslissing is ingetrokken" in after
    assert [one.state for one in granted.effects().orders] == ["cancelled"]


def test_what_was_paid_is_not_withdrawn(granted: Town) -> None:
    allow_alone(granted.nis)
    drawn(granted.nis)
    address = f"{DESK}/beslissingen/{reference_of(granted)}/intrekken/"

    answer = browser(Role.APPROVER).post(address, {"why": "granted-twice"})

    assert answer.status_code == 409
    assert granted.effects().decisions[0].state == "standing"


def test_who_looked_is_for_an_auditor(granted: Town) -> None:
    reference = reference_of(granted)
    clerk = browser(Role.CLERK)
    seen(clerk, f"{DESK}/dossiers/{reference}/")

    page = seen(browser(Role.AUDITOR, email="bea@voorbeeld.be"),
                f"{DESK}/dossiers/{reference}/inzage/")  # fmt: skip

    assert "An Voorbeeld" in page
    assert clerk.get(f"{DESK}/dossiers/{reference}/inzage/").status_code == 404
