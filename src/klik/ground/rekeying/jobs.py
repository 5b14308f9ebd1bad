"""Encrypt anew what earlier data keys of a municipality encrypted; begun again at any instant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from klik.ground.files.rewrapping import rewrap_files
from klik.ground.jobs.queue import enqueue
from klik.ground.jobs.registry import Job, job
from klik.ground.keys.reencryption import SealedField, count_rows, reencrypt_rows, sealed_fields
from klik.ground.keys.rotation import rotate_data_keys
from klik.ground.keys.sealing import key_ring

REENCRYPT: Final = "keys.reencrypt"
_FILES_AT_ONCE: Final = 100


@job(REENCRYPT, is_long=True)
def reencrypt(job: Job) -> None:
    """Encrypt every row anew, then wrap the key of every file anew.

    What has the newest key already is passed over, so a job that was cut off loses little.
    """
    fields = sealed_fields()
    with job.acting():
        total = sum(count_rows(sealed, job.municipality_nis) for sealed in fields)
        ring = key_ring(job.municipality_nis)
    done = 0
    for sealed in fields:
        done = _reencrypt_field(job, sealed, done=done, total=total)
    for number, _ in enumerate(rewrap_files(ring), start=1):
        if number % _FILES_AT_ONCE == 0:
            job.progress(total + number, total + number)
    job.progress(total, total)


def rotate(municipalities: Sequence[str], *, moment: datetime) -> None:
    """Give each municipality acted for a new data key, and ask for what it is to reach.

    Raises:
        NotActing, OutsideActing: Nobody acts for one of them here.
        MasterKeyMissing: There is no master key to wrap the new keys.
    """
    rotate_data_keys(list(municipalities), moment=moment)
    for nis in municipalities:
        key = f"{nis}/{moment:%Y-%m-%dT%H:%M:%S.%f}"  # an earlier one may be past some rows already
        enqueue(REENCRYPT, key=key, municipality_nis=nis, moment=moment)


def _reencrypt_field(job: Job, sealed: SealedField, *, done: int, total: int) -> int:
    after = None
    while True:
        with job.acting():
            turn = reencrypt_rows(sealed, job.municipality_nis, after=after)
            done += turn.seen
            job.progress(min(done, total), total)
        if turn.last is None:
            return done
        after = turn.last
