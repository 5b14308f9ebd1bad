"""Residents: known by number, named by log-in, one person whatever her number was."""

from datetime import timedelta

import pytest
from tests.factories.acting import APPROVER, CLERK, HERENT, NOON, WINGENE
from tests.factories.keys import make_keys
from tests.factories.residents import (
    BIS_OF_LIES,
    JAN,
    LIES,
    LOG_IN,
    logged_in,
    met,
    met_by_clerk,
    verified,
)

from klik.domains.audit.queries import lines_of
from klik.domains.people import jobs, operations, queries
from klik.domains.people.models import Identity, Mandate, Resident, ResidentSession
from klik.domains.registers.operations.linking import link_numbers
from klik.ground.identifiers.refusal import IdentifierRefused
from klik.ground.keys.reencryption import sealed_fields
from klik.ground.tenancy import Actor, ActorKind, acting_for

LATER = NOON + timedelta(days=1)


@pytest.fixture(autouse=True)
def keys(db: None) -> None:
    make_keys(WINGENE, HERENT)


def test_a_clerk_meets_somebody_without_a_log_in_once() -> None:
    first, again = met_by_clerk(), met_by_clerk(given_name="Johan")

    with acting_for([WINGENE], CLERK):
        shown = queries.resident_of(first.reference)
        acts = [line.act for line in lines_of(WINGENE)]
    assert first.pk == again.pk
    assert (shown.name, shown.confirmed_at) == ("Jan Voorbeeld", None)
    assert acts == ["people.meet-resident"]


def test_a_log_in_confirms_whom_a_clerk_met_and_its_names_hold() -> None:
    met_by_clerk(LIES, given_name="Elisabeth")
    logged_in(LIES)

    with acting_for([WINGENE], CLERK):
        shown = queries.resident_with(queries.person_of(LIES), WINGENE)
    assert shown
    assert (shown.given_name, shown.confirmed_at) == ("Lies", NOON)


def test_a_name_or_number_stands_nowhere_in_the_open() -> None:
    resident = met_by_clerk()

    with acting_for([WINGENE], CLERK):
        row = Resident.objects.values().get()
    texts = " ".join(
        str(value) for value in (*row.values(), resident, queries.Person("1", "2", "3"))
    )
    assert JAN not in texts
    assert "Voorbeeld" not in texts


@pytest.mark.parametrize(
    ("number", "family_name", "refusal"),
    [
        ("85041795162", "Voorbeeld", IdentifierRefused),
        (JAN, "V" * 201, operations.PersonWrong),
    ],
)
def test_who_cannot_be_is_refused(number: str, family_name: str, refusal: type[Exception]) -> None:
    with acting_for([WINGENE], CLERK), pytest.raises(refusal):
        operations.meet_resident(
            WINGENE, register_number=number, given_name="", family_name=family_name, moment=NOON
        )


def test_only_log_in_and_clerks_make_somebody_known() -> None:
    herself = Actor(ActorKind.RESIDENT, "resident:1", person=b"1" * 32)
    for actor in (APPROVER, herself):
        with acting_for([WINGENE], actor), pytest.raises(operations.ResidentNotYours):
            met()


def test_a_resident_of_one_municipality_is_unknown_in_another() -> None:
    resident = met_by_clerk()

    with acting_for([HERENT], CLERK):
        assert queries.resident_with(queries.person_of(JAN), HERENT) is None
        with pytest.raises(queries.ResidentNotFound):
            queries.resident_of(resident.reference)


def test_a_changed_number_is_the_same_resident() -> None:
    logged_in(BIS_OF_LIES)
    with acting_for([WINGENE], CLERK):
        link_numbers(WINGENE, BIS_OF_LIES, LIES, moment=NOON)
    logged_in(LIES, moment=LATER)

    with acting_for([WINGENE], CLERK):
        kept = Resident.objects.get()
        assert bytes(kept.person) == queries.person_of(BIS_OF_LIES) == queries.person_of(LIES)
        assert bytes(Identity.objects.get().person) == bytes(kept.person)


def test_a_log_in_belongs_to_one_number_unless_both_are_linked() -> None:
    logged_in(LIES)

    with acting_for([WINGENE], LOG_IN), pytest.raises(operations.IdentityOfAnother):
        operations.log_in(WINGENE, verified(JAN), moment=LATER)
    with acting_for([WINGENE], CLERK):
        assert Resident.objects.count() == 1


def test_two_log_ins_are_one_resident_by_the_same_number() -> None:
    logged_in(LIES, subject="with a card")
    logged_in(LIES, subject="with a phone")

    with acting_for([WINGENE], CLERK):
        assert (Resident.objects.count(), Identity.objects.count()) == (1, 2)


def test_what_is_forgotten_leaves_no_row() -> None:
    logged_in(LIES)
    jan = met_by_clerk()
    with acting_for([WINGENE], CLERK):
        lies = queries.resident_with(queries.person_of(LIES), WINGENE)
        assert lies
        operations.give_mandate(lies.id, jan.pk, moment=NOON)
    another = Actor(ActorKind.RESIDENT, jan.reference, person=bytes(jan.person))

    with acting_for([WINGENE], another), pytest.raises(operations.ResidentNotYours):
        operations.forget_resident(lies.person, moment=LATER)
    with acting_for([WINGENE], lies.actor):
        assert operations.forget_resident(lies.person, moment=LATER) == 1
    with acting_for([WINGENE], CLERK):
        assert [row.pk for row in Resident.objects.all()] == [jan.pk]
        kept = [model.objects.count() for model in (Identity, Mandate, ResidentSession)]
        assert kept == [0, 0, 0]


def test_a_new_key_reaches_who_a_resident_is() -> None:
    sealed = {field.model for field in sealed_fields()}

    assert Resident in sealed
    assert jobs.FORGETTER.kind is ActorKind.SYSTEM
