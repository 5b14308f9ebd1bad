"""What the ground refuses, and why: one base for every refusal of the platform."""

from __future__ import annotations


class Refusal(Exception):
    """A request that is understood and not granted; nothing was changed.

    A subclass states its `reason` as one clear sentence; a raise may give a more precise one.

    Attributes:
        reason: What is wrong and what would be accepted, fit to be shown.
        status: The HTTP status with which a face answers.
    """

    reason: str = "This is not possible."
    status: int = 409

    def __init__(self, reason: str | None = None) -> None:
        if reason is not None:
            self.reason = reason
        super().__init__(self.reason)

    def __str__(self) -> str:
        # Not the arguments: a subclass may be made of a code or a key.
        return self.reason
