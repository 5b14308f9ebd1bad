"""A port: what a part needs of one that it may not import; site/wiring connects the two."""

from __future__ import annotations

from typing import Generic, TypeVar

_Service = TypeVar("_Service")


class PortNotConnected(RuntimeError):
    """Nothing stands behind a port: this process did not go through site/wiring."""


class Port(Generic[_Service]):
    """A place that one service fills, once per process."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._service: _Service | None = None

    def connect(self, service: _Service) -> None:
        """Put `service` behind this port; a later one replaces it."""
        self._service = service

    def service(self) -> _Service:
        """Return what stands behind this port.

        Raises:
            PortNotConnected: Nothing does.
        """
        if self._service is None:
            raise PortNotConnected(f"Nothing is connected to {self._name}; see klik.site.wiring.")
        return self._service
