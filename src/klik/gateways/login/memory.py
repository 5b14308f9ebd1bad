"""Django's cache, in the database: attempts and used codes count for every process together.

Values are JSON, never pickled, and nothing is thrown out to make room: a flood of keys must not
make anybody's attempts forgotten.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

from klik.domains.people import operations, queries
from klik.ground.clock import moment_now


class DatabaseMemory(BaseCache):
    """A cache that people.operations keep; its keys are stored as digests."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep `value` unless something is kept there; return whether it was."""
        moment = moment_now()
        return operations.remember_once(
            self._digest(key, version),
            value,
            until_at=self._until(moment, timeout),
            moment=moment,
        )

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return what is kept, `default` where nothing is."""
        found = queries.remembered(self._digest(key, version), moment=moment_now())
        return default if found is None else found

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep `value`, whatever was kept there."""
        operations.remember(
            self._digest(key, version), value, until_at=self._until(moment_now(), timeout)
        )

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep longer what is kept; return whether something is."""
        value = self.get(key, version=version)
        if value is not None:
            self.set(key, value, timeout, version)
        return value is not None

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Keep nothing there any more; return whether something was."""
        was_kept = self.get(key, version=version) is not None
        operations.forget(self._digest(key, version))
        return was_kept

    def _digest(self, key: Any, version: int | None) -> str:
        return hashlib.sha256(self.make_key(key, version=version).encode()).hexdigest()

    def _until(self, moment: datetime, timeout: Any) -> datetime:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        if seconds is None:
            raise ValueError("What log-in remembers has an end: give a timeout.")
        return moment + timedelta(seconds=seconds)
