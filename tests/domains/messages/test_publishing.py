"""A letter goes to eBox on a yes of that very sending, and her other way in every other case."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.factories.acting import AUDITOR, CLERK, NOON, WINGENE
from tests.factories.documents import FolderFiles, filed
from tests.factories.messages import (
    ADDRESS,
    REGISTER_NUMBER,
    SENDER_NUMBER,
    ScriptedEbox,
    ScriptedMailer,
    for_ebox,
    message,
    pdf_of,
    person,
    prefer_email,
    send_to_ebox,
)
from tests.factories.residents import met

from klik.domains.audit import queries as audit
from klik.domains.messages import operations, ports, queries
from klik.domains.messages.jobs import Published, publish_waiting, send_waiting
from klik.domains.messages.models import Channel, Kind
from klik.domains.messages.operations import Outgoing
from klik.domains.messages.operations.mailing import LEASE
from klik.domains.messages.operations.publishing import EBOX_DELAYS, EBOX_PATIENCE
from klik.domains.messages.ports import Answer, Reply
from klik.domains.tasks import queries as tasks
from klik.gateways.ebox.letterbox import NoEbox
from klik.ground.identifiers.refusal import IdentifierRefused
from klik.ground.letters.letter import Recipient
from klik.ground.tenancy import acting_for

NO = Answer(Reply.REFUSED, "ebox-no-consent")
SILENT = Answer(Reply.LATER, "ebox-silent")
BUSY = Answer(Reply.CLOSED, "ebox-429", wait=timedelta(minutes=30))


@pytest.fixture
def ebox(town: None, monkeypatch: pytest.MonkeyPatch) -> ScriptedEbox:
    """Put an eBox behind the port, to which Wingene sends its decisions."""
    scripted = ScriptedEbox()
    monkeypatch.setattr(ports.ebox, "_service", scripted)
    send_to_ebox("decision")
    return scripted


def _queue(files: FolderFiles, *outgoing: Outgoing, email: bool = False) -> list[str]:
    """Put messages in the outbox, and return by which way each goes."""
    with acting_for([WINGENE], CLERK):
        filed(files, "letter:1", pdf_of())
        if email:
            prefer_email()
        rows = operations.send_all(WINGENE, outgoing or [for_ebox()], moment=NOON)
        return [row.channel for row in rows]


def test_a_letter_goes_to_ebox_after_a_yes(files: FolderFiles, ebox: ScriptedEbox) -> None:
    assert _queue(files) == ["ebox"]

    published = publish_waiting(NOON)

    sent, [letter] = message(), ebox.letters
    assert published == Published(accepted=1, later=0, other_way=0, failed=0, closed=False)
    assert (sent.channel, sent.state, sent.published_as) == ("ebox", "sent", "message-1")
    assert (ebox.asked, letter.register_number) == ([REGISTER_NUMBER], REGISTER_NUMBER)
    assert (letter.key, letter.sender_number) == (str(sent.pk), SENDER_NUMBER)
    assert letter.attachments[0].content == pdf_of()
    with acting_for([WINGENE], CLERK):
        assert queries.content_of(sent).register_number == ""  # nothing needs it any more
        acts = [line.act for line in audit.lines_about("message:decision:1")]
        assert acts == ["messages.send", "messages.publish"]
    assert publish_waiting(NOON + timedelta(days=1)).accepted == 0


@pytest.mark.parametrize(("email", "channel"), [(True, "email"), (False, "paper")])
@pytest.mark.parametrize("refused", ["consent", "letter"])
def test_without_a_yes_it_goes_her_other_way(
    files: FolderFiles,
    ebox: ScriptedEbox,
    mailer: ScriptedMailer,
    refused: str,
    *,
    email: bool,
    channel: str,
) -> None:
    _queue(files, email=email)
    if refused == "consent":
        ebox.consents = [NO]
    else:
        ebox.answers = [Answer(Reply.REFUSED, "ebox-403")]

    published = publish_waiting(NOON)
    send_waiting(NOON + timedelta(minutes=1))

    left = message()
    assert (published.other_way, left.channel) == (1, channel)
    assert len(ebox.letters) == (refused == "letter")
    assert [mail.address for mail in mailer.mails] == ([ADDRESS] if email else [])
    assert left.state == ("sent" if email else "waiting")
    assert left.left_ebox_at
    with acting_for([WINGENE], CLERK):
        assert queries.content_of(left).register_number == ""
        assert list(queries.waiting_paper(WINGENE)) == ([] if email else [left])


def test_consent_is_asked_at_each_attempt(files: FolderFiles, ebox: ScriptedEbox) -> None:
    _queue(files)
    ebox.answers, ebox.consents = [SILENT], [Answer(Reply.ACCEPTED), NO]

    publish_waiting(NOON)
    publish_waiting(message().next_attempt_at)

    assert len(ebox.asked) == 2
    assert (message().channel, message().trouble) == ("paper", "ebox-no-consent")


def test_an_ebox_that_stays_silent_is_left_after_its_attempts(
    files: FolderFiles, ebox: ScriptedEbox
) -> None:
    _queue(files)
    ebox.consents = [SILENT] * 99

    moment, waits = NOON, []
    while message().channel == "ebox" and len(waits) < 9:
        publish_waiting(moment)
        waits.append(_seconds_until(moment))
        moment = max(moment, message().next_attempt_at)

    assert waits[:-1] == [delay.total_seconds() for delay in EBOX_DELAYS]
    assert (len(ebox.asked), ebox.letters) == (len(EBOX_DELAYS) + 1, [])
    assert (message().channel, message().attempts) == ("paper", 0)


def test_an_ebox_that_asks_to_wait_is_not_asked_for_others(
    files: FolderFiles, ebox: ScriptedEbox
) -> None:
    _queue(files, for_ebox(), replace(for_ebox(), key="decision:2"))
    ebox.consents = [BUSY]

    first = publish_waiting(NOON)

    assert (first.closed, first.later, len(ebox.asked)) == (True, 1, 1)
    assert message().next_attempt_at - NOON >= timedelta(minutes=30)
    assert publish_waiting(NOON + timedelta(minutes=1)).accepted == 1  # the other one


def test_no_letter_waits_longer_than_hours_for_an_ebox_that_is_down(
    files: FolderFiles, ebox: ScriptedEbox
) -> None:
    _queue(files, for_ebox(), *(replace(for_ebox(), key=f"decision:{one}") for one in (2, 3)))
    ebox.consents = [replace(BUSY, wait=None)] * 9

    publish_waiting(NOON)
    assert publish_waiting(NOON + EBOX_PATIENCE).other_way == 2

    assert [message(one).trouble for one in (1, 2, 3)] == ["ebox-down", "ebox-429", "ebox-down"]


@pytest.mark.parametrize(
    ("changed", "channel"),
    [
        ({"kind": Kind.QUESTION}, "paper"),
        ({"person": None}, "paper"),
        ({"channel": Channel.EMAIL, "email_address": ADDRESS}, "email"),
        ({"email_address": ADDRESS}, "ebox"),
    ],
)
def test_only_what_the_town_sends_there_and_a_person_gets(
    files: FolderFiles, ebox: ScriptedEbox, changed: dict[str, Any], channel: str
) -> None:
    assert _queue(files, replace(for_ebox(), **changed)) == [channel]


@pytest.mark.parametrize(
    ("chosen", "channel"),
    [
        ({"channel": "paper"}, "paper"),
        ({"channel": "email", "email_address": ADDRESS}, "ebox"),
        ({"channel": "email", "email_address": ADDRESS, "paper_kinds": ["decision"]}, "paper"),
        ({"channel": "email", "email_address": ADDRESS, "without_ebox": True}, "email"),
    ],
)
def test_what_she_chose_here_goes_before_ebox(
    files: FolderFiles, ebox: ScriptedEbox, chosen: dict[str, Any], channel: str
) -> None:
    with acting_for([WINGENE], CLERK):
        operations.set_preference(WINGENE, person=person(), moment=NOON, **chosen)

    assert _queue(files) == [channel]


def test_no_ebox_stays_chosen_where_another_address_is_given(town: None) -> None:
    with acting_for([WINGENE], CLERK):
        operations.set_preference(
            WINGENE,
            person=person(),
            channel="email",
            email_address=ADDRESS,
            without_ebox=True,
            moment=NOON,
        )
        prefer_email(address="ander@voorbeeld.example")

        [kept] = queries.preferences_of(WINGENE, [person()]).values()
        assert kept.without_ebox
        with pytest.raises(ValueError, match="federal"):
            operations.set_preference(WINGENE, person=person(), channel="ebox", moment=NOON)


def test_the_number_of_a_resident_is_looked_up_and_without_one_it_goes_on_paper(
    files: FolderFiles, ebox: ScriptedEbox
) -> None:
    known = replace(for_ebox(), register_number="")
    with acting_for([WINGENE], CLERK):
        hers = bytes(met(REGISTER_NUMBER).person)
    _queue(files, known, replace(known, key="decision:2", person=hers))

    publish_waiting(NOON)

    assert (message().channel, message().trouble) == ("paper", "ebox-no-number")
    assert (message(2).state, ebox.asked) == ("sent", [REGISTER_NUMBER])


def test_what_waits_goes_on_when_ebox_is_taken_away(
    files: FolderFiles, ebox: ScriptedEbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    _queue(files)
    monkeypatch.setattr(ports.ebox, "_service", NoEbox())

    assert publish_waiting(NOON).other_way == 1
    assert (message().channel, message().trouble) == ("paper", "ebox-off")
    assert _queue(files, replace(for_ebox(), key="decision:2")) == ["paper"]


def test_what_goes_by_no_way_becomes_a_task(files: FolderFiles, ebox: ScriptedEbox) -> None:
    _queue(files, replace(for_ebox(), recipient=Recipient("Ouder1A Voorbeeld", ())))
    ebox.consents = [NO]

    assert publish_waiting(NOON).failed == 1

    with acting_for([WINGENE], CLERK):
        assert tasks.open_tasks(WINGENE).get().reason == "not-delivered"


def test_that_ebox_has_it_counts_whoever_holds_the_lease(
    files: FolderFiles, ebox: ScriptedEbox
) -> None:
    _queue(files)
    with acting_for([WINGENE], CLERK):
        lost = operations.claim_letter(WINGENE, moment=NOON)
        held = operations.claim_letter(WINGENE, moment=NOON + LEASE)
        assert lost
        assert held
        assert operations.claim_letter(WINGENE, moment=NOON + LEASE) is None

        operations.note_published(lost, NO, moment=NOON + LEASE)
        assert queries.message_of(WINGENE, "decision:1").state == "sending"
        operations.note_published(lost, Answer(Reply.ACCEPTED), moment=NOON + LEASE)
        operations.note_published(held, NO, moment=NOON + LEASE)

        assert queries.message_of(WINGENE, "decision:1").state == "sent"


def test_a_clerk_chooses_what_goes_to_ebox_and_as_whom(town: None) -> None:
    with acting_for([WINGENE], CLERK):
        for kinds, number, refusal in (
            (["bill"], SENDER_NUMBER, operations.KindUnknown),
            (["news"], "", operations.SenderMissing),
            (["news"], "0999990124", IdentifierRefused),
        ):
            with pytest.raises(refusal):
                operations.set_ebox_kinds(WINGENE, kinds=kinds, sender_number=number, moment=NOON)
        for _ in range(2):
            operations.set_ebox_kinds(
                WINGENE, kinds=["news", "decision"], sender_number="BE 0999.990.123", moment=NOON
            )
        operations.set_ebox_kinds(WINGENE, kinds=["news"], moment=NOON)

        assert queries.chosen_ebox_kinds(WINGENE) == ["news"]
    with acting_for([WINGENE], CLERK):  # lines are written when a transaction ends
        acts = [line.act for line in audit.lines_about(f"municipality:{WINGENE}")]
        assert acts.count("messages.set-ebox-kinds") == 2
    with acting_for([WINGENE], AUDITOR), pytest.raises(operations.PostNotYours):
        operations.set_ebox_kinds(WINGENE, kinds=[], moment=NOON)


def _seconds_until(moment: datetime) -> float:
    return round((message().next_attempt_at - moment).total_seconds())
