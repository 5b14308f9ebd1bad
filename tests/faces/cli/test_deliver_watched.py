"""A watched folder: only whole files are taken, each once, wherever the watcher was killed."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connections
from pytest_django.fixtures import Settings
from tests.faces.cli.command_line import klik
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.files import leftovers
from tests.factories.keys import make_keys
from tests.factories.registers import agreement_for, births, child, stored_rows
from tests.factories.trials import SAMPLE

from klik.domains.registers import jobs, operations, queries
from klik.domains.registers.models import Agreement
from klik.faces.cli import watching
from klik.faces.cli.delivering import Target
from klik.faces.cli.watching import FolderWatched, Watched, watched
from klik.ground.connections import close_before_fork
from klik.ground.tenancy import acting_for

SETTLE, KILLS = 10.0, 20


@pytest.fixture
def agreement(committed: None, settings: Settings, tmp_path: Path) -> Agreement:
    """Return an agreement of Wingene, in an installation of its own."""
    make_keys(WINGENE)
    settings.KLIK_HOME = tmp_path / "var"
    return agreement_for(**{"from": "2020-01-01"})


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Return an empty folder to watch."""
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


@pytest.fixture
def watch(agreement: Agreement, inbox: Path) -> Iterator[Watched]:
    """Return the folder, watched by this process."""
    with watched(inbox, _target(agreement), settle_seconds=SETTLE) as found:
        yield found


def test_a_settled_file_is_taken_with_its_report_beside(watch: Watched, inbox: Path) -> None:
    (inbox / "births.csv").write_bytes(SAMPLE.read_bytes())

    assert _look(watch, 0) == []
    assert _look(watch, SETTLE - 1) == []
    (said,) = _look(watch, SETTLE)

    assert "9 accepted" in said
    assert _names(inbox) == ["done/births.csv", "done/births.csv.report.csv"]
    report = (inbox / "done/births.csv.report.csv").read_text(encoding="utf-8-sig")
    assert len(report.splitlines()) == 4


def test_a_file_that_is_still_written_is_left_alone(watch: Watched, inbox: Path) -> None:
    content = SAMPLE.read_bytes()
    for place in range(5):
        (inbox / "births.csv").write_bytes(content[: 900 + place * 300])
        assert _look(watch, place * SETTLE * 0.9) == []
    (inbox / "births.csv").write_bytes(content)

    assert _look(watch, 50) == []
    assert "9 accepted" in _look(watch, 50 + SETTLE)[0]


@pytest.mark.parametrize("name", [".births.csv", "births.csv.part", "births.filepart", "b.TMP"])
def test_a_half_name_is_left_alone(watch: Watched, inbox: Path, name: str) -> None:
    (inbox / name).write_bytes(SAMPLE.read_bytes())

    assert [*_look(watch, 0), *_look(watch, 500)] == []
    assert (inbox / name).exists()


def test_what_is_no_plain_file_is_left_alone(watch: Watched, inbox: Path) -> None:
    (inbox / "link.csv").symlink_to(SAMPLE)
    (inbox / "folder.csv").mkdir()
    os.mkfifo(inbox / "pipe.csv")

    assert [*_look(watch, 0), *_look(watch, 500)] == []


def test_an_empty_file_is_given_time_to_be_filled(watch: Watched, inbox: Path) -> None:
    (inbox / "births.csv").touch()
    assert [*_look(watch, 0), *_look(watch, SETTLE * 5)] == []

    (said,) = _look(watch, SETTLE * 10)

    assert "The file is empty" in said


def test_a_refused_file_stands_beside_its_reason(
    watch: Watched, inbox: Path, agreement: Agreement
) -> None:
    (inbox / "births.csv").write_bytes(b"PK\x03\x04" + bytes(99))

    _look(watch, 0)
    (said,) = _look(watch, SETTLE)

    assert "refused" in said
    assert _names(inbox) == ["refused/births.csv", "refused/births.csv.report.txt"]
    why = (inbox / "refused/births.csv.report.txt").read_text(encoding="utf-8")
    assert "Het bestand is ingepakt" in why
    assert "The file is packed" in why
    assert stored_rows(agreement) == []


def test_two_files_of_one_name_both_stay(watch: Watched, inbox: Path, agreement: Agreement) -> None:
    for number in range(2):
        births(inbox / "births.csv", child(number))
        _look(watch, number * 100)
        _look(watch, number * 100 + SETTLE)

    assert len([name for name in _names(inbox) if name.endswith(".report.csv")]) == 2
    assert len(_names(inbox)) == 4
    assert len(stored_rows(agreement)) == 2


def test_what_was_delivered_goes_when_its_report_is_closed(watch: Watched, inbox: Path) -> None:
    births(inbox / "births.csv", child())
    _look(watch, 0)
    _look(watch, SETTLE)
    with acting_for([WINGENE], CLERK):
        delivery = queries.deliveries(WINGENE).get()
        operations.close_report(delivery, moment=NOON)

    _look(watch, SETTLE + 1)

    assert _names(inbox) == ["done/births.csv.report.csv"]


def test_a_folder_has_one_watcher(watch: Watched, inbox: Path, agreement: Agreement) -> None:
    with pytest.raises(FolderWatched), watched(inbox, _target(agreement), settle_seconds=1):
        pass


def test_the_command_takes_what_is_there(agreement: Agreement, inbox: Path) -> None:
    births(inbox / "births.csv", child())

    ran = klik("watch", inbox, "--municipality", WINGENE, "--settle", "0.1", "--once")

    assert (ran.code, ran.messages) == (0, "")
    assert "births.csv: 1 rows delivered: 1 accepted" in ran.out


def test_a_folder_that_is_not_there_is_told(agreement: Agreement, tmp_path: Path) -> None:
    ran = klik("watch", tmp_path / "none", "--municipality", WINGENE, "--once")

    assert (ran.code, "no such folder" in ran.messages) == (2, True)


def test_a_killed_watcher_takes_each_file_once(
    agreement: Agreement, inbox: Path, random_numbers: Random
) -> None:
    births(inbox / "good.csv", *(child(number) for number in range(5)))
    births(inbox / "bad.csv", child(0) | {"event": "NIEUW"}, columns=["event", "rank"])
    killed = 0
    for kill in range(KILLS):
        steps = random_numbers.randrange(1, 30 + 10 * kill)
        killed += _in_fork(lambda: _watch_until_killed(agreement, inbox, steps))  # noqa: B023 -- called at once

    _in_fork(lambda: _watch_until_killed(agreement, inbox, 10_000))

    assert _names(inbox) == [
        "done/good.csv",
        "done/good.csv.report.csv",
        "refused/bad.csv",
        "refused/bad.csv.report.txt",
    ]
    assert len(stored_rows(agreement)) == 5
    with acting_for([WINGENE], CLERK):
        assert queries.deliveries(WINGENE).count() == 1
    jobs.remove_files(WINGENE, moment=NOON)
    assert leftovers() == []
    assert killed >= 3


def _watch_until_killed(agreement: Agreement, inbox: Path, steps: int) -> None:
    """Watch, and be killed after so many statements and renames."""
    left = steps

    def count() -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def counting(step: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*positional: Any, **named: Any) -> Any:
            count()
            done = step(*positional, **named)
            count()
            return done

        return counted

    watching._move = counting(watching._move)  # noqa: SLF001 -- in a process that ends here
    watching.write_report = counting(watching.write_report)  # type: ignore[assignment] -- as above
    Path.rename = counting(Path.rename)  # type: ignore[method-assign] -- as above
    with (
        connections["default"].execute_wrapper(lambda go, *rest: (count(), go(*rest))[1]),
        watched(inbox, _target(agreement), settle_seconds=0) as found,
    ):
        _look(found, 0)
        _look(found, 1)


def _in_fork(work: Callable[[], None]) -> bool:
    """Run `work` in a process of its own; say whether it was killed."""
    close_before_fork()
    forked = os.fork()
    if forked == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(forked, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def _look(watch: Watched, at: float) -> list[str]:
    return [taken.sentence for taken in watch.take_settled(at=at)]


def _names(inbox: Path) -> list[str]:
    """Return every file but hidden ones, by its name within the folder."""
    found = (path.relative_to(inbox) for path in inbox.rglob("*") if path.is_file())
    return sorted(str(name) for name in found if not name.name.startswith("."))


def _target(agreement: Agreement) -> Target:
    return Target(WINGENE, agreement.pk, "Protocol geboorten (voorbeeld)")
