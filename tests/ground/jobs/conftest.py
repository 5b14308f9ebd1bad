"""Tests of jobs know the work that they register themselves, and leave nothing registered."""

import pytest

from klik.ground.jobs import registry


@pytest.fixture(autouse=True)
def only_jobs_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what recurs in the applications; forget what a test adds."""
    monkeypatch.setattr(registry, "_jobs", dict(registry.known_jobs()))
    registry.recurring_jobs()
    monkeypatch.setattr(registry, "_recurring", {})
