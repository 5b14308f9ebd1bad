"""A worker does waiting work once, tries again what failed, and stops where it may."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django_tasks_db.models import DBTaskResult
from tests.factories import jobs
from tests.factories.acting import NOON, WINGENE
from tests.factories.jobs import COUNT, FAIL, REFUSE, Clock, asked, terms

from klik.ground.jobs import leases, registry, schedule
from klik.ground.jobs.models import JobState, QueuedJob
from klik.ground.jobs.queue import Progress, progress_of
from klik.ground.jobs.registry import Job
from klik.ground.jobs.worker import EVERY_QUEUE, run_worker

WAITS = (10, 20)  # seconds, after the first and the second failure


def test_a_failed_job_is_tried_again_later_and_later(committed: None) -> None:
    clock = Clock()
    asked(FAIL)

    for attempt, wait in enumerate(WAITS, start=1):
        assert _worked(clock) == 1
        assert _worked(clock) == 0
        assert progress_of(FAIL, "1") == _failing(JobState.WAITING, attempt)
        clock.later(seconds=wait)
    assert _worked(clock) == 1

    assert progress_of(FAIL, "1") == _failing(JobState.FAILED, 3)
    clock.later(days=1)
    assert progress_of(FAIL, "1") == _failing(JobState.FAILED, 3)


def test_what_is_refused_is_not_tried_again(committed: None) -> None:
    asked(REFUSE)

    _worked(Clock())

    assert progress_of(REFUSE, "1") == Progress(
        JobState.FAILED, 0, 0, 1, "klik.ground.refusals.Refusal"
    )


def test_a_failure_keeps_no_message(committed: None) -> None:
    asked(FAIL)

    _worked(Clock())

    task = DBTaskResult.objects.get()
    assert (task.traceback, task.exception_class_path, task.return_value) == ("", "", None)
    assert "Voorbeeld" not in QueuedJob.objects.get(name=FAIL).failure


def test_a_job_that_came_further_counts_its_attempts_anew(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, seen = Clock(), []

    def step(job: Job) -> None:
        seen.append(job.attempt)
        job.progress(len(seen), 9)
        if len(seen) < 9:
            raise RuntimeError

    _stand_in(monkeypatch, step)
    asked()
    for _ in range(9):
        _worked(clock)
        clock.later(hours=1)

    assert seen == [1, *[2] * 8]
    assert progress_of(COUNT, "1") == Progress(JobState.DONE, 9, 9, 1, "")


def test_a_job_that_was_lost_commits_nothing_more(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    other = terms(clock, "other")

    def be_overtaken(job: Job) -> None:
        if job.attempt > 1:
            jobs.count(job)
            return
        clock.later(minutes=5)
        leases.reap(moment=clock())
        assert run_worker(once=True, terms=other) == 1
        with job.acting():
            jobs._write(job, 999)  # noqa: SLF001 -- the chunk that must be undone
            job.progress(1, 1)

    _stand_in(monkeypatch, be_overtaken)
    row = asked()

    assert _worked(clock) == 1

    assert progress_of(COUNT, "1") == Progress(JobState.DONE, 5, 5, 1, "")
    assert jobs.counted(_job(row)) == 5


def test_a_lease_is_extended_while_the_work_goes_on(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, beaten = Clock(), threading.Event()
    kept = leases.extend

    def extend(held: leases.Held, *, moment: datetime, lasting: timedelta) -> bool:
        answer = kept(held, moment=moment, lasting=lasting)
        beaten.set()
        return answer

    def wait(job: Job) -> None:
        clock.later(minutes=5)
        assert beaten.wait(10)
        assert leases.reap(moment=clock()) == 0

    monkeypatch.setattr(leases, "extend", extend)
    _stand_in(monkeypatch, wait)
    asked()

    run_worker(once=True, terms=terms(clock, lease=timedelta(seconds=1)))

    assert progress_of(COUNT, "1") == Progress(JobState.DONE, 0, 0, 1, "")


def test_a_worker_stops_a_job_at_its_next_step(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    worker = terms(clock)

    def be_stopped(job: Job) -> None:
        job.progress(1, 5)
        worker.stopping()
        job.progress(2, 5)

    _stand_in(monkeypatch, be_stopped)
    asked()

    assert run_worker(once=False, terms=worker) == 1
    assert progress_of(COUNT, "1") == Progress(JobState.WAITING, 1, 5, 0, "")

    _stand_in(monkeypatch, jobs.count)
    assert _worked(clock) == 1
    assert progress_of(COUNT, "1") == Progress(JobState.DONE, 5, 5, 1, "")


def test_a_job_that_kills_its_workers_has_failed(committed: None) -> None:
    clock = Clock()
    asked(FAIL)
    for _ in range(3):
        assert leases.take("victim", queues=EVERY_QUEUE, moment=clock())
        assert leases.reap(moment=clock()) == 0
        clock.later(minutes=2)
        assert leases.reap(moment=clock()) == 1

    assert progress_of(FAIL, "1") == Progress(JobState.FAILED, 0, 0, 3, "its worker died")


def test_a_turn_is_taken_once(committed: None) -> None:
    _recur([])
    at = NOON + timedelta(minutes=3, seconds=20)

    taken = [schedule.ask_for_due(at) for _ in range(3)]

    assert taken == [1, 0, 0]
    assert schedule.last_turn() == NOON + timedelta(minutes=3)
    assert QueuedJob.objects.get().arguments == {"turn": "2026-11-23T11:03:00+00:00"}


def test_two_who_see_a_turn_at_once_take_it_once(committed: None) -> None:
    _recur([])
    take = schedule._take_turn  # noqa: SLF001 -- what both do who have seen the same

    taken = [take("tests.recur", NOON, NOON) for _ in range(2)]

    assert taken == [True, False]


def test_a_turn_whose_forerunner_goes_on_is_left_out(committed: None) -> None:
    _recur([])
    for minute in (1, 2):
        assert schedule.ask_for_due(NOON + timedelta(minutes=minute)) == 1

    assert QueuedJob.objects.get().arguments == {"turn": "2026-11-23T11:01:00+00:00"}


def test_recurring_work_is_handed_its_turn(committed: None) -> None:
    clock, turns = Clock(), list[datetime]()
    _recur(turns)

    taken = [_worked(clock), _worked(clock)]
    clock.later(seconds=61)
    taken.append(_worked(clock))

    assert taken == [1, 0, 1]
    assert turns == [NOON, NOON + timedelta(minutes=1)]


def test_a_lease_is_held_by_one(committed: None) -> None:
    asked()
    held = leases.take("first", queues=EVERY_QUEUE, moment=NOON)
    assert held is not None
    other = replace(held, lease=uuid4())

    assert leases.take("second", queues=EVERY_QUEUE, moment=NOON) is None
    assert not leases.extend(other, moment=NOON)
    assert not leases.keep_progress(other, done=1, total=2)
    assert not leases.fail(other, "x", for_good=True, moment=NOON)
    assert not leases.give_back(other, moment=NOON)
    assert not leases.finish(other, moment=NOON)
    assert progress_of(COUNT, "1") == Progress(JobState.RUNNING, 0, 0, 1, "")
    assert leases.finish(held, moment=NOON)


def _worked(clock: Clock) -> int:
    return run_worker(once=True, terms=terms(clock))


def _failing(state: JobState, attempts: int) -> Progress:
    return Progress(state, 0, 0, attempts, "builtins.RuntimeError")


def _job(row: QueuedJob) -> Job:
    return Job(row.pk, row.name, row.key, WINGENE, {}, 1, None)  # type: ignore[arg-type]  # -- no fence


def _stand_in(monkeypatch: pytest.MonkeyPatch, work: registry.Work) -> None:
    """Let `work` be what COUNT stands for."""
    known = registry.known_jobs()[COUNT]
    monkeypatch.setitem(registry._jobs, COUNT, replace(known, work=work))  # noqa: SLF001 -- ours


def _recur(turns: list[datetime]) -> None:
    registry.periodic("tests.recur", every=timedelta(minutes=1))(turns.append)
