"""A benefit is claimed once over all keys of a subject, whoever is first."""

import threading
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from tests.factories.acting import HERENT, NOON, WINGENE
from tests.factories.cases import BINDING, MANDATE, key, proposal
from tests.factories.keys import make_keys

from klik.domains.cases import operations, queries
from klik.domains.cases.models import Claim, Decision
from klik.ground.tenancy import Actor, ActorKind, acting_for

RUN = Actor(ActorKind.SYSTEM, "execute-run")


@pytest.fixture(autouse=True)
def _keys(committed: None) -> None:
    make_keys(WINGENE, HERENT)


def test_a_second_decision_on_any_key_is_lost() -> None:
    with acting_for([WINGENE], RUN):
        operations.decide_one(
            WINGENE, proposal(1, keys=(key(1), key(2))), binding=BINDING, mandate=MANDATE,
            moment=NOON,
        )  # fmt: skip

    with acting_for([HERENT], RUN), pytest.raises(operations.AlreadyClaimed):
        operations.decide_one(
            HERENT, proposal(2, nis=HERENT, keys=(key(2), key(3))), binding=BINDING,
            mandate=MANDATE, moment=NOON,
        )  # fmt: skip

    with acting_for([HERENT], RUN):
        assert queries.claims_on("geboorte", [key(3)]) == {}
        assert Claim.objects.count() == 2


def test_the_same_decision_again_is_the_one_that_was_taken() -> None:
    taken = [_decide(WINGENE, 1).decisions[0].pk for _ in range(2)]

    assert taken[0] == taken[1]


def test_of_two_in_one_call_that_share_a_key_the_first_is_taken() -> None:
    with acting_for([WINGENE], RUN):
        found = operations.decide(
            WINGENE,
            [proposal(1, keys=(key(1), key(2))), proposal(2, keys=(key(2), key(3)))],
            binding=BINDING, mandate=MANDATE, moment=NOON,
        )  # fmt: skip

    assert [one.reference for one in found.decisions] == ["GEB-37021-1"]
    assert found.lost == {"GEB-37021-2"}


def test_a_key_that_becomes_known_later_is_claimed_as_well() -> None:
    case = _decide(WINGENE, 1).decisions[0].case_id

    with acting_for([WINGENE], RUN):
        held = operations.claim_more("geboorte", {case: [key(1), key(9)]}, taken_on=NOON.date())

        assert held == {case}
        assert queries.claims_on("geboorte", [key(9)])[key(9)].case_id == case
        assert operations.claim_more("geboorte", {uuid4(): [key(9)]}, taken_on=NOON.date()) == set()


def test_two_towns_that_decide_at_once_grant_one_of_them() -> None:
    ready, decided = threading.Barrier(2), {}

    def decide_in(nis: str) -> None:
        ready.wait(timeout=10)
        decided[nis] = len(_decide(nis, 1, keys=(key(1), key(2), key(3))).decisions)
        connection.close()

    for _ in range(5):
        both = [threading.Thread(target=decide_in, args=(nis,)) for nis in (WINGENE, HERENT)]
        for one in both:
            one.start()
        for one in both:
            one.join(timeout=60)

        assert sorted(decided.values()) == [0, 1]
        with acting_for([WINGENE, HERENT], RUN):
            assert Decision.objects.count() == 1


def test_a_clerk_takes_no_decision(tmp_path: Path) -> None:
    clerk = Actor(ActorKind.STAFF, "staff:3")

    with acting_for([WINGENE], clerk), pytest.raises(operations.DecidingNotYours):
        operations.decide(WINGENE, [proposal(1)], binding=BINDING, mandate=MANDATE, moment=NOON)


def _decide(nis: str, number: int, **changes: object) -> operations.Decided:
    with acting_for([nis], RUN):
        return operations.decide(
            nis, [proposal(number, nis=nis, **changes)], binding=BINDING, mandate=MANDATE,
            moment=NOON,
        )  # fmt: skip
