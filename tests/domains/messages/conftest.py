"""What tests of messages stand on: two municipalities, their keys, a file store, a mailer."""

from pathlib import Path

import pytest
from tests.factories.documents import FolderFiles
from tests.factories.messages import ScriptedMailer
from tests.factories.towns import found_towns, stand_in

from klik.domains.messages import ports


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderFiles:
    """Return the file store that stands behind the port."""
    return stand_in(tmp_path, monkeypatch)


@pytest.fixture
def mailer(monkeypatch: pytest.MonkeyPatch) -> ScriptedMailer:
    """Return the mailer that stands behind the port; it accepts unless told otherwise."""
    scripted = ScriptedMailer()
    monkeypatch.setattr(ports.mailer, "_service", scripted.open)
    return scripted


@pytest.fixture
def town(db: None) -> None:
    """Give two municipalities their keys and bodies; everything is undone after the test."""
    found_towns()
