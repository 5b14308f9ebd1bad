"""An eBox in a process of its own, so that tests may fork: what was published lies in files."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.factories.ebox_registry import FaultyEbox, ebox_running

from klik.gateways.ebox.asking import Place

PATIENCE_SECONDS = 20.0  # a busy machine is no fault


@dataclass(frozen=True, slots=True)
class EboxServer:
    """Where it is, and where it keeps what was asked."""

    place: Place
    folder: Path

    def published(self) -> list[str]:
        """Return the keys of the letters, in order; each once for each time that it was taken."""
        return (self.folder / "published").read_text().split()

    def asked(self) -> int:
        """Return how often a letter was handed over, taken or known already."""
        return len((self.folder / "asked").read_text().split())


@contextmanager
def ebox_server(folder: Path) -> Iterator[EboxServer]:
    """Run one that lets everybody consent."""
    folder.mkdir()
    for name in ("published", "asked"):
        (folder / name).touch()
    command = [sys.executable, "-m", "tests.faults.ebox_server", str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:  # noqa: S603 -- this file itself
        assert process.stdout
        try:
            named = replace(FaultyEbox(url=process.stdout.readline().strip()).place(), scope="")
            yield EboxServer(replace(named, patience_seconds=PATIENCE_SECONDS), folder)
        finally:
            process.terminate()


class _Keeper(dict[str, dict[str, Any]]):
    """Letters by key; writes each down before it is answered for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __contains__(self, key: object) -> bool:
        self._note("asked", str(key))
        return super().__contains__(key)

    def __setitem__(self, key: str, letter: dict[str, Any]) -> None:
        self._note("published", key.strip('"'))
        super().__setitem__(key, letter)

    def _note(self, name: str, key: str) -> None:
        with (self._folder / name).open("a") as file:
            file.write(f"{key}\n")


if __name__ == "__main__":
    with ebox_running() as running:
        running.letters = _Keeper(Path(sys.argv[1]))
        print(running.url, flush=True)  # noqa: T201 -- for who started this
        sys.stdin.read()
