"""Who wants no benefit of herself gets none of a run, and everybody else gets as before."""

from itertools import product
from pathlib import Path

import pytest
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.grants import town_in
from tests.factories.own_cases import granted, herself, of_mother, person
from tests.factories.registers import child
from tests.factories.residents import ALDA, JAN, LIES

from klik.domains.catalogue import queries as catalogue
from klik.domains.grants import operations, queries
from klik.domains.grants.models import Declined
from klik.ground.granting.planning import Treatment
from klik.ground.keys.hashing import keyed_hash
from klik.ground.tenancy import acting_for


def test_a_run_leaves_out_exactly_who_declined_whoever_that_is(
    committed: None, tmp_path: Path
) -> None:
    town = town_in(tmp_path)
    rows = [
        child(number, beneficiary1_insz=parent, mother_insz=parent)
        for number, parent in enumerate((LIES, JAN, ALDA))
    ]
    town.deliver(*rows)
    people = [keyed_hash(f"insz:{row['beneficiary1_insz']}") for row in rows]

    for wishes in product([False, True], repeat=len(people)):
        with acting_for([WINGENE], CLERK):
            Declined.objects.all().delete()
            for person_of_row, declines in zip(people, wishes, strict=True):
                if declines:
                    operations.decline(WINGENE, person_of_row, moment=NOON)
            record = catalogue.adoption_of(town.adoption_id)
            scope = queries.Scope(record, catalogue.compiled(record), NOON.date(), "nl")
            planned = [child.planned for child in queries.children(scope)]
        assert [one.treatment == Treatment.NONE for one in planned] == list(wishes)
        assert {one.reason for one in planned if one.treatment == Treatment.NONE} <= {"declined"}


def test_a_wish_after_approval_is_respected_and_can_be_taken_back(
    committed: None, tmp_path: Path
) -> None:
    town = town_in(tmp_path)
    town.deliver(of_mother())
    run = town.approve(town.plan())
    with acting_for([WINGENE], herself()):
        operations.decline(WINGENE, person(), moment=NOON)
        operations.decline(WINGENE, person(), moment=NOON)

    left_out = town.execute(run)

    assert [one.closed_as for one in town.items(left_out)] == ["changed"]
    assert [one.reason for one in town.items(town.run_all())] == ["declined"]
    assert town.effects().counts() == (0, 0, 0, 0)
    with acting_for([WINGENE], herself()):
        operations.take_back(WINGENE, {person()}, moment=NOON)
    town.run_all()
    assert town.effects().counts() == (1, 1, 1, 1)


def test_a_wish_is_of_the_person_herself_and_changes_nothing_that_was_granted(
    committed: None, tmp_path: Path
) -> None:
    town = granted(tmp_path)
    with acting_for([WINGENE], herself(JAN)), pytest.raises(operations.WishNotYours):
        operations.decline(WINGENE, person(LIES), moment=NOON)
    with acting_for([WINGENE], herself()):
        operations.decline(WINGENE, person(), moment=NOON)

    again = town.run_all()

    assert [one.reason for one in town.items(again)] == ["decided"]
    assert town.effects().counts() == (1, 1, 1, 1)
    with acting_for([WINGENE], herself()):
        assert [one.kind for one in queries.held_about(person())] == ["declined"]
        assert queries.declined_since({person()}) == NOON
