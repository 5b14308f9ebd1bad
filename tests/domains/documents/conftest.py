"""A file store for tests of documents."""

from pathlib import Path

import pytest
from tests.factories.acting import HERENT, WINGENE
from tests.factories.documents import FolderFiles
from tests.factories.keys import make_keys
from tests.factories.towns import stand_in


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderFiles:
    """Return the file store that stands behind the port."""
    return stand_in(tmp_path, monkeypatch)


@pytest.fixture
def keys(db: None) -> None:
    """Give two municipalities their keys."""
    make_keys(WINGENE, HERENT)
