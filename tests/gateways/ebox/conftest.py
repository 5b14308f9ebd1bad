"""An eBox of ours for each test."""

from collections.abc import Iterator

import pytest
from tests.factories.ebox_registry import FaultyEbox, ebox_running


@pytest.fixture
def ebox() -> Iterator[FaultyEbox]:
    with ebox_running() as running:
        yield running
