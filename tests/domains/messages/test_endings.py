"""What came back or reached nobody gets another way."""

import pytest
from django.db import IntegrityError, transaction
from tests.factories.acting import AUDITOR, CLERK, NOON, WINGENE
from tests.factories.documents import FolderFiles, filed
from tests.factories.messages import GONE, ScriptedMailer, outgoing, pdf_of, prefer_email, queue

from klik.domains.messages import operations, queries
from klik.domains.messages.jobs import send_waiting, write_print_batches
from klik.domains.messages.models import OutboxMessage
from klik.domains.tasks import queries as tasks
from klik.ground.letters.letter import Recipient
from klik.ground.tenancy import acting_for

NOWHERE = Recipient("Ouder1A Voorbeeld", ())


def test_a_mail_that_came_back_goes_on_paper(
    town: None, files: FolderFiles, mailer: ScriptedMailer
) -> None:
    (message_id,) = queue(files, 1)
    send_waiting(NOON)

    with acting_for([WINGENE], CLERK):
        for _ in range(2):
            returned = operations.note_returned(WINGENE, message_id, moment=NOON)

        assert (returned.channel, returned.state, returned.trouble) == (
            "paper", "waiting", "returned",
        )  # fmt: skip
        assert returned.sent_at is not None
        with pytest.raises(queries.MessageNotFound):
            operations.note_returned(WINGENE, "<other@localhost>", moment=NOON)
    with acting_for([WINGENE], AUDITOR), pytest.raises(operations.PostNotYours):
        operations.note_returned(WINGENE, message_id, moment=NOON)


def test_a_failed_message_goes_on_paper_to_the_right_address(
    town: None, files: FolderFiles, mailer: ScriptedMailer
) -> None:
    with acting_for([WINGENE], CLERK):
        filed(files, "letter:1", pdf_of())
        prefer_email()
        operations.send_all(WINGENE, [outgoing(recipient=NOWHERE)], moment=NOON)
    mailer.answers = [GONE]
    send_waiting(NOON)
    moved = Recipient("Ouder1A Voorbeeld", ("Nieuwstraat 1", "8750 Voorbeeld"))

    with acting_for([WINGENE], CLERK):
        failed = queries.message_of(WINGENE, "decision:1")
        corrected = operations.correct_recipient(failed, moved, moment=NOON)

        assert (corrected.state, corrected.failed_at) == ("waiting", None)
        assert queries.content_of(corrected).recipient == moved
        with pytest.raises(operations.MessageNotFailed):
            operations.correct_recipient(failed, moved, moment=NOON)


def test_a_message_that_fails_twice_has_two_tasks(town: None, files: FolderFiles) -> None:
    with acting_for([WINGENE], CLERK):
        filed(files, "letter:1", pdf_of())
        (failed,) = operations.send_all(WINGENE, [outgoing(recipient=NOWHERE)], moment=NOON)
        signs = Recipient("Ouder \U00012000", ("8750 Voorbeeld",))
        operations.correct_recipient(failed, signs, moment=NOON)
        batch = operations.make_print_batch(WINGENE, moment=NOON)
        assert batch
    write_print_batches(NOON)

    with acting_for([WINGENE], CLERK):
        found = queries.message_of(WINGENE, "decision:1")
        assert (found.state, found.trouble, found.failures) == ("failed", "address-unprintable", 2)
        assert [task.key for task in tasks.open_tasks(WINGENE)] == [
            "message:decision:1:1", "message:decision:1:2",
        ]  # fmt: skip
        assert queries.batch_of(batch.reference).state == "void"


def test_the_table_holds_no_half_ended_message(town: None, files: FolderFiles) -> None:
    queue(files, 1)
    wrong = [
        {"state": "sending"}, {"state": "sent"}, {"state": "printed"}, {"state": "failed"},
        {"channel": "paper", "state": "printed", "printed_at": NOON}, {"place": 1},
    ]  # fmt: skip
    with acting_for([WINGENE], CLERK):
        for change in wrong:
            with pytest.raises(IntegrityError), transaction.atomic():
                OutboxMessage.objects.update(**change)
