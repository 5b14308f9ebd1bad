"""What tests of appointments stand on: two municipalities with keys and bodies, a file store."""

from pathlib import Path

import pytest
from tests.factories.documents import FolderFiles
from tests.factories.towns import found_towns, stand_in


@pytest.fixture
def town(db: None) -> None:
    """Give two municipalities their keys and bodies; everything is undone after the test."""
    found_towns()


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderFiles:
    """Return the file store that stands behind the port."""
    return stand_in(tmp_path, monkeypatch)
