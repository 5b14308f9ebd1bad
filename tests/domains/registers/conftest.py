"""Every test of registers has a home of its own, keys, and an agreement of Wingene."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.factories.acting import HERENT, WINGENE
from tests.factories.keys import make_keys
from tests.factories.registers import agreement_for

from klik.domains.registers.models import Agreement


@pytest.fixture
def home(committed: None, settings: Settings, tmp_path: Path) -> Path:
    """Return the folder of the installation, with keys made."""
    make_keys(WINGENE, HERENT)
    settings.KLIK_HOME = tmp_path / "var"
    return tmp_path / "var"


@pytest.fixture
def agreement(home: Path) -> Agreement:
    """Return the agreement of Wingene on births, in every column."""
    return agreement_for()
