"""What a clerk does with an application: looks, asks, notes, settles, and rules; a letter first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.faces.desk.desk_town import DESK, browser
from tests.faces.desk.routes_applications import PAID, SETTLED, TOO_FEW, WORDS, disputed_in
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.applications import APPLICANT, CHILD, Pool, pool_in

from klik.domains.audit.models import PersonView
from klik.domains.cases import queries
from klik.domains.cases.models import Application
from klik.domains.cases.queries import applications
from klik.domains.messages.models import OutboxMessage
from klik.domains.tasks.models import Task
from klik.ground.clock import moment_now
from klik.ground.tenancy import Role, acting_for

pytestmark = pytest.mark.usefixtures("home", "no_queries_while_rendering")


@pytest.fixture
def pool(town: None) -> Pool:
    """Return a town in which one applies for swimming lessons."""
    return pool_in()


def seen(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return text_of(answer)


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\N{SOFT HYPHEN}", "").split())


def at(application: Application, part: str = "") -> str:
    return f"{DESK}/aanvragen/{application.reference}/{part}"


def test_the_list_has_what_is_late_first_and_the_desk_counts_it(pool: Pool) -> None:
    client = browser(Role.CLERK)
    first, late = pool.submitted(but=TOO_FEW), pool.submitted(but=TOO_FEW)
    with acting_for([WINGENE], CLERK):
        Application.objects.filter(pk=late.pk).update(decide_by=NOON - timedelta(days=9))

    page = seen(client, f"{DESK}/aanvragen/")

    assert page.index(late.reference) < page.index(first.reference)
    assert "1 is te laat" in page
    only = seen(client, f"{DESK}/aanvragen/", toon="te-laat")
    assert (late.reference in only, first.reference in only) == (True, False)
    assert late.reference not in seen(client, f"{DESK}/aanvragen/", toon="beslist")
    assert client.get(f"{DESK}/aanvragen/", {"toon": "niets"}).status_code == 404
    assert "2 aanvragen te beslissen" in seen(client, f"{DESK}/").replace("\N{NO-BREAK SPACE}", " ")


def test_names_and_numbers_show_in_full_to_who_says_why(pool: Pool) -> None:
    client = browser(Role.CLERK)
    application = pool.decide(pool.submitted(but=TOO_FEW))

    listed = seen(client, f"{DESK}/werklijst/")
    masked = seen(client, at(application))
    shown = seen(client, at(application), purpose="question")

    assert f'href="{at(application)}"' in listed
    assert "V. O. vraagt dit aan" in masked
    for page, is_in_full in ((masked, False), (shown, True)):
        digits = page.replace(".", "").replace("-", "").replace(" ", "")
        assert [one in digits for one in (CHILD, APPLICANT.number)] == [is_in_full] * 2
        assert (APPLICANT.name in page) is is_in_full
    assert "Niet voldaan: het kind volgde minstens 5 lessen." in masked
    with acting_for([WINGENE], CLERK):
        views = list(PersonView.objects.order_by("at").values_list("shown", "purpose"))
    here = f"application:{application.reference}"
    assert views == [(here, "handling"), (f"{here}/people/shown", "question")]


def test_a_file_opens_as_what_it_is_under_a_name_of_ours(pool: Pool) -> None:
    application = pool.submitted()
    with acting_for([WINGENE], CLERK):
        file = applications.files_of(application)[0]

    answer = browser(Role.CLERK).get(at(application, f"bestand/{file.pk}/"))

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="{application.reference}-1.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_while_more_is_asked_the_term_stands_still_and_says_so(pool: Pool) -> None:
    client = browser(Role.CLERK)
    application = pool.decide(pool.submitted(but=TOO_FEW))

    empty = client.post(at(application, "vragen/"), WORDS | {"words": ""})
    past = client.post(at(application, "vragen/"), WORDS | {"answer_by_2": "2020"})
    sent = client.post(at(application, "vragen/"), WORDS)
    again = client.post(at(application, "vragen/"), WORDS)

    assert [one.status_code for one in (empty, past, sent, again)] == [422, 422, 303, 303]
    assert "Schrijf wat je vraagt." in text_of(empty)
    page = seen(client, at(application))
    assert "De termijn staat stil sinds" in page
    assert "Bezorg ons het attest." in page
    assert "toekennen/" not in page
    assert pool.now(application).stopped_on is not None
    with acting_for([WINGENE], CLERK):
        assert Task.objects.get(reason="application").state == "done"
    refused = client.post(at(application, "weigeren/"), {"own_words": "", "zeker": "1"})
    assert (refused.status_code, pool.now(application).ruled) == (422, "")


def test_what_a_clerk_notes_with_day_and_ground_goes_before_what_was_answered(pool: Pool) -> None:
    client = browser(Role.CLERK)
    application = pool.submitted()
    address = at(application, "gegeven/lesson.paid/")

    without_ground = client.post(address, PAID | {"fact-ground": ""})
    wrong = client.post(address, PAID | {"fact-lesson--paid": "0"})
    noted = client.post(address, PAID)

    assert [one.status_code for one in (without_ground, wrong, noted)] == [422, 422, 303]
    assert "past niet" in text_of(wrong)
    page = seen(client, at(application))
    assert "Gezien op het bewijs." in page
    assert "70 euro" in page
    assert client.get(at(application, "gegeven/lesson.kinds/")).status_code == 404


def test_a_dispute_that_is_settled_lets_the_application_go_on(pool: Pool) -> None:
    client = browser(Role.CLERK)
    application = disputed_in(pool)
    page = seen(client, at(application))
    address = at(application, "klopt-niet/lesson.paid/")

    unsaid = client.post(address, SETTLED | {"fact-lesson--paid": ""})
    granted = client.post(at(application, "toekennen/"))
    settled = client.post(address, SETTLED)

    assert "Het was 80." in page
    assert [one.status_code for one in (unsaid, granted, settled)] == [422, 422, 303]
    with acting_for([WINGENE], CLERK):
        assert [one.state for one in Task.objects.filter(reason="dispute")] == ["done"]
    assert pool.decide(application, moment=moment_now()).state == "decided"


def test_a_person_refuses_after_reading_the_letter(pool: Pool) -> None:
    client = browser(Role.APPROVER)
    application = pool.decide(pool.submitted(but=TOO_FEW))
    words = {"own_words": "Volg er **drie** meer."}
    address = at(application, "weigeren/")

    grant = client.post(at(application, "toekennen/"))
    image = client.post(address, {"own_words": "![x](y)"})
    read = client.post(address, words)
    assert pool.now(application).ruled == ""
    pdf = client.post(at(application, "brief/"), words)
    done = client.post(address, words | {"zeker": "1"})

    assert [one.status_code for one in (grant, image, read, done)] == [422, 422, 200, 303]
    assert "Lees eerst de brief" in text_of(read)
    assert "<strong>drie</strong>" in text_of(read)
    assert pdf.content.startswith(b"%PDF")
    ruled = seen(client, at(application))
    assert "Niet toegekend" in ruled
    assert "Beslis ten laatste" not in ruled
    decided = pool.decide(application, moment=moment_now())
    with acting_for([WINGENE], CLERK):
        assert queries.decision_of(decided.decision).outcome == "refused"
        assert OutboxMessage.objects.count() == 1
    assert "Dit is beslist" in seen(browser(Role.CLERK, email="b@voorbeeld.be"), at(application))


def test_a_draft_is_of_who_writes_it_alone(pool: Pool) -> None:
    assert browser(Role.CLERK).get(at(pool.start())).status_code == 404
