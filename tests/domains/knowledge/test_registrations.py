"""A seat is given once: by a link, in the order of the queue, until the event is over."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from tests.factories.acting import EDITOR, HERENT, NOON, WINGENE
from tests.factories.appointments import VISITOR
from tests.factories.events import DAY, kept_event, released, wish
from tests.factories.towns import found_towns

from klik.domains.knowledge import jobs
from klik.domains.knowledge.models import EventRegistration, HubEvent, RegistrationState
from klik.domains.knowledge.operations import programming, registering
from klik.domains.knowledge.operations.registering import (
    EventOver,
    RegistrationClosed,
    RegistrationWish,
)
from klik.domains.knowledge.queries import registrations
from klik.ground.callers import CallerRefused
from klik.ground.keys.sealing import decrypt
from klik.ground.tenancy import acting_for

OVER = DAY.ends_at
PERSON = b"p" * 32


def asked(event: HubEvent, name: str, *, person: bytes | None = None) -> EventRegistration:
    """Let a visitor register, in her own transaction."""
    wanted = RegistrationWish(name, f"{name.lower()}@voorbeeld.example", person=person)
    with acting_for([WINGENE], VISITOR):
        return registering.register(event, wanted, moment=NOON)


def confirmed(event: HubEvent, name: str, *, after: int = 0) -> EventRegistration:
    """Let a visitor register and confirm."""
    row = asked(event, name)
    with acting_for([WINGENE], VISITOR):
        return registering.confirm(row, moment=NOON + timedelta(minutes=after))


def code_of(row: EventRegistration) -> str:
    """Return what the link in the mail would hold."""
    with acting_for([WINGENE], VISITOR):
        kept = EventRegistration.objects.get(pk=row.pk)
        purpose = registrations.code_purpose(row.pk)
        return decrypt(WINGENE, purpose, bytes(kept.sealed_code or b"")).decode()


def states() -> dict[str, str]:
    """Return who is where, by her name."""
    with acting_for([WINGENE], EDITOR):
        return {
            registrations.reached(row).name: row.state for row in EventRegistration.objects.all()
        }


@pytest.fixture
def event(town: None) -> HubEvent:
    """Return a released event of two seats."""
    made = kept_event(1, capacity=2)
    released(made)
    return made


def test_who_confirms_by_the_link_has_a_seat(event: HubEvent) -> None:
    row = asked(event, "Lien")
    assert (row.state, row.seat) == (RegistrationState.ASKED, None)
    assert b"lien" not in bytes(row.sealed) + bytes(row.address_hash)

    with acting_for([WINGENE], VISITOR):
        found = registrations.registration_with_code(code_of_here(row))
        with pytest.raises(registrations.RegistrationNotFound):
            registrations.registration_with_code("2222-2222-2222")
        registering.confirm(found, moment=NOON)
        again = registering.confirm(found, moment=NOON)
        seats = registrations.seats_of(event, NOON)
    assert (again.state, again.seat) == (RegistrationState.PLACED, 1)
    assert (seats.taken, seats.free, seats.waiting, seats.is_open) == (1, 1, 0, True)
    with acting_for([HERENT], VISITOR):
        assert registrations.registrations_of(event) == []


def code_of_here(row: EventRegistration) -> str:
    """Return the code inside the transaction of a test."""
    purpose = registrations.code_purpose(row.pk)
    return decrypt(WINGENE, purpose, bytes(row.sealed_code or b"")).decode()


def test_the_same_address_registers_once_and_gets_a_new_link_after_an_hour(
    event: HubEvent,
) -> None:
    first, old = asked(event, "Lien"), code_of(asked(event, "LIEN"))
    assert code_of(first) == old

    later = NOON + timedelta(hours=1)
    with acting_for([WINGENE], VISITOR):
        wanted = RegistrationWish("Iemand", "lien@voorbeeld.example")
        again = registering.register(event, wanted, moment=later)
        assert (again.pk, registrations.reached(again).name) == (first.pk, "Lien")
        with pytest.raises(registrations.RegistrationNotFound):
            registrations.registration_with_code(old)


def test_who_waits_longest_moves_up(event: HubEvent) -> None:
    rows = [confirmed(event, name, after=at) for at, name in enumerate(["Ann", "Bo", "Cas", "Dre"])]
    assert list(states().values()) == ["placed", "placed", "waiting", "waiting"]

    with acting_for([WINGENE], VISITOR):
        registering.cancel(rows[0], moment=NOON)
        registering.cancel(rows[0], moment=NOON)
    assert states() == {"Ann": "cancelled", "Bo": "placed", "Cas": "placed", "Dre": "waiting"}
    with acting_for([WINGENE], EDITOR):
        programming.write_event(WINGENE, event.pk, wish(3), moment=NOON)
    assert states()["Dre"] == "placed"
    assert confirmed(event, "Eva").state == "waiting"
    with acting_for([WINGENE], VISITOR):
        registering.forget(rows[1], moment=NOON)
    assert states()["Eva"] == "placed"


def test_registration_is_closed_in_time(event: HubEvent) -> None:
    row = confirmed(event, "Ann")
    wanted = RegistrationWish("Bo", "bo@voorbeeld.example")

    with acting_for([WINGENE], VISITOR):
        for moment in (NOON - timedelta(days=2), DAY.starts_at, OVER):
            with pytest.raises(RegistrationClosed):
                registering.register(event, wanted, moment=moment)
        for wrong in ("", "bo", "bo@"):
            with pytest.raises(CallerRefused):
                registering.register(event, RegistrationWish("Bo", wrong), moment=NOON)
        for act in (registering.cancel, registering.confirm):
            with pytest.raises(EventOver):
                act(row, moment=OVER)
    draft = unreleased()
    with acting_for([WINGENE], VISITOR), pytest.raises(RegistrationClosed):
        registering.register(draft, wanted, moment=NOON)


def unreleased() -> HubEvent:
    """Return an event that nobody reads yet."""
    with acting_for([WINGENE], EDITOR):
        draft = replace(wish(), slug="nog-niet")
        return programming.write_event(WINGENE, uuid4(), draft, moment=NOON)


def test_registrations_are_erased_after_their_term(event: HubEvent) -> None:
    confirmed(event, "Ann")
    asked(event, "Bo")

    assert jobs.forget_in_turn(NOON + timedelta(days=6)) == 0
    assert jobs.forget_in_turn(NOON + timedelta(days=8)) == 1
    assert jobs.forget_in_turn(OVER + timedelta(days=29)) == 0
    assert jobs.forget_in_turn(OVER + timedelta(days=30)) == 1
    assert states() == {}


def test_a_person_sees_and_erases_what_is_held_of_her(event: HubEvent) -> None:
    asked(event, "Lien", person=PERSON)

    with acting_for([WINGENE], EDITOR):
        (held,) = registrations.held_about(PERSON)
        assert "Lien" in held.fields.values()
        assert registering.erase(PERSON, moment=NOON).erased == 1
        assert registrations.held_about(PERSON) == []


def test_the_table_holds_no_seat_twice(event: HubEvent) -> None:
    row = confirmed(event, "Ann")

    row.pk, row.address_hash, row.code_hash = uuid4(), b"a" * 32, b"c" * 32
    with acting_for([WINGENE], EDITOR), pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_at_once_each_seat_is_given_once_and_each_who_waits_moves_up_once(
    committed: None,
) -> None:
    found_towns()
    made = kept_event(1, capacity=3)
    released(made)
    names = [f"Naam{at}" for at in range(9)]
    rows = [confirmed(made, name, after=at) for at, name in enumerate(names)]

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(_cancel, rows[:3] * 2))

    with acting_for([WINGENE], EDITOR):
        found = list(EventRegistration.objects.order_by("confirmed_at"))
    assert [one.state for one in found] == ["cancelled"] * 3 + ["placed"] * 3 + ["waiting"] * 3
    assert sorted(one.seat for one in found if one.seat) == [1, 2, 3]
    assert [one.changes for one in found[3:6]] == [3, 3, 3]


def _cancel(row: EventRegistration) -> None:
    try:
        with acting_for([WINGENE], VISITOR):
            registering.cancel(row, moment=NOON)
    finally:
        connection.close()
