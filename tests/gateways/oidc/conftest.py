"""A provider for each test."""

from collections.abc import Iterator

import pytest
from tests.factories.log_in_provider import FaultyProvider, providing


@pytest.fixture
def provider() -> Iterator[FaultyProvider]:
    with providing() as found:
        yield found
