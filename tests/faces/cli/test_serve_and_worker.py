"""`klik serve` and `klik worker`, as an operator starts and stops them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.architecture.repository import ROOT
from tests.engines import new_postgresql, only_postgresql

KLIK = [sys.executable, "-m", "klik.site.main"]
PATIENCE = 60
SLOW_PAGE = """
import time

def application(environ, start_response):
    if environ["PATH_INFO"] == "/slow/":
        time.sleep(2)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"slow\\n"]
"""
SERVE_IT = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "klik.site.settings"
import django
django.setup()
from django.conf import settings
from klik.faces.cli.serving import serve_pages
settings.WSGI_APPLICATION = "slow_page.application"
serve_pages("127.0.0.1", {port}, processes=1, announce=print)
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an installation in it."""
    folder = tmp_path_factory.mktemp("installed")
    assert _klik(folder, "setup").returncode == 0
    return folder


def test_pages_are_served_and_a_second_server_is_refused(installed: Path) -> None:
    port = _free_port()
    with _running(installed, "serve", "--port", str(port)) as server:
        _wait_for(port)
        status, page = _asked(port, "/health/ready/")
        unknown, _ = _asked(port, "/An-Voorbeeld/")
        second = _klik(installed, "serve", "--port", str(port))
        server.send_signal(signal.SIGTERM)
        out, log = server.communicate(timeout=PATIENCE)

    assert (status, unknown, server.returncode) == (200, 404, 0)
    assert page.startswith("database: ok")
    assert (second.returncode, second.stdout) == (2, "")
    assert f"Port {port} of 127.0.0.1 is taken" in second.stderr
    assert f"Serving http://127.0.0.1:{port}/ for localhost" in out
    assert out.endswith("Stopped\n")
    lines = [json.loads(line) for line in log.splitlines()]
    assert [line["status"] for line in lines if "status" in line] == [404]
    assert "An-Voorbeeld" not in log


def test_what_was_asked_before_the_end_is_answered(installed: Path, tmp_path: Path) -> None:
    port = _free_port()
    (tmp_path / "slow_page.py").write_text(SLOW_PAGE, encoding="utf-8")
    command = [sys.executable, "-c", SERVE_IT.format(port=port)]
    settings = {"PYTHONPATH": f"{ROOT / 'src'}:{tmp_path}"}
    with (
        _running(installed, command=command, **settings) as server,
        ThreadPoolExecutor() as asking,
    ):
        _wait_for(port)
        answers = [asking.submit(_asked, port, "/slow/") for _ in range(2)]
        time.sleep(0.5)
        server.send_signal(signal.SIGTERM)
        told = [answer.result() for answer in answers]
        server.communicate(timeout=PATIENCE)

    assert told == [(200, "slow\n")] * 2
    assert server.returncode == 0


def test_a_server_that_was_killed_leaves_its_port_free(installed: Path) -> None:
    port = _free_port()
    with _running(installed, "serve", "--port", str(port)) as server:
        _wait_for(port)
        children = _until(lambda: _found_children(server.pid))
        server.kill()
        ended = _until(lambda: not any(_lives(pid) for pid in children))
        server.communicate(timeout=PATIENCE)

    assert len(children) >= 2
    assert ended


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_nothing_starts_before_setup(tmp_path: Path, command: str) -> None:
    ran = _klik(tmp_path, command)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Run klik setup first" in ran.stderr
    assert not (tmp_path / "var/klik.sqlite3").exists()


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_nothing_starts_without_the_master_key(tmp_path: Path, command: str) -> None:
    _klik(tmp_path, "setup")
    (tmp_path / "var/keys/master.key").unlink()

    ran = _klik(tmp_path, command)

    assert ran.returncode == 2
    assert "master.key is not there" in ran.stderr


def test_a_worker_does_what_waits_and_ends(installed: Path) -> None:
    ran = _klik(installed, "worker", "--once")

    assert ran.returncode == 0
    assert ran.stdout.endswith("taken; nothing more waits\n")
    assert all(json.loads(line)["message"] == "A job is done" for line in ran.stderr.splitlines())


def test_workers_are_started_again_and_stop_when_told(installed: Path) -> None:
    with _running(installed, "worker", "--processes", "2") as worker:
        first = _children(worker.pid, 2)
        os.kill(first[1], signal.SIGKILL)
        again = _until(lambda: set(_children(worker.pid, 2)) - set(first))
        worker.send_signal(signal.SIGTERM)
        out, log = worker.communicate(timeout=PATIENCE)

    assert again
    assert worker.returncode == 0
    assert out == "Working in 2 processes\nStopped\n"
    assert "A worker died and is started again" in log
    assert not any(_lives(pid) for pid in {*first, *again})


def test_workers_end_with_a_parent_that_was_killed(installed: Path) -> None:
    with _running(installed, "worker", "--processes", "2") as worker:
        children = _children(worker.pid, 2)
        worker.kill()
        worker.communicate(timeout=PATIENCE)

    assert _until(lambda: not any(_lives(pid) for pid in children))


@only_postgresql
def test_both_run_on_postgresql(engine: str, tmp_path: Path) -> None:
    port = _free_port()
    with new_postgresql() as (application, operator):
        settings = {"KLIK_DATABASE_URL": application}
        both = {**settings, "KLIK_OPERATOR_DATABASE_URL": operator}
        assert _klik(tmp_path, "setup", **both).returncode == 0
        assert _klik(tmp_path, "worker", "--once", **settings).returncode == 0
        with _running(tmp_path, "serve", "--port", str(port), **settings) as server:
            _wait_for(port)
            answered = [_asked(port, "/health/ready/")[0] for _ in range(10)]
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=PATIENCE)

    assert answered == [200] * 10
    assert server.returncode == 0


def _environment(settings: dict[str, str]) -> dict[str, str]:
    return {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", **settings}


def _klik(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 -- klik itself
        [*KLIK, *words],
        cwd=folder,
        env=_environment(settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


@contextmanager
def _running(
    folder: Path, *words: str, command: Sequence[str] = KLIK, **settings: str
) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(  # noqa: S603 -- klik itself
        [*command, *words],
        cwd=folder,
        env=_environment(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def _free_port() -> int:
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        return int(trying.getsockname()[1])


def _wait_for(port: int) -> None:
    def answers() -> bool:
        with socket.socket() as trying:
            return trying.connect_ex(("127.0.0.1", port)) == 0

    assert _until(answers)
    assert _asked(port, "/health/")[0] == 200


def _asked(port: int, page: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{page}") as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, ""


def _children(pid: int, count: int) -> list[int]:
    def found() -> list[int]:
        children = _found_children(pid)
        return children if len(children) == count else []

    return _until(found) or []


def _found_children(pid: int) -> list[int]:
    listed = subprocess.run(  # noqa: S603 -- a fixed command
        ["pgrep", "-P", str(pid)],  # noqa: S607 -- of the system
        capture_output=True,
        check=False,
    )
    return [int(one) for one in listed.stdout.split()]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _until(look: Callable[[], Any]) -> Any:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.05)
    return None
