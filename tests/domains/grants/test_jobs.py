"""A run executed by a worker, in the queue once."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.domains.grants.crashing import set_letters_at_once
from tests.factories.acting import CLERK, NOON
from tests.factories.grants import APPROVER, births, town_in

from klik.domains.documents import queries as documents
from klik.domains.grants import jobs, operations, queries
from klik.domains.grants.models import RunState
from klik.ground.jobs.queue import progress_of
from klik.ground.jobs.worker import run_worker
from klik.ground.tenancy import acting_for


def test_a_worker_executes_what_was_asked_once(
    committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_letters_at_once(monkeypatch)
    town = town_in(tmp_path)
    town.deliver(*births(3))
    run = town.approve(town.plan())
    for _ in range(2):
        with acting_for([town.nis], APPROVER):
            jobs.ask_to_execute(run, moment=NOON)

    run_worker(once=True)

    progress = progress_of(jobs.EXECUTE, str(run.pk))
    assert progress is not None
    assert (progress.state, progress.done, progress.total) == ("done", 3, 3)
    assert town.run(run.pk).state == RunState.DONE
    assert town.effects().counts() == (3, 3, 3, 3)


def test_the_list_is_filed_with_the_run(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(2))

    run = town.run_all()

    with acting_for([town.nis], CLERK):
        pdf, csv = documents.documents_about("run", str(run.pk)).order_by("media_type")
        listed = documents.content_of(csv).decode("utf-8-sig").splitlines()
    assert (pdf.media_type, csv.media_type) == ("application/pdf", "text/csv")
    assert len(listed) == 3
    assert "Voorbeeld" not in "".join(listed)


def test_a_letter_that_cannot_be_made_is_one_for_a_person(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    one, other = births(2)
    town.deliver(one | {"beneficiary1_name": "Ouder \U0001f476 Voorbeeld"}, other)

    run = town.run_all()

    assert sorted(item.closed_as for item in town.items(run)) == ["decided", "task"]
    assert town.effects().counts() == (1, 1, 1, 1)
    assert town.effects().reasons() == ["letter"]


def test_a_run_that_is_not_approved_is_not_executed(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(1))
    run = town.plan()

    with pytest.raises(queries.RunNotFound):
        town.execute(run)
    with acting_for([town.nis], CLERK):
        assert operations.cancel(run, moment=NOON).state == RunState.CANCELLED
    with pytest.raises(operations.RunNotOpen):
        town.approve(run, moment=NOON + timedelta(minutes=1))
