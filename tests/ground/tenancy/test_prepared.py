"""A query whose SQL is kept: of it nothing is kept but the SQL, for those acted for."""

from collections.abc import Collection
from typing import Any

import pytest
from django.db.models import QuerySet
from tests.factories.acting import CLERK, HERENT, NOON, WINGENE
from tests.factories.municipalities import make_house_styles

from klik.domains.audit.models import PersonView
from klik.domains.audit.operations import record_view
from klik.domains.municipalities.models import HouseStyle
from klik.ground.tenancy import NotActing, acting_for
from klik.ground.tenancy.prepared import prepared

ANNA, BERT, CARA = ("ab" * 32, "cd" * 32, "ef" * 32)


@prepared
def _towns() -> QuerySet[HouseStyle, tuple[Any, ...]]:
    return HouseStyle.objects.order_by().values_list("municipality_nis")


@prepared
def _views(person: Any, since: Any) -> QuerySet[PersonView, tuple[Any, ...]]:
    rows = PersonView.objects.filter(person__in=person, at__gte=since)
    return rows.order_by("person").values_list("person", "at")


def test_it_never_shows_one_municipality_to_another(committed: None) -> None:
    make_house_styles(WINGENE, HERENT)
    found = []

    for towns in ([WINGENE], [HERENT], [WINGENE, HERENT], [WINGENE]):
        with acting_for(towns, CLERK):
            found.append({one for (one,) in _towns()})

    assert found == [{WINGENE}, {HERENT}, {WINGENE, HERENT}, {WINGENE}]
    with pytest.raises(NotActing):
        _towns()


@pytest.mark.parametrize(
    "asked", [{ANNA}, {BERT}, {ANNA, BERT}, {ANNA, BERT, CARA}, {CARA}, set()], ids=len
)
def test_values_are_those_of_this_time(db: None, asked: set[str]) -> None:
    with acting_for([WINGENE], CLERK):
        for one in (ANNA, BERT):
            record_view(WINGENE, person=one, shown="case:1", purpose="tests", moment=NOON)

        found = _views(person=asked, since=NOON)

        assert list(found) == [(one, NOON) for one in _there(asked)]
        assert found[:1] == list(found)[:1]
        assert len(_views(person=asked, since=NOON.replace(year=2100))) == 0


def _there(asked: Collection[str]) -> list[str]:
    return sorted({ANNA, BERT} & set(asked))
