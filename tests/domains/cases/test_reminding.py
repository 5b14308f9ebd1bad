"""Who did not answer yet is reminded once, a week before the last day."""

from datetime import timedelta

import pytest
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.applications import Pool, pool_in

from klik.domains.cases import jobs
from klik.domains.cases.operations import applying
from klik.domains.messages.models import OutboxMessage
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
