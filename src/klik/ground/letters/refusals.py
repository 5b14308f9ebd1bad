"""Why a letter is not made."""

from __future__ import annotations

from klik.ground.refusals import Refusal


class LetterTextRefused(Refusal):
    """A text of a letter that cannot be set; nothing was made."""

    status = 422
    reason = "This letter cannot be made."


class LetterNotRendered(Refusal):
    """The letter with `key` was refused while many were made; `reason` says why."""

    status = 422

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"Letter {key}: {reason}")
        self.key = key
        self.args = (key, reason)  # so that it can cross from a worker process
