"""What is held of a person is said by each domain; what may go goes, and what stays says why."""

import re
from pathlib import Path

import pytest
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, NOON, OPERATOR, WINGENE
from tests.factories.grants import births, town_in
from tests.factories.keys import make_keys
from tests.factories.residents import JAN, LIES, logged_in, met_by_clerk

from klik.domains.cases.models import Case
from klik.domains.messages import operations as messages
from klik.domains.messages.models import OutboxMessage
from klik.domains.people import operations, queries
from klik.ground.persons import Held, erase_all, held_about
from klik.ground.tenancy import Actor, acting_for

ADDRESS = "lies@voorbeeld.example"


def _lies() -> tuple[bytes, Actor]:
    logged_in(LIES)
    met_by_clerk(JAN)
    with acting_for([WINGENE], CLERK):
        lies = queries.resident_with(queries.person_of(LIES), WINGENE)
        jan = queries.resident_with(queries.person_of(JAN), WINGENE)
        assert lies
        assert jan
        messages.set_preference(
            WINGENE, person=lies.person, channel="email", email_address=ADDRESS, moment=NOON
        )
        operations.give_mandate(jan.id, lies.id, moment=NOON)
    return lies.person, lies.actor


def _kinds(held: list[Held]) -> set[str]:
    return {one.kind for one in held}


def test_a_resident_sees_what_is_held_of_her_and_has_it_erased(db: None) -> None:
    make_keys(WINGENE)
    person, herself = _lies()

    with acting_for([WINGENE], herself):
        held = held_about([person])
        said = " ".join(str(value) for one in held for value in one.fields.values())
        erasure = erase_all([person], moment=NOON)
        left = held_about([person])

    assert _kinds(held) == {"resident", "log-in", "mandate", "identity", "channel"}
    assert all(word in said for word in (LIES, "Voorbeeld", ADDRESS, "Jan Voorbeeld"))
    assert LIES not in repr(held)
    assert (erasure.erased, erasure.kept, left) == (2, (), [])


def test_nobody_erases_another(db: None) -> None:
    make_keys(WINGENE)
    person, _ = _lies()
    with acting_for([WINGENE], CLERK):
        jan = queries.resident_with(queries.person_of(JAN), WINGENE)
    assert jan

    with acting_for([WINGENE], jan.actor), pytest.raises(operations.ResidentNotYours):
        erase_all([person], moment=NOON)
    with acting_for([WINGENE], CLERK):
        assert held_about([person])


@only_sqlite
def test_who_was_paid_sees_what_was_decided_and_why_it_stays(
    committed: None, tmp_path: Path
) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(1))
    town.run_all()

    with acting_for([town.nis], OPERATOR):
        payee = bytes(OutboxMessage.objects.get().person or b"")
        child = bytes(Case.objects.get().subject)
        held, of_child = held_about([payee]), held_about([child])
        erasure = erase_all([child], moment=NOON)
        assert held_about([child]) == of_child

    assert _kinds(held) == {"message", "decision", "payment", "document", "register-row"}
    assert _kinds(of_child) == {"register-row", "decision", "payment", "document"}
    said = " ".join(str(value) for one in of_child for value in one.fields.values())
    assert not re.search(r"BE\d\d", said)  # an account; a reference may hold these letters
    assert erasure.erased == 0
    assert {one.kind for one in erasure.kept} == _kinds(of_child)
    assert all(one.why for one in erasure.kept)
    assert [bool(one.until) for one in erasure.kept if one.kind == "register-row"] == [True]
