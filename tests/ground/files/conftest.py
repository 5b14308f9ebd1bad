"""Every test of files has a home of its own, and keys for two municipalities."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.factories.acting import HERENT, WINGENE
from tests.factories.keys import make_keys


@pytest.fixture
def home(db: None, settings: Settings, tmp_path: Path) -> Path:
    """Return the folder of the installation, with keys made."""
    make_keys(WINGENE, HERENT)
    settings.KLIK_HOME = tmp_path / "var"
    return tmp_path / "var"
