"""`acting_for` is one transaction, for whom it says and nobody else."""

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction
from tests.factories.acting import CLERK, HERENT, NOON, OPERATOR, WINGENE
from tests.factories.municipalities import house_style, make_house_styles

from klik.domains.municipalities.models import HouseStyle
from klik.ground.keys.models import HashKey
from klik.ground.tenancy import (
    EVERYWHERE,
    ActingAlready,
    ActingNowhere,
    Actor,
    ActorKind,
    NotActing,
    acting_for,
    before_commit,
    current_actor,
    current_municipalities,
    remembered,
)


def test_acting_says_for_whom_and_who(db: None) -> None:
    with acting_for([WINGENE, HERENT], CLERK):
        said = current_municipalities(), current_actor()

    assert said == ({WINGENE, HERENT}, CLERK)


def test_nobody_acts_outside() -> None:
    with pytest.raises(NotActing, match="acting_for"):
        current_municipalities()
    with pytest.raises(NotActing):
        current_actor()
    with pytest.raises(NotActing):
        before_commit(lambda: None)


def test_everywhere_is_285_municipalities(db: None) -> None:
    with acting_for(EVERYWHERE, OPERATOR):
        count = len(current_municipalities())

    assert count == 285


def test_a_clerk_never_acts_everywhere() -> None:
    with (
        pytest.raises(ActingNowhere, match="Only the operator"),
        acting_for(EVERYWHERE, CLERK),
    ):
        pass


@pytest.mark.parametrize(
    ("municipalities", "said"),
    [([], "at least one"), (["37018"], "'37018'"), (["37021,24038"], "37021,24038"), ("", "''")],
)
def test_acting_names_municipalities_of_today(municipalities: Collection[str], said: str) -> None:
    with pytest.raises(ActingNowhere, match=said), acting_for(municipalities, CLERK):
        pass


@pytest.mark.parametrize("inner", [[WINGENE], [WINGENE, HERENT], [HERENT]])
def test_acting_inside_acting_is_refused(db: None, inner: list[str]) -> None:
    with acting_for([WINGENE], CLERK):
        with pytest.raises(ActingAlready), acting_for(inner, CLERK):
            pass
        after = current_municipalities()

    assert after == {WINGENE}


def test_acting_is_a_transaction_of_its_own(committed: None) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        acting_for([WINGENE], CLERK).__enter__()


def test_nothing_of_a_failed_transaction_remains(committed: None) -> None:
    with pytest.raises(ZeroDivisionError):
        _fail_after(house_style(WINGENE).save)

    with pytest.raises(NotActing):
        current_municipalities()
    with acting_for([WINGENE], CLERK):
        assert HouseStyle.objects.count() == 0


def test_what_is_written_is_there_afterwards(committed: None) -> None:
    make_house_styles(WINGENE)

    with acting_for([WINGENE], CLERK):
        assert HouseStyle.objects.count() == 1


def test_another_thread_does_not_act_along(db: None) -> None:
    with acting_for([WINGENE], CLERK), ThreadPoolExecutor(1) as threads:
        asked = threads.submit(current_municipalities)

        with pytest.raises(NotActing):
            asked.result()


def test_last_steps_are_taken_in_order_and_still_act(db: None) -> None:
    taken: list[object] = []

    with acting_for([WINGENE], CLERK):
        before_commit(lambda: taken.append("first"))
        before_commit(lambda: taken.append(current_municipalities()))
        taken.append("work")

    assert taken == ["work", "first", {WINGENE}]


def test_last_steps_are_not_taken_after_a_failure(db: None) -> None:
    taken: list[str] = []

    with pytest.raises(ZeroDivisionError):
        _fail_after(lambda: before_commit(lambda: taken.append("never")))

    assert taken == []


def test_a_last_step_that_fails_undoes_the_transaction(committed: None) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    def act() -> None:
        with acting_for([WINGENE], CLERK):
            HashKey.objects.create(master_id="", wrapped=b"", made_at=NOON)
            before_commit(fail)

    with pytest.raises(ZeroDivisionError):
        act()

    assert HashKey.objects.count() == 0


def test_memory_lasts_one_transaction(db: None) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    with acting_for([WINGENE], CLERK):
        within = [remembered("count", make), remembered("count", make)]
    with acting_for([WINGENE], CLERK):
        next_one = remembered("count", make)

    assert (within, next_one, remembered("count", make)) == ([1, 1], 2, 3)


@pytest.mark.parametrize("reference", ["", "Marie Voorbeeld", "a" * 65, "-x", "é"])
def test_a_reference_of_an_actor_is_a_key(reference: str) -> None:
    with pytest.raises(ValueError, match="no reference of an actor"):
        Actor(ActorKind.STAFF, reference)


def _fail_after(work: Callable[[], object]) -> None:
    with acting_for([WINGENE], CLERK):
        work()
        raise ZeroDivisionError
