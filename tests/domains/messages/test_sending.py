"""The outbox holds exactly one row per key, for the channel that the person chose."""

from dataclasses import replace

import pytest
from tests.factories.acting import AUDITOR, CLERK, HERENT, MANAGER, NOON, WINGENE
from tests.factories.documents import FolderFiles, filed
from tests.factories.messages import ADDRESS, BODY, outgoing, pdf_of, person, prefer_email, queue

from klik.domains.audit import queries as audit
from klik.domains.documents.operations import Filing, file_documents
from klik.domains.messages import operations, queries
from klik.domains.messages.models import OutboxMessage
from klik.domains.messages.operations import MessageRefused, Outgoing
from klik.domains.tasks import queries as tasks
from klik.ground.keys.sealing import CannotDecrypt
from klik.ground.letters.letter import Recipient
from klik.ground.letters.refusals import LetterTextRefused
from klik.ground.tenancy import Actor, NotActing, OutsideActing, acting_for


def test_a_message_goes_by_the_channel_that_was_chosen(town: None, files: FolderFiles) -> None:
    queue(files, 1)
    queue(files, 2, by_email=False)

    with acting_for([WINGENE], CLERK):
        mailed = queries.message_of(WINGENE, "decision:1")
        printed = queries.message_of(WINGENE, "decision:2")
        assert (mailed.channel, mailed.state) == ("email", "waiting")
        assert (printed.channel, printed.state) == ("paper", "waiting")
        assert queries.content_of(mailed).email_address == ADDRESS
        assert queries.content_of(printed).email_address == ""


def test_who_is_not_known_gets_paper(town: None, files: FolderFiles) -> None:
    with acting_for([WINGENE], CLERK):
        filed(files, "letter:1", pdf_of())

        sent = operations.send_all(WINGENE, [replace(outgoing(), person=None)], moment=NOON)

        assert [(one.channel, one.person) for one in sent] == [("paper", None)]


def test_the_same_key_is_one_row(town: None, files: FolderFiles) -> None:
    first = queue(files, 1, 2)
    with acting_for([WINGENE], CLERK):
        again = operations.send(
            WINGENE,
            key="decision:1",
            person=person(7),
            recipient=Recipient("Iemand anders", ("8750 Voorbeeld",)),
            subject="Iets anders",
            body_markdown="Iets anders",
            document_keys=["letter:1"],
            language="nl",
            moment=NOON,
        )

        assert again.message_id == first[0]
        assert queries.content_of(again).body_markdown == BODY
        assert OutboxMessage.objects.count() == 2
    with acting_for([WINGENE], CLERK):
        acts = [line for line in audit.lines_of(WINGENE) if line.act == "messages.send"]
        payload = audit.payload_of(acts[0])
        assert (len(acts), payload and payload["count"]) == (1, 2)


def test_the_message_id_follows_from_the_key_and_the_municipality(
    town: None, files: FolderFiles
) -> None:
    first, second = queue(files, 1, 2)

    other = queue(files, 1, nis=HERENT)[0]

    assert len({first, second, other}) == 3
    assert {one.partition("@")[2] for one in (first, second, other)} == {"localhost>"}


def test_a_message_without_any_address_becomes_a_task(town: None, files: FolderFiles) -> None:
    nowhere = Recipient("Ouder1A Voorbeeld", ())
    with acting_for([WINGENE], CLERK):
        filed(files, "letter:1", pdf_of())
        sent = operations.send_all(WINGENE, [outgoing(recipient=nowhere)], moment=NOON)

        task = tasks.open_tasks(WINGENE).get()
        assert (sent[0].state, sent[0].trouble) == ("failed", "no-address")
        assert (task.reason, task.about_kind, task.about) == (
            "not-delivered", "decision", "GEB-37021-ABCDEFGHIJ",
        )  # fmt: skip
        assert task.detail == {"message": "decision:1", "trouble": "no-address"}
        assert [one.key for one in queries.undelivered(WINGENE)] == ["decision:1"]


def test_who_chose_email_needs_no_other_address(town: None, files: FolderFiles) -> None:
    with acting_for([WINGENE], CLERK):
        filed(files, "letter:1", pdf_of())
        prefer_email()
        nowhere = outgoing(recipient=Recipient("Ouder1A Voorbeeld", ()))

        sent = operations.send_all(WINGENE, [nowhere], moment=NOON)

        assert (sent[0].channel, sent[0].state) == ("email", "waiting")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"subject": " \u200b"}, MessageRefused),
        ({"document_keys": []}, MessageRefused),
        ({"document_keys": ["letter:1", "letter:9"]}, MessageRefused),
        ({"document_keys": ["list:1"]}, MessageRefused),
        ({"body_markdown": "# Kop"}, LetterTextRefused),
        ({"body_markdown": "![beeld](https://voorbeeld.example)"}, LetterTextRefused),
        ({"key": "Marie Voorbeeld"}, ValueError),
        ({"key": "x" * 81}, ValueError),
    ],
)
def test_a_message_that_nobody_could_get_is_refused(
    town: None, files: FolderFiles, change: dict[str, object], refusal: type[Exception]
) -> None:
    with acting_for([WINGENE], CLERK):
        filed(files, "letter:1", pdf_of())
        listed = files.sealer_for(WINGENE).store(b"a;b")
        filing = Filing("list:1", listed, 3, "text/csv", "Lijst", "run", "RUN-1")
        file_documents(WINGENE, [filing], moment=NOON)

        with pytest.raises(refusal):
            operations.send_all(WINGENE, [replace(outgoing(), **change)], moment=NOON)

        assert OutboxMessage.objects.count() == 0


@pytest.mark.parametrize("actor", [AUDITOR, MANAGER])
def test_who_decides_nothing_sends_nothing(town: None, actor: Actor) -> None:
    with acting_for([WINGENE], actor), pytest.raises(operations.MessagesNotYours):
        operations.send_all(WINGENE, [outgoing()], moment=NOON)


def test_messages_are_of_one_municipality(town: None, files: FolderFiles) -> None:
    queue(files, 1)
    with acting_for([WINGENE], CLERK):
        one: Outgoing = outgoing()

        with pytest.raises(OutsideActing):
            operations.send_all(HERENT, [one], moment=NOON)
    with pytest.raises(NotActing):
        operations.send_all(WINGENE, [one], moment=NOON)
    with acting_for([HERENT], CLERK), pytest.raises(queries.MessageNotFound):
        queries.message_of(WINGENE, "decision:1")


def test_what_a_message_says_is_encrypted_and_stays_in_its_row(
    town: None, files: FolderFiles
) -> None:
    queue(files, 1, 2)
    with acting_for([WINGENE], CLERK):
        first, second = OutboxMessage.objects.order_by("key")
        stored = bytes(first.sealed)
        first.sealed = second.sealed

        assert b"Voorbeeld" not in stored
        assert ADDRESS.encode() not in stored
        with pytest.raises(CannotDecrypt):
            queries.content_of(first)


def test_nothing_of_a_person_shows_in_a_message() -> None:
    content = queries.Content("Marie", ("Straat 1",), "m@voorbeeld.example", "Onderwerp", "Tekst")

    for word in ("Marie", "Straat", "m@voorbeeld", "Onderwerp", "Tekst"):
        assert word not in repr(content)
