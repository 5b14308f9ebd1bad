"""Encrypting anew is killed at any instant, and loses nothing: another worker goes on."""

from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.factories.acting import OPERATOR, WINGENE
from tests.factories.audit import acted, chain_of
from tests.factories.keys import make_keys
from tests.faults.harness import Killer, counts, finish, show, watch

from klik.domains.audit.models import AuditPayload
from klik.ground import files
from klik.ground.clock import moment_now
from klik.ground.files import rewrapping
from klik.ground.jobs import leases
from klik.ground.jobs.models import JobState, QueuedJob
from klik.ground.jobs.worker import Terms, run_worker
from klik.ground.keys import reencryption
from klik.ground.keys.sealing import key_ring, newest_version, version_of
from klik.ground.rekeying import jobs
from klik.ground.tenancy import acting_for

ROW, CHUNK, FILE = "encrypting a row", "between two chunks", "after a head was written"
SECTIONS = (ROW, CHUNK, FILE)


@pytest.mark.parametrize("kills_each", counts(2, sections=len(SECTIONS)))
def test_killed_encryption_anew_goes_on(
    committed: None,
    random_numbers: Random,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    tmp_path: Path,
    kills_each: int,
) -> None:
    settings.KLIK_HOME = tmp_path
    digests = _begun()
    monkeypatch.setattr(reencryption, "ROWS_AT_ONCE", 5)
    watch(monkeypatch, ROW, reencryption, "_reencrypt", stretch=0.001)
    watch(monkeypatch, CHUNK, jobs, "reencrypt_rows", stretch=0.001)
    watch(monkeypatch, FILE, rewrapping, "_rewrap", stretch=0.003, after=True)
    killer = Killer(random_numbers, sections=SECTIONS, kills_each=kills_each)

    for _ in killer.rounds():
        with acting_for([WINGENE], OPERATOR):
            jobs.rotate([WINGENE], moment=moment_now())
        killer.kill(_work)
        QueuedJob.objects.filter(state=JobState.RUNNING).update(leased_until=moment_now())
        finish(_work)
        _assert_everything_opens(digests)

    show(killer.histogram())


def _begun() -> list[str]:
    make_keys(WINGENE)
    acted(20, WINGENE)
    with acting_for([WINGENE], OPERATOR):
        return [files.store_bytes(WINGENE, b"letter %d" % number) for number in range(5)]


def _work() -> int:
    return run_worker(once=True, terms=Terms("killed", queues=["long"], lease=leases.LEASE))


def _assert_everything_opens(digests: list[str]) -> None:
    with acting_for([WINGENE], OPERATOR):
        newest = newest_version(WINGENE)
        versions = {version_of(bytes(one.sealed)) for one in AuditPayload.objects.all()}
        read = [files.read_bytes(WINGENE, digest) for digest in digests]
        left = list(rewrapping.rewrap_files(key_ring(WINGENE)))
    assert versions == {newest}
    assert read == [b"letter %d" % number for number in range(5)]
    assert left == [False] * 5
    assert chain_of(WINGENE).broken is None
