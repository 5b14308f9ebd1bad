"""Killed while it draws and writes batches, Klik leaves one file per batch and each order once."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from tests.factories.acting import NOON, WINGENE
from tests.factories.keys import make_keys
from tests.factories.payments import (
    FINANCE,
    PAY_ON,
    Files,
    Tasks,
    allow_alone,
    connected,
    place_some,
)
from tests.faults.harness import Killer, counts, finish, show, watch
from tests.ground.banking.sample_batches import BATCH

from klik.domains.payments import jobs, operations, queries
from klik.domains.payments.models import Batch, BatchLine, Order
from klik.ground.banking.payment_file import write_payment_file
from klik.ground.tenancy import acting_for

DRAWING, RENDERING = "batch drawn, not committed", "making the file"
BEFORE, AFTER = "batch file before rename", "between rename and commit"
NOTED = "batch written, not committed"
SECTIONS = (DRAWING, RENDERING, BEFORE, AFTER, NOTED)
ORDERS = 3
HELD_SECONDS = 0.003


@pytest.fixture
def files(committed: None, tmp_path: Path) -> Iterator[Files]:
    """Give payments a place for files, and a municipality where one person may pay."""
    make_keys(WINGENE)
    allow_alone()
    kept = Files(tmp_path)
    write_payment_file(BATCH)  # reads the schema, once for every fork
    with connected(kept, Tasks()):
        yield kept


@pytest.mark.parametrize("kills_each", counts(4, sections=len(SECTIONS)))
def test_a_killed_writer_leaves_one_batch_with_each_order_once(
    files: Files, random_numbers: Random, monkeypatch: pytest.MonkeyPatch, kills_each: int
) -> None:
    watch(monkeypatch, DRAWING, operations, "draw_batches", stretch=HELD_SECONDS, after=True)
    watch(monkeypatch, RENDERING, jobs, "write_payment_file")
    watch(monkeypatch, BEFORE, Path, "replace", stretch=HELD_SECONDS)
    watch(monkeypatch, AFTER, Path, "replace", stretch=HELD_SECONDS, after=True)
    watch(monkeypatch, NOTED, operations, "note_written", stretch=HELD_SECONDS, after=True)
    killer = Killer(random_numbers, sections=SECTIONS, kills_each=kills_each)

    for number in killer.rounds():
        place_some(ORDERS, first=number * ORDERS)
        killer.kill(_draw_and_write)
        finish(_draw_and_write)
        _require_each_order_once(files, number)

    _require_files_of_batches(files)
    show(killer.histogram())


def _draw_and_write() -> None:
    with acting_for([WINGENE], FINANCE):
        operations.draw_batches(WINGENE, execution_on=PAY_ON, moment=NOON)
    jobs.write_batches(WINGENE, moment=NOON)


def _require_each_order_once(files: Files, rounds: int) -> None:
    with acting_for([WINGENE], FINANCE):
        inside = BatchLine.objects.values_list("order_id", flat=True)
        assert (Order.objects.count(), len(inside), len(set(inside))) == (ORDERS * rounds,) * 3
        digests = sorted(Batch.objects.filter(state="written").values_list("digest", flat=True))
        assert (Batch.objects.count(), len(digests)) == (rounds, rounds)
        assert files.stored() == digests


def _require_files_of_batches(files: Files) -> None:
    with acting_for([WINGENE], FINANCE):
        batches = list(Batch.objects.all())
        for batch in batches:
            content = write_payment_file(queries.payment_batch_of(batch.pk))
            assert files.read_bytes(WINGENE, batch.digest) == content
        total = sum(Order.objects.values_list("amount_cents", flat=True))
        balances = queries.balances(WINGENE, until=NOON.date())
    assert sum(batch.total_cents for batch in batches) == total
    assert (balances["payable"], balances["in_transit"]) == (0, -total)
