"""Who did not answer yet is reminded once, a week before the last day."""

from datetime import timedelta

import pytest
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.applications import Pool, pool_in
from tests.factories.residents import LIES
from tests.plain_dutch import faults_of

from klik.domains.cases import jobs
from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.domains.messages import operations as messages
from klik.domains.messages import queries as sent
from klik.domains.messages.models import OutboxMessage
from klik.domains.people import queries as people
from klik.ground.tenancy import acting_for


@pytest.fixture
def pool(committed: None) -> Pool:
    return pool_in()


def test_an_open_question_is_reminded_once_and_an_answered_one_never(pool: Pool) -> None:
    application = pool.submitted()
    with acting_for([WINGENE], CLERK):
        question = applying.ask_for_more(application, words="Bezorg het attest.", moment=NOON)
    jobs.tell(WINGENE, question.pk, moment=NOON)

    assert jobs.remind_applicants(NOON + timedelta(days=10)) == 0  # the last day is far
    assert jobs.remind_applicants(NOON + timedelta(days=24)) == 1
    assert jobs.remind_applicants(NOON + timedelta(days=25)) == 0
    with acting_for([WINGENE], CLERK):
        found = {one.key: one for one in OutboxMessage.objects.all()}
        reminder = found[f"reminder:{application.reference}/1"]
        assert reminder.document_keys == [f"question:{application.reference}/1"]
    with acting_for([WINGENE], pool.parent):
        applying.answer_question(application, words="Hier is het.", moment=NOON)
    assert jobs.remind_applicants(NOON + timedelta(days=26)) == 0


def test_who_must_sign_too_is_reminded_once_before_the_application_ends(pool: Pool) -> None:
    application = pool.start()
    pool.fill(application)
    with acting_for([WINGENE], CLERK):
        messages.set_preference(
            WINGENE,
            person=people.person_of(LIES),
            channel="email",
            email_address="lies@voorbeeld.example",
            moment=NOON,
        )
    with acting_for([WINGENE], pool.parent):
        signer = applications.Applicant(LIES, "Lies Voorbeeld")
        signature = applying.ask_to_cosign(application, signer, moment=NOON)
    jobs.ask_signature(WINGENE, signature.pk, moment=NOON)
    days = (pool.now(application).expires_on - NOON.date()).days

    assert jobs.remind_applicants(NOON + timedelta(days=days - 8)) == 0
    assert jobs.remind_applicants(NOON + timedelta(days=days - 7)) == 1
    assert jobs.remind_applicants(NOON + timedelta(days=days - 6)) == 0
    with acting_for([WINGENE], CLERK):
        reminder = OutboxMessage.objects.get(key=f"cosign-reminder:{signature.pk}")
        said = sent.content_of(reminder).body_markdown
    assert (reminder.channel, reminder.document_keys) == ("email", [f"cosign:{signature.pk}"])
    assert "handtekening" in said
    assert faults_of([said]) == []
    with acting_for([WINGENE], pool.parent):
        applying.withdraw_application(application, moment=NOON)
    assert jobs.remind_applicants(NOON + timedelta(days=days - 5)) == 0
