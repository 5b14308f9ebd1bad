"""What a file of facts or parameters is refused for."""

from __future__ import annotations

from klik.packages.problems import InputRefused


class PopulationRefused(InputRefused):
    """A file of facts or parameters cannot be used; the message says where and what to do."""
