"""Rows of a delivery that came before whom they name was kept: a parent finds her child again."""

from datetime import timedelta
from pathlib import Path

from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.grants import town_in
from tests.factories.own_cases import herself, of_mother, person

from klik.domains.registers import jobs, queries
from klik.domains.registers.models import Delivery, RowParty
from klik.ground.tenancy import acting_for


def test_whom_old_rows_name_is_written_down_once(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(*(of_mother(number) for number in range(3)))
    with acting_for([WINGENE], CLERK):
        kept = _parties()
        RowParty.objects.all().delete()
        Delivery.objects.update(parties_named_to=0)  # as it stands in a delivery of before

    jobs.name_parties(NOON)
    jobs.name_parties(NOON + timedelta(days=1))

    with acting_for([WINGENE], CLERK):
        assert _parties() == kept
        assert not queries.deliveries_to_name().exists()
    with acting_for([WINGENE], herself()):
        found = queries.rows_of_party(WINGENE, town.adoption_id, person(), day=NOON.date())
    assert len(found) == 3


def _parties() -> set[tuple[int, bytes]]:
    return {(one.row_id, bytes(one.person)) for one in RowParty.objects.all()}
