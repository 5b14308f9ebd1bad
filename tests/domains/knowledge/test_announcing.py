"""Who is concerned by a new version hears of it once, with a calendar that updates hers."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from tests.factories.acting import EDITOR, NOON, OPERATOR, WINGENE
from tests.factories.appointments import VISITOR
from tests.factories.documents import FolderFiles
from tests.factories.events import (
    DAY,
    NAMED,
    keep_session,
    kept_event,
    released,
    session,
    wish,
)
from tests.factories.towns import stand_in

from klik.domains.documents import queries as documents
from klik.domains.knowledge import jobs
from klik.domains.knowledge.models import EventRegistration, HubEvent, Speaker
from klik.domains.knowledge.operations import reaching, registering
from klik.domains.knowledge.operations.registering import RegistrationWish
from klik.domains.knowledge.queries.registrations import Reached
from klik.domains.messages import operations as post
from klik.domains.messages import queries as messages
from klik.domains.messages.models import MessageState, OutboxMessage
from klik.domains.messages.operations.endings import MessageOnlyByMail
from klik.domains.messages.ports import Answer, Attachment, Mail, Reply
from klik.gateways.mail.composing import compose
from klik.ground.letters.letter import Recipient
from klik.ground.tenancy import acting_for

LATER, LATEST = NOON + timedelta(hours=1), NOON + timedelta(hours=2)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderFiles:
    """Return the file store that stands behind the port."""
    return stand_in(tmp_path, monkeypatch)


@pytest.fixture
def event(town: None, files: FolderFiles) -> HubEvent:
    """Return a released event of one seat, of which the speaker of each session can be reached."""
    made = kept_event(3, capacity=1)
    with acting_for([WINGENE], EDITOR):
        speaker = Speaker.objects.get(pk=NAMED)
        where = Reached("Noor Voorbeeld", "noor@voorbeeld.example")
        reaching.set_speaker_contact(speaker, where, language="nl", moment=NOON)
    released(made)
    return made


def coming(event: HubEvent, name: str) -> EventRegistration:
    """Let somebody register and confirm."""
    with acting_for([WINGENE], VISITOR):
        wanted = RegistrationWish(name, f"{name.lower()}@voorbeeld.example", "nl")
        row = registering.register(event, wanted, moment=NOON)
        return registering.confirm(row, moment=NOON)


def sent(to: str) -> list[tuple[str, str, bytes]]:
    """Return subject, text and calendar of what went to one address, in order."""
    with acting_for([WINGENE], EDITOR):
        rows = OutboxMessage.objects.order_by("queued_at", "key")
        read = [(messages.content_of(row), row) for row in rows]
        sealer = documents.sealer_for(WINGENE)
        found = []
        for content, row in read:
            held = documents.documents_of(WINGENE, row.document_keys)
            calendar = b"".join(sealer.read(held[key].digest) for key in row.document_keys)
            if content.email_address == f"{to}@voorbeeld.example":
                found.append((content.subject, content.body_markdown, calendar))
        return found


def test_who_registers_is_told_how_things_stand(event: HubEvent) -> None:
    with acting_for([WINGENE], VISITOR):
        asked = RegistrationWish("Bo", "bo@voorbeeld.example")
        row = registering.register(event, asked, moment=NOON)
    assert [jobs.tell(NOON), jobs.tell(NOON)] == [1, 0]

    ((subject, text, calendar),) = sent("bo")
    assert (subject, calendar) == ("Bevestig uw inschrijving", b"")
    assert "Uw code is" in text
    with acting_for([WINGENE], VISITOR):
        assert EventRegistration.objects.get().sealed_code is None
        registering.confirm(row, moment=LATER)
    coming(event, "Cas")
    assert jobs.tell(LATER) == 2
    assert [one[0] for one in sent("bo")] == ["Bevestig uw inschrijving", "U hebt een plaats"]
    assert len(Calendar.from_ical(sent("bo")[1][2]).events) == 3
    assert [one[0] for one in sent("cas")] == ["U staat op de wachtlijst"]
    with acting_for([WINGENE], VISITOR):
        registering.cancel(row, moment=LATEST)
    assert jobs.tell(LATEST) == 2
    assert sent("cas")[-1][0] == "U hebt een plaats"
    assert sent("bo")[-1][0] == "Uw inschrijving is geannuleerd"


def test_a_version_is_announced_once_to_those_concerned(event: HubEvent) -> None:
    coming(event, "Ann")
    jobs.tell(NOON)
    assert jobs.announce(NOON) == 1, "at first only who speaks hears of it"
    assert len(Calendar.from_ical(sent("noor")[0][2]).events) == 3

    with acting_for([WINGENE], EDITOR):
        for number, room in ((1, "kamer"), (2, "grote-zaal")):
            made = session(number, room=room)
            keep_session(event, replace(made, parts=() if number == 2 else made.parts))
        keep_session(event, session(7, parts=()))
    released(event, moment=LATER)
    assert [jobs.announce(LATER), jobs.announce(LATER)] == [2, 0]

    subject, text, calendar = sent("ann")[-1]
    assert subject == "Het programma is aangepast"
    assert text.count("\n- ") == 3
    assert len(Calendar.from_ical(calendar).events) == 4
    _, hers, changed = sent("noor")[-1]
    assert hers.count("\n- ") == 2
    seen = {str(one["SUMMARY"]): str(one["STATUS"]) for one in Calendar.from_ical(changed).events}
    assert seen == {"Deel 1": "CONFIRMED", "Deel 2": "CANCELLED"}
    assert all(one["SEQUENCE"] == 1 for one in Calendar.from_ical(changed).events)


def test_nobody_hears_of_what_is_over_or_does_not_concern_her(event: HubEvent) -> None:
    jobs.announce(NOON)
    with acting_for([WINGENE], EDITOR):
        keep_session(event, session(7, parts=()))
    released(event, moment=LATER)
    assert jobs.announce(LATER) == 0

    with acting_for([WINGENE], EDITOR):
        keep_session(event, session(1, room="kamer"))
    released(event, moment=LATEST)
    assert jobs.announce(DAY.ends_at) == 0
    assert wish().capacity == 100


def test_a_mail_that_nobody_takes_is_for_a_person_and_never_for_a_printer(event: HubEvent) -> None:
    coming(event, "Ann")
    jobs.tell(NOON)

    with acting_for([WINGENE], OPERATOR):
        claimed = post.claim_next(WINGENE, moment=LATER)
        assert claimed is not None
        row = post.note_answer(claimed, Answer(Reply.REFUSED, "smtp-550"), moment=LATER)
        assert row.state == MessageState.FAILED
        elsewhere = Recipient("Ann Voorbeeld", ("Kerkstraat 1", "8750 Wingene"))
        with pytest.raises(MessageOnlyByMail):
            post.correct_recipient(row, elsewhere, moment=LATER)


def test_a_calendar_travels_under_its_own_name() -> None:
    calendar = Attachment("Agenda", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    mail = Mail("<a@b.example>", "Wingene", "Bo", "bo@voorbeeld.example", "U hebt een plaats",
                "Dag", "nl", NOON, (calendar,))  # fmt: skip

    written = compose(mail, sent_from="klik@voorbeeld.example").decode()
    assert 'filename="Agenda.ics"' in written
    assert "Content-Type: text/calendar" in written
    assert "bijlage" not in written
