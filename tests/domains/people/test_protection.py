"""A protected address: two roles see it with a purpose, she herself, the jobs that post letters."""

import pytest
from tests.factories.acting import (
    APPROVER,
    AUDITOR,
    CLERK,
    FINANCE,
    HERENT,
    MANAGER,
    NOON,
    OPERATOR,
    WINGENE,
)
from tests.factories.keys import make_keys
from tests.factories.own_cases import herself, person
from tests.factories.residents import BIS_OF_LIES, JAN, LIES, met_by_clerk

from klik.domains.audit.models import PersonView
from klik.domains.audit.queries import lines_of
from klik.domains.people import operations, queries
from klik.domains.people.models import ProtectedAddress
from klik.domains.registers.operations.linking import link_numbers
from klik.ground.persons import erase_all, held_about
from klik.ground.tenancy import Actor, ActorKind, Role, acting_for


def hers() -> bytes:
    return person(LIES)


@pytest.fixture(autouse=True)
def protected(db: None) -> None:
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE], CLERK):
        operations.protect_address(WINGENE, hers(), because="register", moment=NOON)


@pytest.mark.parametrize(
    ("actor", "sees"),
    [(CLERK, True), (AUDITOR, True), (APPROVER, False), (FINANCE, False), (MANAGER, False),
     (OPERATOR, True), (Actor(ActorKind.RESIDENT, "visitor"), False)],
)  # fmt: skip
def test_two_roles_and_jobs_may_see_it(actor: Actor, *, sees: bool) -> None:
    with acting_for([WINGENE], actor):
        assert queries.may_see_address(actor, [hers()]) is sees
        assert (
            queries.may_see_address(actor, [person(JAN), hers()]) is sees
        )  # they live together, perhaps
        assert queries.may_see_address(actor, [person(JAN)])


def test_she_sees_her_own_and_he_does_not() -> None:
    with acting_for([WINGENE], CLERK):
        sees = [queries.may_see_address(herself(one), [hers()]) for one in (LIES, JAN)]

    assert sees == [True, False]


def test_every_role_but_two_is_refused() -> None:
    actors = {role: Actor(ActorKind.STAFF, "staff:9", frozenset({role})) for role in Role}

    with acting_for([WINGENE], CLERK):
        may = {role for role, one in actors.items() if queries.may_see_address(one, [hers()])}

    assert may == {Role.CLERK, Role.AUDITOR}


def test_a_look_needs_a_purpose_and_is_written_down() -> None:
    with acting_for([WINGENE], AUDITOR):
        looked = [
            operations.see_address(WINGENE, [hers(), person(JAN)], purpose=purpose, moment=NOON)
            for purpose in ("", "audit")
        ]
        views = [(one.person, one.shown, one.purpose) for one in PersonView.objects.all()]
    with acting_for([WINGENE], APPROVER):
        refused = operations.see_address(WINGENE, [hers()], purpose="handling", moment=NOON)
        not_hers = operations.see_address(WINGENE, [person(JAN)], purpose="", moment=NOON)
        total = PersonView.objects.count()

    assert looked == [False, True]
    assert views == [(hers().hex(), "address", "audit")]
    assert (refused, not_hers, total) == (False, True, 1)


def test_a_clerk_protects_and_ends_it_with_a_reason_that_the_chain_keeps() -> None:
    with acting_for([WINGENE], CLERK):
        operations.protect_address(WINGENE, hers(), because="request", moment=NOON)
        shown = queries.protection_of(hers(), WINGENE)
        operations.end_protection(WINGENE, hers(), because="authority", moment=NOON)
        operations.end_protection(WINGENE, hers(), because="authority", moment=NOON)
        assert queries.protection_of(hers(), WINGENE) is None
        with pytest.raises(operations.ReasonUnknown):
            operations.protect_address(WINGENE, hers(), because="gossip", moment=NOON)
    with acting_for([WINGENE], AUDITOR):
        acts = [line.act for line in lines_of(WINGENE)]
    with acting_for([WINGENE], AUDITOR), pytest.raises(operations.ProtectionNotYours):
        operations.protect_address(WINGENE, person(JAN), because="request", moment=NOON)

    assert shown is not None
    assert (shown.because, shown.protected_by) == ("register", CLERK.reference)
    assert sorted(acts) == ["people.end-protection", "people.protect-address"]


def test_another_municipality_knows_nothing_of_it() -> None:
    with acting_for([HERENT], CLERK):
        assert queries.protected_among([hers()]) == frozenset()
        assert not ProtectedAddress.objects.exists()


def test_a_changed_number_stays_protected() -> None:
    with acting_for([WINGENE], CLERK):
        link_numbers(WINGENE, LIES, BIS_OF_LIES, moment=NOON)

        found = queries.protected_among([person(BIS_OF_LIES), hers(), person(JAN)])

    assert found == {person(BIS_OF_LIES), hers()}


def test_she_reads_that_it_is_protected_and_erasing_keeps_it() -> None:
    met_by_clerk(LIES, given_name="Lies")

    with acting_for([WINGENE], herself(LIES)):
        held = {one.kind for one in held_about({hers()})}
        done = erase_all({hers()}, moment=NOON)
        still = queries.protected_among([hers()])

    assert {"resident", "protection"} <= held
    assert [one.kind for one in done.kept if one.kind == "protection"] == ["protection"]
    assert still == {hers()}
