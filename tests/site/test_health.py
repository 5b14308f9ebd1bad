"""One page says whether the process answers, another in words what a person should look at."""

import shutil
from collections import namedtuple
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from tests.engines import only_sqlite
from tests.factories.acting import WINGENE
from tests.factories.jobs import FAIL, asked
from tests.factories.keys import make_keys

from klik.ground.clock import moment_now
from klik.ground.jobs.models import JobState, QueuedJob, Schedule

Space = namedtuple("Space", "free")


@pytest.fixture
def installed(committed: None) -> None:
    """Let there be keys, and a worker that was seen a minute ago."""
    make_keys(WINGENE)
    Schedule.objects.create(name="tests.recur", turn_at=moment_now() - timedelta(minutes=1))


def test_health_answers_whatever_else_is_wrong(client: Client) -> None:
    response = client.get("/health/")  # and asks no database: this test has none

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("page", ["/health/", "/health/ready/"])
def test_health_only_reads(client: Client, page: str) -> None:
    assert client.post(page).status_code == 405


def test_all_is_well(installed: None, client: Client) -> None:
    status, lines = _ready(client)

    assert status == 200
    assert list(lines) == ["database", "jobs", "disk", "keys"]
    assert lines["database"] == "ok, answers, and its tables are of this release"
    assert lines["jobs"] == "ok, 0 waiting, 0 running, 0 failed since yesterday"
    assert lines["keys"] == "ok, the master key opens what it should"


def test_a_database_that_does_not_answer_is_told(
    installed: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OperationalError("secret address")

    with monkeypatch.context() as patched:
        patched.setattr(connections["default"], "cursor", refuse)
        status, lines = _ready(client)

    assert status == 503
    assert lines["database"] == "attention, the database does not answer"
    assert "secret" not in str(lines)


@only_sqlite
def test_tables_of_another_release_are_told(installed: None, client: Client) -> None:
    applied = MigrationRecorder.Migration.objects.filter(app="jobs")
    applied.update(app="jobs-of-before")
    try:
        status, lines = _ready(client)
    finally:
        MigrationRecorder.Migration.objects.filter(app="jobs-of-before").update(app="jobs")

    assert status == 503
    assert lines["database"].endswith("run klik setup")


def test_a_missing_master_key_is_told_without_its_place(installed: None, client: Client) -> None:
    file = Path(settings.KLIK_MASTER_KEY_FILE)
    aside = file.rename(file.with_suffix(".aside"))
    try:
        status, lines = _ready(client)
    finally:
        aside.rename(file)

    assert (status, lines["keys"]) == (503, "attention, cannot be used (MasterKeyMissing)")


def test_nobody_who_works_is_told(installed: None, client: Client) -> None:
    Schedule.objects.update(turn_at=moment_now() - timedelta(minutes=10))

    status, lines = _ready(client)

    assert status == 200
    assert lines["jobs"].startswith("attention, no worker runs; 0 waiting")


def test_work_that_waits_too_long_is_told(installed: None, client: Client) -> None:
    asked(moment=moment_now() - timedelta(minutes=20))

    assert _ready(client)[1]["jobs"].startswith("attention, work waits for more than a quarter")


@pytest.mark.parametrize(("hours", "said"), [(2, "attention, "), (30, "ok, ")])
def test_work_that_failed_is_told_for_a_day(
    installed: None, client: Client, hours: int, said: str
) -> None:
    asked(FAIL)
    ended = moment_now() - timedelta(hours=hours)
    QueuedJob.objects.update(state=JobState.FAILED, finished_at=ended, asked_at=ended)
    connections["default"].cursor().execute("DELETE FROM django_tasks_database_dbtaskresult")

    assert _ready(client)[1]["jobs"].startswith(said)


def test_a_disk_that_is_nearly_full_is_told(
    installed: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Space(2**29))

    status, lines = _ready(client)

    assert (status, lines["disk"]) == (200, "attention, 0.5 GB free")


def _ready(client: Client) -> tuple[int, dict[str, str]]:
    response = client.get("/health/ready/")
    lines = response.content.decode().splitlines()
    return response.status_code, dict(line.split(": ", 1) for line in lines)
