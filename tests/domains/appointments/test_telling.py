"""Who comes is told once of each change, with her code the first time, and reminded in time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.appointments import (
    MORNING,
    VISITOR,
    booked,
    code_hash_of,
    keep_contact,
    later,
    passport,
    wish_for,
)
from tests.factories.documents import FolderFiles
from tests.factories.messages import ScriptedEbox, send_to_ebox

from klik.domains.appointments import jobs, operations
from klik.domains.appointments.models import Appointment
from klik.domains.appointments.operations import Holder
from klik.domains.messages import ports
from klik.domains.messages import queries as messages
from klik.domains.messages.models import Channel, OutboxMessage
from klik.domains.messages.queries import Content
from klik.ground.callers import Caller
from klik.ground.keys.hashing import keyed_hash
from klik.ground.tenancy import acting_for

SOON = NOON + timedelta(minutes=2)


def test_each_change_is_told_once_and_only_the_first_holds_the_code(
    town: None, files: FolderFiles
) -> None:
    keep_contact()
    made = booked(passport())

    assert [jobs.tell(at) for at in (NOON, SOON, SOON)] == [0, 1, 0]
    with acting_for([WINGENE], VISITOR):
        assert Appointment.objects.get().code is None
        holder = Holder(code_hash=code_hash_of(made))
        to = later(hour=9, minute=30)
        operations.move(
            made.appointment, starts_at=to, holder=holder, moment=NOON + timedelta(hours=1)
        )
    assert jobs.tell(NOON + timedelta(hours=2)) == 1
    said = _said()
    assert [one.subject for one in said] == ["Uw afspraak is gemaakt", "Uw afspraak is verzet"]
    assert made.code not in said[1].body_markdown
    assert made.code in said[0].body_markdown
    assert said[0].email_address == "lien@voorbeeld.example"
    assert "Oude Bruggestraat 13" in said[0].body_markdown


def test_a_reminder_leaves_the_day_before_once(town: None, files: FolderFiles) -> None:
    made = booked(passport())
    jobs.tell(SOON)

    early = MORNING - timedelta(days=2)
    night, day = MORNING - timedelta(hours=30), MORNING - timedelta(hours=24)
    assert [jobs.tell(at) for at in (early, night, day, day + timedelta(hours=1))] == [0, 0, 1, 0]
    assert [one.subject for one in _said()][-1] == "U hebt binnenkort een afspraak"
    with acting_for([WINGENE], CLERK):
        operations.cancel(made.appointment, holder=operations.COUNTER, because="Ziek", moment=day)
    jobs.tell(day + timedelta(hours=2))
    assert "Ziek" in _said()[-1].body_markdown


def test_a_confirmation_is_no_decision_for_ebox(
    town: None, files: FolderFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports.ebox, "_service", ScriptedEbox())
    send_to_ebox("decision", "reminder")
    kind = passport()
    with acting_for([WINGENE], VISITOR):
        wish = replace(wish_for(kind), person=keyed_hash("insz:91030590405"))
        operations.book(WINGENE, wish, moment=NOON)

    jobs.tell(SOON)
    jobs.tell(MORNING - timedelta(hours=24))

    with acting_for([WINGENE], CLERK):
        ways = list(OutboxMessage.objects.order_by("queued_at").values_list("channel", flat=True))
    assert ways == [Channel.EMAIL, Channel.EBOX]


def test_who_left_a_phone_number_only_gets_no_message(town: None, files: FolderFiles) -> None:
    kind = passport()
    wish = wish_for(kind)
    with acting_for([WINGENE], CLERK):
        by_phone = Caller("Lien Voorbeeld", phone="051 00 00 00")
        operations.book(
            WINGENE,
            operations.Wish(wish.key, kind.pk, MORNING, by_phone, "nl"),
            moment=NOON,
        )

    assert jobs.tell(SOON) == 0
    assert _said() == []
    with acting_for([WINGENE], CLERK):
        assert Appointment.objects.get().told == 0


def _said() -> list[Content]:
    with acting_for([WINGENE], CLERK):
        rows = messages.outbox(WINGENE).order_by("queued_at")
        return [messages.content_of(row) for row in rows]
