"""`klik demo` makes three towns at work, and serves them until somebody stops it."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs/guides/commands.md").read_text(encoding="utf-8")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("made") / "demo"
    ran = _klik("demo", "--out", str(folder), "--no-serve")
    assert ran.returncode == 0, ran.stderr
    return folder, ran.stdout


def test_the_demo_makes_three_towns(made: tuple[Path, str]) -> None:
    _, said = made

    for expected in (
        "geboortepremie 1.0.0 holds.",
        "Toegekend: 100 euro",
        "Antwerpen: ",
        "Herent: a run over",
        "Wingene: a run over",
        "/antwerpen/desk/",
        "every letter says so",
    ):
        assert expected in said


def test_the_demo_prints_what_the_guide_shows(made: tuple[Path, str]) -> None:
    shown = GUIDE.partition("$ klik demo --out demo --no-serve\n")[2].partition("```")[0]

    assert shown
    # `...` stands for anything: a demonstration is of last year, and each year has other births.
    assert re.fullmatch(re.escape(shown).replace(r"\.\.\.", ".*?"), made[1], re.DOTALL)


def test_the_demo_prints_who_logs_in_and_her_code(made: tuple[Path, str]) -> None:
    folder, said = made
    log_ins = json.loads((folder / "log-ins.json").read_text(encoding="utf-8"))

    assert [one["role"] for one in log_ins] == [
        "clerk", "approver", "finance", "regulation-manager", "auditor", "editor", "editor",
    ]  # fmt: skip
    assert all(one["password"] in said and one["secret"] in said for one in log_ins)
    code = _klik("staff", "code", log_ins[0]["email"], KLIK_HOME=str(folder))
    assert re.fullmatch(r"\d{6}", code.stdout.split()[0])


def test_the_demo_is_shown_again_and_served(made: tuple[Path, str]) -> None:
    folder, _ = made
    before = (folder / "log-ins.json").read_bytes()

    with _served(folder) as address:
        page = urllib.request.urlopen(f"{address}/wingene/regelingen/").read().decode()  # noqa: S310 -- loopback
        first = json.loads((folder / "persons.json").read_text(encoding="utf-8"))[0]
        home = _logged_in(address, first["number"])

    assert "Wingene" in page
    assert "oorbeeld" in page
    assert f"{first['given_name']} {first['family_name']}" in home
    assert (folder / "log-ins.json").read_bytes() == before


def test_the_demo_leaves_a_folder_of_somebody_else_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    ran = _klik("demo", "--out", str(tmp_path), "--no-serve")

    assert ran.returncode == 2
    assert "no whole demonstration" in ran.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def _logged_in(address: str, number: str) -> str:
    """Be a browser that logs in as a fictitious person; return the page that she comes back to."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with browser.open(f"{address}/wingene/inloggen/start/") as choice:
        page, here = choice.read().decode(), choice.url
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    assert "Dit is een demonstratie" in page
    sent = urlencode({"csrfmiddlewaretoken": token[1], "person": number}).encode()
    with browser.open(here, sent) as back:
        assert back.url == f"{address}/wingene/"
        return str(back.read().decode())


class _served:  # noqa: N801 -- reads as a word
    """The demonstration while it is served."""

    def __init__(self, folder: Path) -> None:
        self._command = [*_COMMAND, "demo", "--out", str(folder), "--port", "18230"]

    def __enter__(self) -> str:
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)  # noqa: S603 -- our own command
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if found := re.search(r"Klik answers at (http://localhost:\d+)/", line):
                return found[1]
        raise AssertionError("the demonstration ended before it was served")

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.communicate(timeout=40)
        assert self._process.returncode == 0


_COMMAND = [sys.executable, "-m", "klik.site.main"]


def _klik(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 -- our own command
        [*_COMMAND, *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, **variables},
    )  # fmt: skip
