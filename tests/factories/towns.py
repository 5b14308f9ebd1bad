"""Two municipalities with keys and bodies, and a file store beside them."""

from pathlib import Path

import pytest
from tests.factories.acting import HERENT, OPERATOR, WINGENE
from tests.factories.documents import FolderFiles
from tests.factories.keys import make_keys

from klik.domains.documents import ports
from klik.domains.municipalities.operations import load_municipalities
from klik.ground.tenancy import acting_for


def found_towns() -> None:
    """Give two municipalities their keys and bodies."""
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> FolderFiles:
    """Put a file store behind the port, for the length of a test."""
    store = FolderFiles(folder / "files")
    monkeypatch.setattr(ports.files, "_service", store)
    return store
