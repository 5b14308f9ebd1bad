"""Workers in processes of their own: killed at any instant, and racing for the same work."""

import multiprocessing
import os
import time
from dataclasses import replace
from random import Random

import pytest
from tests.factories.acting import WINGENE
from tests.factories.jobs import COUNT, STEPS, asked, counted
from tests.faults.harness import Killer, at_once, counts, finish, show, watch

from klik.domains.municipalities.models import HouseStyle
from klik.ground.clock import moment_now
from klik.ground.jobs import leases, registry
from klik.ground.jobs.models import JobState, QueuedJob
from klik.ground.jobs.queue import progress_of
from klik.ground.jobs.registry import Job
from klik.ground.jobs.worker import Terms, run_worker

TAKING, CHUNK, ENDING, BEFORE_IT_ENDS = "taking", "chunk", "ending", "between work and its end"
JOBS = 30
SECTIONS = (TAKING, CHUNK, ENDING, BEFORE_IT_ENDS)


@pytest.fixture(autouse=True)
def nothing_recurs(monkeypatch: pytest.MonkeyPatch) -> None:
    registry.recurring_jobs()
    monkeypatch.setattr(registry, "_recurring", {})


@pytest.mark.parametrize("kills_each", counts(2, sections=len(SECTIONS)))
def test_what_a_killed_worker_left_another_goes_on_with(
    committed: None, random_numbers: Random, monkeypatch: pytest.MonkeyPatch, kills_each: int
) -> None:
    watch(monkeypatch, TAKING, leases, "take")
    watch(monkeypatch, CHUNK, Job, "acting", stretch=0.003)
    watch(monkeypatch, ENDING, leases, "_let_go")
    watch(monkeypatch, BEFORE_IT_ENDS, leases, "finish", stretch=0.003)
    killer = Killer(random_numbers, sections=SECTIONS, kills_each=kills_each)

    for number in killer.rounds():
        row = asked(key=str(number), moment=moment_now())
        with _of(row).acting():
            HouseStyle.objects.all().update(house_colour="#000000")
        killer.kill(_work)
        QueuedJob.objects.filter(state=JobState.RUNNING).update(leased_until=moment_now())
        finish(_work)
        assert (told := progress_of(COUNT, str(number))) is not None
        assert (told.state, told.done, counted(_of(row))) == (JobState.DONE, STEPS, STEPS)

    show(killer.histogram())


@pytest.mark.slow
def test_two_workers_never_do_one_job_at_once(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = multiprocessing.Array("i", JOBS)

    def work(job: Job) -> None:
        with taken.get_lock():
            taken[int(job.key)] += 1
        time.sleep(0.002)

    known = registry.known_jobs()[COUNT]
    jobs = {**registry.known_jobs(), COUNT: replace(known, work=work)}
    monkeypatch.setattr(registry, "_jobs", jobs)
    for number in range(JOBS):
        asked(key=str(number), moment=moment_now())

    shares = at_once([_work] * 4)

    show(f"{JOBS} jobs, taken by four workers: {shares}")
    assert sum(shares) == JOBS
    assert list(taken) == [1] * JOBS
    assert set(QueuedJob.objects.values_list("state", flat=True)) == {JobState.DONE}


def _work() -> int:
    return run_worker(once=True, terms=Terms(f"worker:{os.getpid()}"))


def _of(row: QueuedJob) -> Job:
    return Job(row.pk, row.name, row.key, WINGENE, {}, 1, None)  # type: ignore[arg-type]  # -- no fence
