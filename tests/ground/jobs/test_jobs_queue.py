"""Work is asked for once per key, and says nothing about persons."""

import threading

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.jobs import COUNT, FAIL, LONG, Clock, asked, terms

from klik.ground.jobs.models import JobState, QueuedJob
from klik.ground.jobs.queue import Progress, progress_of
from klik.ground.jobs.registry import JobUnknown, job, known_jobs
from klik.ground.jobs.worker import run_worker
from klik.ground.tenancy import acting_for


def test_a_job_is_asked_for_once_per_key(committed: None) -> None:
    first, again, other = asked(), asked(arguments={"later": 1}), asked(key="2")

    assert again.pk == first.pk
    assert again.arguments == {}
    assert other.pk != first.pk
    assert QueuedJob.objects.count() == DBTaskResult.objects.count() == 2


def test_a_finished_job_may_be_asked_for_again(committed: None) -> None:
    first = asked()
    run_worker(once=True, terms=terms(Clock()))

    assert asked().pk != first.pk


def test_two_who_ask_at_once_get_one_job(committed: None) -> None:
    barrier, found = threading.Barrier(4), []

    def ask() -> None:
        barrier.wait()
        found.append(asked().pk)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 4
    assert len(set(found)) == QueuedJob.objects.count() == DBTaskResult.objects.count() == 1


def test_a_job_is_there_only_if_the_act_is(committed: None) -> None:
    with acting_for([WINGENE], CLERK):
        asked(key="kept")
    with pytest.raises(ValueError, match="is a token"), acting_for([WINGENE], CLERK):
        [asked(key=key) for key in ("undone", "An Voorbeeld")]

    assert list(QueuedJob.objects.values_list("key", flat=True)) == ["kept"]
    assert DBTaskResult.objects.count() == 1


def test_progress_is_of_the_latest_job_of_a_key(committed: None) -> None:
    assert progress_of(COUNT, "1") is None
    asked()
    assert progress_of(COUNT, "1") == Progress(JobState.WAITING, 0, 0, 0, "")

    run_worker(once=True, terms=terms(Clock()))

    assert progress_of(COUNT, "1") == Progress(JobState.DONE, 5, 5, 1, "")


def test_nobody_can_ask_for_unknown_work(db: None) -> None:
    with pytest.raises(JobUnknown, match=r"tests\.none"):
        asked("tests.none")


@pytest.mark.parametrize(
    "personal",
    ["An Voorbeeld", "85.07.30-033.28", "85073003328", "BE68539007547034", "an ändere", "x" * 201],
)
def test_an_argument_that_looks_like_a_person_is_refused(db: None, personal: str) -> None:
    for values in ({"arguments": {"who": personal}}, {"arguments": {"who": [personal]}}):
        with pytest.raises(ValueError, match="is a token") as refused:
            asked(**values)
        assert personal not in str(refused.value)
    with pytest.raises(ValueError, match="is a token"):
        asked(key=personal)
    assert QueuedJob.objects.count() == 0


def test_tokens_are_arguments(db: None) -> None:
    tokens = {
        "delivery": "0b21c3a4-11d5-4a53-9f0e-111111111111",
        "digest": "ab" * 32,
        "decision": "GEB-37021-ABCDEFGHIJ",
        "at": NOON.isoformat(),
        "rows": 3,
        "codes": [WINGENE],
    }

    assert asked(arguments=tokens).arguments == tokens


def test_a_name_stands_for_one_work() -> None:
    with pytest.raises(ValueError, match="stands for other work"):
        job(FAIL)(lambda _: None)
    with pytest.raises(ValueError, match="is no name of a job"):
        job("Count")(lambda _: None)


def test_every_application_tells_its_jobs() -> None:
    assert "audit.seal-views" in known_jobs()


def test_long_work_has_a_queue_of_its_own(committed: None) -> None:
    asked()
    asked(LONG)

    assert run_worker(once=True, terms=terms(Clock(), queues=["long"])) == 1
    assert progress_of(COUNT, "1") == Progress(JobState.WAITING, 0, 0, 0, "")


def test_a_job_of_a_later_release_waits(committed: None) -> None:
    with transaction.atomic():
        asked()
        QueuedJob.objects.update(name="tests.later")

    run_worker(once=True, terms=terms(Clock()))

    assert QueuedJob.objects.get(name="tests.later").state == JobState.WAITING
