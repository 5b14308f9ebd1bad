"""The owner of a source hears once that a fact is not right; its answer ends the wait."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from tests.factories.acting import CLERK, MANAGER, NOON
from tests.factories.applications import resident
from tests.factories.doubts import BORN, CONTACT, NUMBER, ROW, Doubt, doubt_in

from klik.domains.audit.models import AuditLine
from klik.domains.cases.models import Application, Dispute
from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.domains.cases.queries.applications import holding
from klik.domains.messages import queries as messages
from klik.domains.messages.models import OutboxMessage
from klik.domains.registers import operations as registers
from klik.domains.tasks.models import Task
from klik.ground.jobs.worker import run_worker
from klik.ground.keys.hashing import keyed_hash
from klik.ground.tenancy import acting_for

LATER = NOON + timedelta(days=3)
NEXT_DAY = (date.fromisoformat(str(ROW["birth_date"])) + timedelta(days=1)).isoformat()


@pytest.fixture
def doubt(committed: None, tmp_path: Path) -> Doubt:
    return doubt_in(tmp_path)


def test_the_owner_is_written_to_once_and_no_mail_says_who_it_is(doubt: Doubt) -> None:
    told = [_tell(doubt) for _again in range(2)]

    assert [one.told_to for one in told if one] == [CONTACT, CONTACT]
    assert doubt.now.told_at == NOON
    with acting_for([doubt.town.nis], CLERK):
        message = OutboxMessage.objects.get(key=f"dispute:{doubt.dispute.pk}")
        content = messages.content_of(message)
        acts = AuditLine.objects.filter(act="cases.tell-source-owner").count()
    said = f"{content.subject}\n{content.body_markdown}"
    assert (message.channel, content.email_address, acts) == ("email", CONTACT, 1)
    assert (content.name, message.person) == (doubt.town.agreement.provider, None)
    for word in (doubt.application.reference, "Wingene", "Protocol geboortepremie", "eboorte"):
        assert word.replace("-", "\\-") in said or word in said, said
    secret = (NUMBER, str(ROW["child_insz"]), str(ROW["birth_date"]), "Voorbeeld Ouder", "een dag")
    assert [word for word in secret if word in said.replace("\\", "")] == []


def test_the_words_and_the_mail_leave_in_one_transaction_or_not_at_all(doubt: Doubt) -> None:
    with pytest.raises(KeyboardInterrupt):
        _killed_after_telling(doubt)

    assert doubt.now.told_at is None
    for _again in range(2):
        run_worker(once=True)
    with acting_for([doubt.town.nis], CLERK):
        assert OutboxMessage.objects.filter(key__startswith="dispute:").count() == 1
    assert doubt.now.told_to == CONTACT


def test_without_an_address_in_the_agreement_nothing_leaves(
    committed: None, tmp_path: Path
) -> None:
    doubt = doubt_in(tmp_path, contact="")

    assert _tell(doubt) is None

    with acting_for([doubt.town.nis], CLERK):
        assert OutboxMessage.objects.filter(key__startswith="dispute:").count() == 0
        assert _open(doubt) == ["dispute-here", "dispute-source"]
    with acting_for([doubt.town.nis], MANAGER):
        registers.set_correction_contact(
            doubt.town.nis, doubt.town.agreement.pk, CONTACT, moment=NOON
        )
    assert _tell(doubt) is not None


def test_what_the_owner_confirms_ends_the_wait_and_both_tasks(doubt: Doubt) -> None:
    _tell(doubt)
    _answered(doubt, "none-yet")
    assert (doubt.now.settled_at, _waits(doubt)) == (None, True)

    _answered(doubt, "confirmed", moment=LATER)
    _answered(doubt, "confirmed", moment=LATER + timedelta(days=1))

    assert (doubt.now.owner_answer, doubt.now.owner_answered_at) == ("confirmed", LATER)
    assert (doubt.now.settled_at, _waits(doubt)) == (LATER, False)
    with acting_for([doubt.town.nis], CLERK):
        assert _open(doubt) == []
        kinds = [one.kind for one in applications.application_timeline(doubt.application)]
    assert sorted(kinds) == ["disputed", "owner-answered", "owner-told", "settled", "started"]


def test_what_the_owner_corrected_counts_from_then_on(doubt: Doubt) -> None:
    _answered(doubt, "corrected", value=NEXT_DAY)

    with acting_for([doubt.town.nis], CLERK):
        found = applications.evaluated(doubt.application, moment=LATER)
        assert _open(doubt) == []
    assert found.subject.situation.facts[BORN].isoformat() == NEXT_DAY
    assert not found.waits


def test_a_clerk_settles_first_and_the_owner_still_answers(doubt: Doubt) -> None:
    with acting_for([doubt.town.nis], CLERK):
        applying.settle_dispute(doubt.application, BORN, value=None, moment=NOON)
        assert _open(doubt) == ["dispute-source"]

    _answered(doubt, "corrected", moment=LATER)

    assert (doubt.now.settled_at, doubt.now.owner_answer) == (NOON, "corrected")
    with acting_for([doubt.town.nis], CLERK):
        assert _open(doubt) == []


def test_she_reads_what_became_of_it_and_nobody_else_notes_it(doubt: Doubt) -> None:
    _tell(doubt)
    with acting_for([doubt.town.nis], resident(NUMBER)):
        with pytest.raises(applications.ApplicationsNotYours):
            applying.note_owner_answer(doubt.dispute.pk, "confirmed", moment=NOON)
        with pytest.raises(applications.ApplicationsNotYours):
            applying.tell_owner(doubt.dispute.pk, moment=NOON)
    _answered(doubt, "confirmed", moment=LATER)

    with acting_for([doubt.town.nis], resident(NUMBER)):
        adoption = applications.evaluated(doubt.application, moment=LATER).adoption
        [shown] = applications.disputes_shown(doubt.application, adoption, language="nl")
        held = holding.held_about(keyed_hash(f"insz:{NUMBER}"))
    assert (shown.provider, shown.told_at) == (doubt.town.agreement.provider, NOON)
    assert (shown.answer, shown.answered_at) == ("confirmed", LATER)
    [one] = [thing for thing in held if thing.kind == "dispute"]
    assert {"confirmed", "Ze is een dag later geboren.", shown.provider} <= set(one.fields.values())


def _tell(doubt: Doubt) -> Dispute | None:
    with acting_for([doubt.town.nis], CLERK):
        return applying.tell_owner(doubt.dispute.pk, moment=NOON)


def _killed_after_telling(doubt: Doubt) -> None:
    with acting_for([doubt.town.nis], CLERK):
        applying.tell_owner(doubt.dispute.pk, moment=NOON)
        raise KeyboardInterrupt


def _answered(
    doubt: Doubt, answer: str, *, value: str | None = None, moment: datetime = LATER
) -> None:
    with acting_for([doubt.town.nis], CLERK):
        applying.note_owner_answer(doubt.dispute.pk, answer, value=value, moment=moment)


def _open(doubt: Doubt) -> list[str]:
    rows = Task.objects.filter(about=doubt.application.reference, state="open", reason="dispute")
    return sorted(one.key.partition(":")[0] for one in rows)


def _waits(doubt: Doubt) -> bool:
    with acting_for([doubt.town.nis], CLERK):
        application = Application.objects.get(pk=doubt.application.pk)
        return applications.evaluated(application, moment=LATER).waits
