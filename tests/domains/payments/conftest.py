"""What tests of payments share: keys, a place for files, a place for tasks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.factories.acting import HERENT, WINGENE
from tests.factories.keys import make_keys
from tests.factories.payments import Files, Tasks, connected


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Return a place for files."""
    folder = tmp_path / "files"
    folder.mkdir()
    return Files(folder)


@pytest.fixture
def tasks() -> Tasks:
    """Return a place for tasks."""
    return Tasks()


@pytest.fixture
def paying(committed: None, files: Files, tasks: Tasks) -> Iterator[None]:
    """Give two municipalities everything that payments need."""
    make_keys(WINGENE, HERENT)
    with connected(files, tasks):
        yield
