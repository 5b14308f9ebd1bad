"""A message of a resident about no case is read and answered from the work list."""

from uuid import uuid4

from tests.faces.desk.desk_town import DESK, browser
from tests.faces.desk.routes_cases import asked
from tests.factories.acting import CLERK, WINGENE

from klik.domains.messages.models import Written
from klik.domains.messages.queries import thread_with
from klik.domains.tasks.models import Task
from klik.ground.tenancy import Actor, ActorKind, Role, acting_for

PAGE = DESK + "/werklijst/{task}/"


def test_a_message_about_nothing_is_answered_and_its_task_closes(town: None) -> None:
    address = PAGE.format(**asked())
    clerk = browser(Role.CLERK)

    page = clerk.get(address).content.decode()
    assert "Wanneer is het containerpark open?" in page
    assert "bijlage.pdf" in page
    with acting_for([WINGENE], CLERK):
        last = Written.objects.get()
    sent = {"last": last.pk, "key": uuid4(), "words": "Morgen van 9 tot 12 uur."}
    assert clerk.post(f"{address}antwoord/", sent).status_code == 303
    assert clerk.post(f"{address}antwoord/", sent).status_code == 303  # sent twice, said once

    person = bytes(last.person)
    with acting_for([WINGENE], Actor(ActorKind.RESIDENT, "resident:a", person=person)):
        said = [one.words for one in thread_with([person], about="")]
    assert said == ["Morgen van 9 tot 12 uur.", "Wanneer is het containerpark open?"]
    with acting_for([WINGENE], CLERK):
        assert Task.objects.get(reason="written").state == "done"
        assert Written.objects.filter(read_at=None, side="resident").count() == 0


def test_an_auditor_reads_and_does_not_answer(town: None) -> None:
    page = browser(Role.AUDITOR).get(PAGE.format(**asked())).content.decode()

    assert "Wanneer is het containerpark open?" in page
    assert "Stuur het antwoord" not in page
