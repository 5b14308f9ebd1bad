"""Killed at any instant, no letter for eBox is lost, and none is published twice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random

import pytest
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.documents import FolderFiles, filed
from tests.factories.messages import for_ebox, pdf_of, send_to_ebox
from tests.factories.towns import found_towns, stand_in
from tests.faults.ebox_server import EboxServer, ebox_server
from tests.faults.harness import Killer, counts, finish, show, watch

from klik.domains.messages import operations, ports, queries
from klik.domains.messages.jobs import publish_waiting
from klik.domains.messages.operations.mailing import LEASE
from klik.gateways.ebox.letterbox import EboxRegistry
from klik.ground.tenancy import acting_for

SECTIONS = ("asking consent", "publishing", "published and not noted", "noting")
LETTERS_A_ROUND = 3


@pytest.fixture
def files(committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderFiles:
    """Found the towns; return the store of their files."""
    found_towns()
    return stand_in(tmp_path, monkeypatch)


@pytest.fixture
def server(
    files: FolderFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[EboxServer]:
    """Run an eBox and put it behind the port."""
    with ebox_server(tmp_path / "ebox") as running:
        monkeypatch.setattr(ports.ebox, "_service", EboxRegistry(running.place))
        send_to_ebox("decision")
        yield running


@pytest.mark.parametrize("kills_each", counts(2, sections=len(SECTIONS)))
def test_killed_publishers_publish_each_letter_once(
    files: FolderFiles,
    server: EboxServer,
    random_numbers: Random,
    monkeypatch: pytest.MonkeyPatch,
    kills_each: int,
) -> None:
    killer = Killer(random_numbers, sections=SECTIONS, kills_each=kills_each)
    watch(monkeypatch, "asking consent", EboxRegistry, "consent")
    watch(monkeypatch, "publishing", EboxRegistry, "publish")
    watch(
        monkeypatch, "published and not noted", EboxRegistry, "publish", stretch=0.005, after=True
    )
    watch(monkeypatch, "noting", operations, "note_published")
    numbers, queued = count(1), list[str]()

    for _ in killer.rounds():
        queued += _queue(files, [next(numbers) for _ in range(LETTERS_A_ROUND)])
        killer.kill(lambda: publish_waiting(NOON))
        finish(lambda: publish_waiting(NOON + 2 * LEASE))

    published = Counter(server.published())
    repeats = server.asked() - len(queued)
    show(f"{len(queued)} letters, {repeats} handed over again; {killer.histogram()}")
    assert published == Counter(queued)
    assert 0 < repeats <= killer.deaths.total()
    with acting_for([WINGENE], CLERK):
        tallies = {(one.channel, one.state): one.count for one in queries.tallies(WINGENE)}
    assert tallies == {("ebox", "sent"): len(queued)}


def _queue(files: FolderFiles, numbers: list[int]) -> list[str]:
    """Put letters in the outbox; return the keys under which each is published."""
    with acting_for([WINGENE], CLERK):
        for number in numbers:
            filed(files, f"letter:{number}", pdf_of())
        outgoing = [replace(for_ebox(one), key=f"decision:{one}") for one in numbers]
        rows = operations.send_all(WINGENE, outgoing, moment=NOON)
        return [str(row.pk) for row in rows]
