"""A mail is handed over once; what goes wrong is tried again, goes on paper, or to a person."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.factories.acting import CLERK, HERENT, NOON, WINGENE
from tests.factories.documents import FolderFiles, filed
from tests.factories.messages import (
    ADDRESS,
    BODY,
    BUSY,
    CLOSED,
    GONE,
    ScriptedMailer,
    message,
    outgoing,
    pdf_of,
    prefer_email,
    queue,
)

from klik.domains.audit import queries as audit
from klik.domains.documents.queries import document_of
from klik.domains.messages import operations, queries
from klik.domains.messages.jobs import Sent, send_waiting
from klik.domains.messages.operations.mailing import DELAYS, LEASE
from klik.domains.messages.ports import Answer, Attachment
from klik.domains.tasks import queries as tasks
from klik.ground.letters.letter import Recipient
from klik.ground.tenancy import acting_for

NOWHERE = Recipient("Ouder1A Voorbeeld", ())


def test_a_mail_carries_the_letter_and_its_text(
    town: None, files: FolderFiles, mailer: ScriptedMailer
) -> None:
    (message_id,) = queue(files, 1)

    sent = send_waiting(NOON)

    (mail,) = mailer.mails
    assert sent == Sent(accepted=1, later=0, to_paper=0, failed=0, server_closed=False)
    assert (mail.message_id, mail.address, mail.language) == (message_id, ADDRESS, "nl")
    assert (mail.sender_name, mail.recipient_name) == ("Gemeente Wingene", "Ouder1A Voorbeeld")
    assert (mail.body_markdown, mail.written_at) == (BODY, NOON)
    assert mail.attachments == (Attachment("Brief letter:1", "application/pdf", pdf_of()),)
    assert (message().state, message().lease) == ("sent", None)


def test_a_mail_goes_in_the_name_of_who_granted(
    town: None, files: FolderFiles, mailer: ScriptedMailer
) -> None:
    with acting_for([WINGENE], CLERK):
        filed(files, "letter:1", pdf_of())
        prefer_email()
        operations.send_all(WINGENE, [replace(outgoing(), sender="OCMW Wingene")], moment=NOON)

    send_waiting(NOON)

    assert [mail.sender_name for mail in mailer.mails] == ["OCMW Wingene"]


def test_mail_of_several_towns_is_sent_once(
    town: None, files: FolderFiles, mailer: ScriptedMailer
) -> None:
    expected = [*queue(files, *range(1, 60)), *queue(files, 1, 2, nis=HERENT)]

    first, again = send_waiting(NOON), send_waiting(NOON + timedelta(days=1))

    assert (first.accepted, again.accepted) == (61, 0)
    assert sorted(mail.message_id for mail in mailer.mails) == sorted(expected)


def test_paper_is_not_mailed(town: None, files: FolderFiles, mailer: ScriptedMailer) -> None:
    queue(files, 1, by_email=False)

    assert send_waiting(NOON).accepted == 0
    assert mailer.mails == []


def test_a_busy_server_is_asked_again_later_and_later(
    town: None, files: FolderFiles, mailer: ScriptedMailer
) -> None:
    queue(files, 1)
    mailer.answers = [BUSY] * 3

    moment, waits = NOON, []
    for _ in range(4):
        send_waiting(moment)
        assert send_waiting(moment + timedelta(seconds=1)).later == 0  # not before it is due
        waits.append(_wait(moment))
        moment = message().next_attempt_at

    assert waits == [*DELAYS[:3], None]
    assert (message().state, message().attempts, message().trouble) == ("sent", 4, "")
    assert {mail.message_id for mail in mailer.mails} == {message().message_id}


def test_a_server_that_stays_busy_sends_the_letter_to_paper(
    town: None, files: FolderFiles, mailer: ScriptedMailer
) -> None:
    queue(files, 1)
    mailer.answers = [BUSY] * 99

    moment = NOON
    while message().channel == "email":
        send_waiting(moment)
        moment = max(moment, message().next_attempt_at)

    assert len(mailer.mails) == len(DELAYS) + 1
    assert moment - NOON < timedelta(days=2)
    assert (message().state, message().trouble) == ("waiting", "smtp-451")


@pytest.mark.parametrize(
    ("waited", "channel"), [(timedelta(hours=40), "email"), (timedelta(days=3), "paper")]
)
def test_an_old_letter_does_not_wait_for_a_server_for_ever(
    town: None, files: FolderFiles, mailer: ScriptedMailer, waited: timedelta, channel: str
) -> None:
    queue(files, 1)
    mailer.answers = [BUSY] * 3
    for moment in (NOON, NOON + timedelta(hours=1)):
        send_waiting(moment)

    send_waiting(NOON + waited)

    assert message().channel == channel


def test_an_address_that_is_refused_sends_the_letter_to_paper(
    town: None, files: FolderFiles, mailer: ScriptedMailer
) -> None:
    queue(files, 1, 2)
    mailer.answers = [GONE]

    sent = send_waiting(NOON)

    assert (sent.accepted, sent.to_paper) == (1, 1)
    with acting_for([WINGENE], CLERK):
        (fallen,) = queries.fallen_back(WINGENE)
        assert (fallen.state, fallen.channel, fallen.trouble) == ("waiting", "paper", "smtp-550")
        assert list(queries.waiting_paper(WINGENE)) == [fallen]
        acts = [line.act for line in audit.lines_about(f"message:{fallen.key}")]
        assert acts == ["messages.fall-back"]


def test_what_goes_by_no_channel_becomes_a_task(
    town: None, files: FolderFiles, mailer: ScriptedMailer
) -> None:
    _queue_without_address(files)
    mailer.answers = [GONE]

    sent = send_waiting(NOON)

    with acting_for([WINGENE], CLERK):
        task = tasks.open_tasks(WINGENE).get()
        assert (sent.failed, _state()) == (1, ("failed", "no-address"))
        assert (task.reason, task.key) == ("not-delivered", "message:decision:1:1")


def test_no_other_mail_is_tried_at_a_server_that_is_closed(
    town: None, files: FolderFiles, mailer: ScriptedMailer
) -> None:
    queue(files, 1, 2, 3)
    mailer.answers = [CLOSED]

    sent = send_waiting(NOON)

    assert sent == Sent(accepted=0, later=1, to_paper=0, failed=0, server_closed=True)
    assert len(mailer.mails) == 1
    assert send_waiting(NOON + timedelta(minutes=1)).accepted == 3


def test_a_letter_that_is_damaged_is_not_sent(
    town: None, files: FolderFiles, mailer: ScriptedMailer
) -> None:
    queue(files, 1, 2)
    with acting_for([WINGENE], CLERK):
        file = files.home / WINGENE / document_of(WINGENE, "letter:1").digest
    file.write_bytes(b"changed")

    sent = send_waiting(NOON)

    assert (sent.failed, sent.accepted) == (1, 1)
    assert [mail.message_id for mail in mailer.mails] == [message(2).message_id]
    assert message().trouble == "document-unreadable"


def test_a_leased_mail_is_nobody_elses_until_its_lease_ends(
    town: None, files: FolderFiles, mailer: ScriptedMailer
) -> None:
    queue(files, 1)
    with acting_for([WINGENE], CLERK):
        claimed = operations.claim_next(WINGENE, moment=NOON)
        assert operations.claim_next(WINGENE, moment=NOON + LEASE / 2) is None

    assert claimed is not None
    assert send_waiting(NOON + LEASE / 2).accepted == 0
    assert send_waiting(NOON + LEASE).accepted == 1


@pytest.mark.parametrize("answer", [BUSY, GONE, None])
def test_who_lost_the_lease_changes_nothing(
    town: None, files: FolderFiles, answer: Answer | None
) -> None:
    queue(files, 1)
    with acting_for([WINGENE], CLERK):
        lost = operations.claim_next(WINGENE, moment=NOON)
        held = operations.claim_next(WINGENE, moment=NOON + LEASE)
        assert lost
        assert held

        if answer is None:
            operations.note_unreadable(lost, moment=NOON + LEASE)
        else:
            operations.note_answer(lost, answer, moment=NOON + LEASE)

        kept = queries.message_of(WINGENE, "decision:1")
        assert (kept.state, kept.lease, kept.channel) == ("sending", held.lease, "email")


def test_that_a_server_has_it_counts_whoever_holds_the_lease(
    town: None, files: FolderFiles
) -> None:
    queue(files, 1)
    with acting_for([WINGENE], CLERK):
        lost = operations.claim_next(WINGENE, moment=NOON)
        held = operations.claim_next(WINGENE, moment=NOON + LEASE)
        assert lost
        assert held

        operations.note_answer(lost, ScriptedMailer().send(lost.mail), moment=NOON + LEASE)
        operations.note_answer(held, GONE, moment=NOON + LEASE)

        assert queries.message_of(WINGENE, "decision:1").state == "sent"


def test_a_mail_that_kills_every_worker_goes_on_paper(town: None, files: FolderFiles) -> None:
    queue(files, 1)
    moment, claims = NOON, 0
    with acting_for([WINGENE], CLERK):
        while operations.claim_next(WINGENE, moment=moment):
            moment, claims = moment + LEASE, claims + 1

    assert claims == len(DELAYS) + 1
    assert (message().channel, message().trouble) == ("paper", "interrupted")


def _state() -> tuple[str, str]:
    found = queries.message_of(WINGENE, "decision:1")
    return found.state, found.trouble


def _queue_without_address(files: FolderFiles) -> None:
    with acting_for([WINGENE], CLERK):
        filed(files, "letter:1", pdf_of())
        prefer_email()
        operations.send_all(WINGENE, [outgoing(recipient=NOWHERE)], moment=NOON)


def _wait(moment: datetime) -> timedelta | None:
    """Return how long the message waits from `moment` on, to the second; None once it is sent."""
    if message().state == "sent":
        return None
    wait = message().next_attempt_at - moment
    return timedelta(seconds=round(wait.total_seconds()))
