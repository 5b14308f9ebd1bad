"""What pages of the design system stand on: no database, so no municipality has a host name."""

import pytest

from klik.faces.portal import hosts


@pytest.fixture(autouse=True)
def no_host_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every host be of nobody in particular."""
    monkeypatch.setattr(hosts, "_owners", lambda _: {})
