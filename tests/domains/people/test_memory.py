"""What log-in remembers counts for every process, ends, and holds nothing that is readable."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.cache import cache
from django.db import connection
from tests.factories.acting import NOON

from klik.domains.people import jobs, operations, queries
from klik.domains.people.models import Remembered

SOON, LATE = NOON + timedelta(minutes=5), NOON + timedelta(minutes=6)


def test_a_value_is_remembered_until_its_end(db: None) -> None:
    operations.remember("a" * 64, [1.5, 2], until_at=SOON)

    assert queries.remembered("a" * 64, moment=NOON) == [1.5, 2]
    assert queries.remembered("a" * 64, moment=SOON) is None


def test_what_is_remembered_once_is_refused_until_it_ends(db: None) -> None:
    tried = [
        operations.remember_once("a" * 64, number, until_at=SOON if number < 3 else LATE, moment=at)
        for number, at in enumerate([NOON, NOON, SOON, LATE])
    ]

    assert tried == [True, False, True, True]


def test_of_many_at_once_one_remembers(committed: None) -> None:
    together = Barrier(6)

    def remember(number: int) -> bool:
        together.wait(timeout=20)
        try:
            return operations.remember_once("a" * 64, number, until_at=SOON, moment=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        succeeded = list(threads.map(remember, range(6)))

    assert succeeded.count(True) == 1


def test_what_ended_is_removed(db: None) -> None:
    operations.remember("a" * 64, 1, until_at=SOON)
    operations.remember("b" * 64, 1, until_at=LATE)

    removed = jobs.forget_ended(SOON)

    assert (removed, [row.pk for row in Remembered.objects.all()]) == (1, ["b" * 64])


def test_the_cache_keeps_its_promises(db: None) -> None:
    cache.set("address:an@voorbeeld.be", ["y"], 60)

    assert cache.get("address:an@voorbeeld.be") == ["y"]
    assert (cache.add("address:an@voorbeeld.be", 1, 60), cache.add("b", 1, 60)) == (False, True)
    assert (cache.touch("b", 60), cache.touch("c", 60)) == (True, False)
    assert (cache.delete("b"), cache.delete("b"), cache.get("b", "absent")) == (
        True,
        False,
        "absent",
    )


def test_the_cache_stores_no_address(db: None) -> None:
    cache.set("ip:192.0.2.7:an@voorbeeld.be", "y", 60)

    (row,) = Remembered.objects.all()
    assert row.pk.isalnum()
    assert len(row.pk) == 64


def test_nothing_is_remembered_for_ever(db: None) -> None:
    with pytest.raises(ValueError, match="timeout"):
        cache.set("a", 1, None)
