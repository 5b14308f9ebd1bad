"""A transaction that only reads holds no writer up, and says clearly that it may not write."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, HERENT, NOON, WINGENE
from tests.factories.municipalities import house_style, make_house_styles

from klik.domains.audit.models import PersonView
from klik.domains.audit.operations import record_view
from klik.domains.municipalities.models import HouseStyle
from klik.ground.keys.models import HashKey
from klik.ground.tenancy import (
    ActingAlready,
    WritingWhileReading,
    acting_for,
    before_commit,
    current_municipalities,
)

WRITES: list[Callable[[], object]] = [
    lambda: house_style(WINGENE).save(),
    lambda: HouseStyle.objects.update(house_colour="#000000"),
    lambda: HouseStyle.objects.bulk_create([house_style(WINGENE)]),
    lambda: HouseStyle.objects.all().delete(),
    lambda: HashKey.objects.create(master_id="", wrapped=b"", made_at=NOON),
    lambda: record_view(WINGENE, person="ab" * 32, shown="case:1", purpose="tests", moment=NOON),
    lambda: before_commit(house_style(WINGENE).save),
]


def test_it_reads_for_whom_it_acts(committed: None) -> None:
    make_house_styles(WINGENE, HERENT)

    with acting_for([WINGENE], CLERK, only_reading=True):
        seen = [style.municipality_nis for style in HouseStyle.objects.all()]

    assert seen == [WINGENE]


@pytest.mark.parametrize("write", WRITES)
def test_a_write_is_refused_and_changes_nothing(
    committed: None, write: Callable[[], object]
) -> None:
    make_house_styles(WINGENE, HERENT)

    with (
        pytest.raises(WritingWhileReading, match="without only_reading"),
        acting_for([WINGENE], CLERK, only_reading=True),
    ):
        write()

    with acting_for([WINGENE], CLERK):
        left = list(HouseStyle.objects.values_list("house_colour", flat=True))
        assert left == ["#2e7d4f"]
        assert PersonView.objects.count() == 0


@pytest.mark.parametrize("fails", [False, True])
def test_the_next_transaction_writes_again(committed: None, *, fails: bool) -> None:
    mode = getattr(connection, "transaction_mode", None)
    for nis in (WINGENE, HERENT):
        _read_or_fail(nis, fails=fails)
        make_house_styles(nis)

    assert getattr(connection, "transaction_mode", None) == mode
    with acting_for([WINGENE, HERENT], CLERK, only_reading=True):
        assert HouseStyle.objects.count() == 2


def test_a_new_connection_reads_only_too(committed: None) -> None:
    connection.close()

    with (
        pytest.raises(WritingWhileReading),
        acting_for([WINGENE], CLERK, only_reading=True),
    ):
        house_style(WINGENE).save()


def test_a_connection_that_breaks_while_reading_leaves_nothing_behind(committed: None) -> None:
    with (
        pytest.raises(Exception, match=r"closed|connection"),
        acting_for([WINGENE], CLERK, only_reading=True),
    ):
        _count_after_a_break()
    connection.close()

    make_house_styles(WINGENE)

    with acting_for([WINGENE], CLERK):
        assert HouseStyle.objects.count() == 1


def test_another_failure_stays_what_it_is(committed: None) -> None:
    with (
        pytest.raises(Exception, match=r"no_such_table"),
        acting_for([WINGENE], CLERK, only_reading=True),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT 1 FROM no_such_table")


def test_it_is_no_acting_inside_acting(db: None) -> None:
    with (
        acting_for([WINGENE], CLERK),
        pytest.raises(ActingAlready),
        acting_for([WINGENE], CLERK, only_reading=True),
    ):
        pass


def test_it_is_a_transaction_of_its_own(committed: None) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        acting_for([WINGENE], CLERK, only_reading=True).__enter__()


def test_inside_the_transaction_of_a_test_it_refuses_and_ends_as_well(db: None) -> None:
    with (
        pytest.raises(WritingWhileReading),
        acting_for([WINGENE], CLERK, only_reading=True),
    ):
        house_style(WINGENE).save()

    with acting_for([WINGENE], CLERK):
        house_style(WINGENE).save()
        assert HouseStyle.objects.count() == 1


@only_sqlite
def test_on_sqlite_a_reader_neither_waits_for_a_writer_nor_sees_half_its_work(
    committed: None,
) -> None:
    make_house_styles(WINGENE)

    with acting_for([WINGENE], CLERK), ThreadPoolExecutor(1) as threads:
        HouseStyle.objects.update(house_colour="#000000")  # holds the write lock

        seen = threads.submit(_colours, WINGENE).result(timeout=5)

    assert seen == ["#2e7d4f"]


def test_readers_and_writers_in_many_threads_keep_to_their_own(committed: None) -> None:
    make_house_styles(WINGENE, HERENT)
    together = Barrier(8)

    def work(number: int) -> list[str]:
        nis = (WINGENE, HERENT)[number % 2]
        together.wait(timeout=20)
        seen = []
        try:
            for turn in range(10):
                with acting_for([nis], CLERK, only_reading=True):
                    assert current_municipalities() == {nis}
                    seen += list(HouseStyle.objects.values_list("municipality_nis", flat=True))
                with acting_for([nis], CLERK):
                    HouseStyle.objects.update(house_colour=f"#0000{number}{turn}")
        finally:
            connection.close()
        return seen

    with ThreadPoolExecutor(8) as threads:
        seen = list(threads.map(work, range(8)))

    assert seen == [[(WINGENE, HERENT)[number % 2]] * 10 for number in range(8)]


def _colours(nis: str) -> list[Any]:
    try:
        with acting_for([nis], CLERK, only_reading=True):
            return list(HouseStyle.objects.values_list("house_colour", flat=True))
    finally:
        connection.close()


def _count_after_a_break() -> None:
    connection.close()
    HouseStyle.objects.count()


def _read_or_fail(nis: str, *, fails: bool) -> None:
    with suppress(ZeroDivisionError), acting_for([nis], CLERK, only_reading=True):
        HouseStyle.objects.count()
        _ = 1 // (0 if fails else 1)
