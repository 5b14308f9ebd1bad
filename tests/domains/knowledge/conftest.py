"""What tests of knowledge stand on: two municipalities with keys and bodies."""

import pytest
from tests.factories.towns import found_towns


@pytest.fixture
def town(db: None) -> None:
    """Give two municipalities their keys and bodies; everything is undone after the test."""
    found_towns()
