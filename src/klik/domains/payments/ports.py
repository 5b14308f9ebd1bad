"""What payments need of others: a place for files, and a task for a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from klik.ground.ports import Port


class Sealer(Protocol):
    """Stores files of one municipality, also after the transaction in which it was asked for."""

    def store(self, content: bytes) -> str:
        """Store `content` whole or not at all; return its SHA-256 in hexadecimal."""


class FileStore(Protocol):
    """The files of municipalities, named by what they hold; equal contents are one file."""

    def sealer_for(self, municipality_nis: str, /) -> Sealer:
        """Return what stores for a municipality acted for, outside a transaction."""

    def store_bytes(self, municipality_nis: str, content: bytes, /) -> str:
        """Store `content` now; return its SHA-256 in hexadecimal."""

    def read_bytes(self, municipality_nis: str, digest: str, /) -> bytes:
        """Return what was stored under `digest`."""


class OpenTask(Protocol):
    """Ask a person to do something; again with the same key changes nothing."""

    def __call__(  # noqa: PLR0913 -- the parts of a task, said by name
        self,
        municipality_nis: str,
        /,
        *,
        key: str,
        reason: str,
        about_kind: str,
        about: str,
        detail: Mapping[str, object],
        moment: datetime,
    ) -> object:
        """Open the task, in the transaction that acts; `detail` holds no personal data."""


class PageOfChange(Protocol):
    """Where a resident stops a changed account herself."""

    def __call__(self, municipality_nis: str, change: UUID, /) -> str:
        """Return the address of that page; empty where the municipality has no host name."""


files: Port[FileStore] = Port("klik.domains.payments.ports.files")
open_task: Port[OpenTask] = Port("klik.domains.payments.ports.open_task")
page_of_change: Port[PageOfChange] = Port("klik.domains.payments.ports.page_of_change")
