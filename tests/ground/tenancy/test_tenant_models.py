"""The first wall, on every engine: a query or a write reaches only who is acted for."""

from collections.abc import Callable

import pytest
from tests.factories.acting import ANTWERPEN, CLERK, HERENT, WINGENE
from tests.factories.municipalities import house_style, make_house_styles

from klik.domains.audit.models import AuditPayload
from klik.domains.municipalities.models import HouseStyle
from klik.ground.tenancy import NotActing, OutsideActing, acting_for


def test_a_query_sees_who_is_acted_for(db: None) -> None:
    make_house_styles(WINGENE, HERENT, ANTWERPEN)

    with acting_for([WINGENE, HERENT], CLERK):
        seen = set(HouseStyle.objects.values_list("municipality_nis", flat=True))

    assert seen == {WINGENE, HERENT}


@pytest.mark.parametrize(
    "ask",
    [
        HouseStyle.objects.count,
        HouseStyle.objects.exists,
        lambda: list(HouseStyle.objects.all()),
        lambda: list(HouseStyle.objects.iterator()),
        lambda: HouseStyle.objects.update(house_colour="#000000"),
        lambda: HouseStyle.objects.all().delete(),
        lambda: house_style(WINGENE).save(),
        lambda: house_style(WINGENE).delete(),
        lambda: HouseStyle.objects.bulk_create([house_style(WINGENE)]),
        lambda: HouseStyle.objects.get_or_create(municipality_nis=WINGENE),
        lambda: HouseStyle(pk=1).refresh_from_db(),
    ],
)
def test_nothing_is_reached_outside(db: None, ask: Callable[[], object]) -> None:
    with pytest.raises(NotActing):
        ask()


def test_a_query_asks_for_whom_when_it_runs(db: None) -> None:
    make_house_styles(WINGENE, HERENT)
    with acting_for([WINGENE], CLERK):
        styles = HouseStyle.objects.all()

    with pytest.raises(NotActing):
        list(styles)
    with acting_for([HERENT], CLERK):
        assert [style.municipality_nis for style in styles] == [HERENT]


@pytest.mark.parametrize(
    "write",
    [
        lambda row: house_style(HERENT).save(),  # noqa: ARG005 -- every write is given the row
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: HouseStyle.objects.bulk_create([row]),
        lambda row: HouseStyle.objects.update(municipality_nis=row.municipality_nis),
        lambda row: HouseStyle.objects.bulk_update([row], ["municipality_nis"]),
    ],
)
def test_nothing_is_written_for_another(db: None, write: Callable[[HouseStyle], object]) -> None:
    make_house_styles(WINGENE, HERENT)
    with acting_for([HERENT], CLERK):
        carried_over = HouseStyle.objects.get()

    with acting_for([WINGENE], CLERK), pytest.raises(OutsideActing):
        write(carried_over)


def test_changes_reach_who_is_acted_for_only(db: None) -> None:
    make_house_styles(WINGENE, HERENT)

    with acting_for([WINGENE], CLERK):
        changed = HouseStyle.objects.update(house_colour="#123456")

    with acting_for([HERENT], CLERK):
        colours = list(HouseStyle.objects.values_list("house_colour", flat=True))
    assert (changed, colours) == (1, ["#2e7d4f"])


def test_a_deletion_reaches_who_is_acted_for_only(db: None) -> None:
    for nis in (WINGENE, HERENT):
        with acting_for([nis], CLERK):
            AuditPayload.objects.create(municipality_nis=nis, sealed=b"")

    with acting_for([WINGENE], CLERK):
        deleted, _ = AuditPayload.objects.all().delete()

    with acting_for([WINGENE, HERENT], CLERK):
        left = list(AuditPayload.objects.values_list("municipality_nis", flat=True))
    assert (deleted, left) == (1, [HERENT])


def test_a_row_of_another_cannot_be_refreshed(db: None) -> None:
    make_house_styles(WINGENE, HERENT)
    with acting_for([HERENT], CLERK):
        carried_over = HouseStyle.objects.get()

    with acting_for([WINGENE], CLERK), pytest.raises(HouseStyle.DoesNotExist):
        carried_over.refresh_from_db()
