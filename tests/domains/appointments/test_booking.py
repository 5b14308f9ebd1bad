"""An appointment is made at a place that nobody else has, moved and cancelled by who holds it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from tests.factories.acting import APPROVER, AUDITOR, CLERK, HERENT, NOON, WINGENE
from tests.factories.appointments import (
    LIEN,
    MORNING,
    VISITOR,
    booked,
    code_hash_of,
    later,
    passport,
    wish_for,
)
from tests.factories.towns import found_towns

from klik.domains.appointments import operations, queries
from klik.domains.appointments.models import Appointment, AppointmentKind
from klik.domains.appointments.operations import COUNTER, Holder, SlotTaken
from klik.domains.audit import queries as audit
from klik.ground.callers import Caller, CallerRefused
from klik.ground.tenancy import Actor, acting_for


def test_who_comes_is_kept_encrypted_and_her_code_as_a_hash(town: None) -> None:
    made = booked(passport())

    with acting_for([WINGENE], CLERK):
        row = queries.appointment_with_code(WINGENE, made.code.lower().replace("-", " "))
        assert queries.caller_of(row) == LIEN
        assert (row.starts_at, row.place, row.sequence) == (MORNING, 1, 0)
        stored = bytes(row.caller) + bytes(row.code or b"") + bytes(row.code_hash)
        with pytest.raises(queries.AppointmentNotFound):
            queries.appointment_with_code(WINGENE, "2222-2222-2222")
    assert made.code.encode() not in stored
    assert b"lien" not in stored.lower()
    with acting_for([HERENT], CLERK), pytest.raises(queries.AppointmentNotFound):
        queries.appointment_of(made.appointment.pk)


def test_a_form_that_is_sent_twice_makes_one_appointment(town: None) -> None:
    kind = passport()
    wish = wish_for(kind, key="form-1")

    with acting_for([WINGENE], VISITOR):
        first = operations.book(WINGENE, wish, moment=NOON)
        again = operations.book(WINGENE, wish, moment=NOON)

    assert (again.appointment.pk, again.code) == (first.appointment.pk, "")


def test_a_full_moment_is_refused_and_another_is_not(town: None) -> None:
    kind = passport(capacity=2)

    assert [booked(kind).appointment.place for _ in range(2)] == [1, 2]
    with pytest.raises(SlotTaken):
        booked(kind)
    assert booked(kind, at=later(hour=9, minute=30)).appointment.place == 1


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(later(hour=9, minute=15), id="between two"),
        pytest.param(later(hour=10), id="closed"),
        pytest.param(MORNING + timedelta(days=70), id="beyond the horizon"),
        pytest.param(NOON + timedelta(hours=1), id="too soon"),
    ],
)
def test_a_moment_that_is_not_offered_is_refused(town: None, at: datetime) -> None:
    with pytest.raises(SlotTaken):
        booked(passport(), at=at)


def test_nobody_comes_without_a_way_to_reach_her(town: None) -> None:
    wish = replace(wish_for(passport()), caller=Caller("Lien Voorbeeld"))

    with acting_for([WINGENE], VISITOR), pytest.raises(CallerRefused):
        operations.book(WINGENE, wish, moment=NOON)


def test_it_moves_and_is_cancelled_with_the_code(town: None) -> None:
    made = booked(passport())
    holder = Holder(code_hash=code_hash_of(made))

    with acting_for([WINGENE], VISITOR):
        row = made.appointment
        moved = operations.move(row, starts_at=later(hour=9, minute=30), holder=holder, moment=NOON)
        assert (moved.sequence, moved.starts_at) == (1, later(hour=9, minute=30))
        cancelled = operations.cancel(moved, holder=holder, moment=NOON)
        operations.cancel(cancelled, holder=holder, moment=NOON)
        with pytest.raises(operations.AppointmentEnded):
            operations.move(cancelled, starts_at=MORNING, holder=holder, moment=NOON)
    with acting_for([WINGENE], CLERK):
        acts = [line.act.partition(".")[2] for line in audit.lines_of(WINGENE)]
    assert acts[:3] == ["cancel", "move", "book"]
    assert booked(made.appointment.kind, at=later(hour=9, minute=30)).appointment.place == 1


def test_nobody_else_moves_or_cancels(town: None) -> None:
    made = booked(passport())
    strangers: list[tuple[Actor, Holder]] = [
        (VISITOR, COUNTER),
        (VISITOR, Holder(person=b"x" * 32, code_hash=b"y" * 32)),
        (AUDITOR, Holder(code_hash=code_hash_of(made))),
        (APPROVER, COUNTER),
    ]

    for actor, holder in strangers:
        with acting_for([WINGENE], actor), pytest.raises(operations.AppointmentsNotYours):
            operations.cancel(made.appointment, holder=holder, moment=NOON)


def test_a_clerk_says_why_she_cancels(town: None) -> None:
    made = booked(passport())

    with acting_for([WINGENE], CLERK):
        with pytest.raises(operations.ReasonMissing):
            operations.cancel(made.appointment, holder=COUNTER, moment=NOON)
        row = operations.cancel(
            made.appointment, holder=COUNTER, because="Onze collega is ziek.", moment=NOON
        )
    assert row.cancelled_because == "Onze collega is ziek."


def test_the_table_holds_no_place_twice(town: None) -> None:
    made = booked(passport()).appointment

    made.pk, made.key, made.code_hash = uuid4(), "other", b"z" * 32
    with acting_for([WINGENE], CLERK), pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_two_at_the_last_place_at_once_one_gets_it(committed: None) -> None:
    found_towns()
    kind = passport(capacity=2)
    booked(kind)

    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(_try, [kind] * 2))

    assert sorted(outcomes) == ["booked", "taken"]
    with acting_for([WINGENE], CLERK):
        assert sorted(Appointment.objects.values_list("place", flat=True)) == [1, 2]


def test_what_is_past_and_what_is_erased_is_gone(town: None) -> None:
    made = booked(passport())
    with acting_for([WINGENE], CLERK):
        assert operations.forget_past(moment=MORNING + timedelta(days=29)) == 0
        Appointment.objects.filter(pk=made.appointment.pk).update(person=b"p" * 32)
        (held,) = queries.held_about(b"p" * 32)
        assert (held.title, LIEN.name in held.fields.values()) == ("Reispas", True)
        assert operations.erase(b"p" * 32, moment=NOON).erased == 1
    booked(made.appointment.kind)
    with acting_for([WINGENE], CLERK):
        assert operations.forget_past(moment=MORNING + timedelta(days=31)) == 1


def _try(kind: AppointmentKind) -> str:
    try:
        booked(kind)
    except SlotTaken:
        return "taken"
    finally:
        connection.close()
    return "booked"
