"""Killed at any instant, every letter on paper stands in one batch, and every batch is whole."""

import time
from collections import Counter
from itertools import count
from pathlib import Path
from random import Random

import pytest
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.documents import FolderFiles, FolderSealer
from tests.factories.messages import pdf_of, queue
from tests.factories.towns import found_towns, stand_in
from tests.faults.harness import Killer, at_once, counts, finish, show, watch

from klik.domains.documents import queries as documents
from klik.domains.messages import operations, queries
from klik.domains.messages.jobs import write_print_batches
from klik.domains.messages.models import OutboxMessage, PrintBatch
from klik.ground.printing.binding import Binder
from klik.ground.tenancy import acting_for

SECTIONS = ("drawing", "binding", "stored and not told", "finishing")
LETTERS_A_ROUND = 3


@pytest.fixture
def files(committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderFiles:
    """Found the towns; return the store of their files.

    The sheets are blank here: threads of typst do not survive a fork, and an earlier test of this
    process may have started them. A sheet has no effect that a kill could leave half done.
    """
    monkeypatch.setattr("klik.domains.messages.jobs.printing.render_sheet", lambda _: pdf_of())
    found_towns()
    return stand_in(tmp_path, monkeypatch)


@pytest.mark.parametrize("kills_each", counts(5, sections=len(SECTIONS)))
def test_killed_printers_print_each_letter_once(
    files: FolderFiles, random_numbers: Random, monkeypatch: pytest.MonkeyPatch, kills_each: int
) -> None:
    killer = Killer(random_numbers, sections=SECTIONS, kills_each=kills_each)
    watch(monkeypatch, "drawing", operations, "make_print_batch")
    watch(monkeypatch, "binding", Binder, "add")
    watch(monkeypatch, "stored and not told", FolderSealer, "store", stretch=0.005, after=True)
    watch(monkeypatch, "finishing", operations, "finish_print_batch")
    numbers, queued = count(1), 0

    for _ in killer.rounds():
        queue(files, *(next(numbers) for _ in range(LETTERS_A_ROUND)), by_email=False)
        queued += LETTERS_A_ROUND
        killer.kill(_print)
        finish(_print)

    show(f"{queued} letters; {killer.histogram()}")
    _assert_all_printed(queued)


def test_two_printers_at_once_print_each_letter_once(
    files: FolderFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations.printing, "LETTERS_A_BATCH", 1)
    queue(files, *range(1, 13), by_email=False)
    start = time.monotonic() + 1

    at_once([lambda: _draw_each(12, start)] * 2)
    finish(_print)

    _assert_all_printed(12)


def _draw_each(count: int, start: float) -> bool:
    """Draw batches of one letter, each at a moment that others choose too."""
    for number in range(count):
        time.sleep(max(0.0, start + number / 20 - time.monotonic()))
        with acting_for([WINGENE], CLERK):
            operations.make_print_batch(WINGENE, moment=NOON)
    return True


def _print() -> bool:
    with acting_for([WINGENE], CLERK):
        operations.make_print_batch(WINGENE, moment=NOON)
    write_print_batches(NOON)
    return True


def _assert_all_printed(queued: int) -> None:
    with acting_for([WINGENE], CLERK):
        states = Counter(OutboxMessage.objects.values_list("state", flat=True))
        batches = list(PrintBatch.objects.order_by("number"))
        letters = sum(batch.letters for batch in batches)
        held = sum(queries.letters_of(batch).count() for batch in batches)
        damaged = list(documents.verify(WINGENE))
    assert states == {"printed": queued}
    assert (letters, held, damaged) == (queued, queued, [])
    assert {batch.state for batch in batches} == {"written"}
    assert [batch.number for batch in batches] == list(range(1, len(batches) + 1))
