"""Passwords are hashed with argon2, a few at a time: each takes 100 MB and a fifth of a second."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Final

from django.contrib.auth.hashers import Argon2PasswordHasher

from klik.ground.refusals import Refusal

AT_ONCE: Final = 2  # per process
PATIENCE_SECONDS: Final = 10
_places = BoundedSemaphore(AT_ONCE)


class TooBusy(Refusal):
    """So many people log in at this moment that this process cannot take one more."""

    status = 503
    reason = "Too many people log in at this moment. Try again in a minute."


class BoundedArgon2(Argon2PasswordHasher):
    """Django's argon2, which a flood of log-ins cannot make fill the memory."""

    def encode(self, password: str, salt: str) -> str:
        """Return the hash of a password, when a place is free.

        Raises:
            TooBusy: None became free.
        """
        with _place():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Say whether a password has this hash, when a place is free.

        Raises:
            TooBusy: None became free.
        """
        with _place():
            return super().verify(password, encoded)


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=PATIENCE_SECONDS):
        raise TooBusy
    try:
        yield
    finally:
        _places.release()
