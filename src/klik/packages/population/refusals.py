"""What a file of facts or parameters is refused for."""

from __future__ import annotations


class PopulationRefused(Exception):
    """A file of facts or parameters cannot be used; the message says where and what to do."""
