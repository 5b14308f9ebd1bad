"""Mails as files, for the demo and for whoever has no server: nothing leaves the machine."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from klik.domains.messages.ports import Answer, Mail, Reply
from klik.gateways.mail.composing import compose


@dataclass(frozen=True, slots=True)
class MailFolder:
    """Writes each mail as an `.eml` file; its name follows from the Message-ID.

    Attributes:
        folder: Where they stand; made when the first one comes.
        sent_from: The address of the installation.
    """

    folder: Path
    sent_from: str

    @contextmanager
    def open(self) -> Iterator[MailFolder]:
        """Give what writes; nothing has to be closed."""
        yield self

    def send(self, mail: Mail) -> Answer:
        """Write one mail, whole or not at all; the same one again replaces it."""
        name = hashlib.sha256(mail.message_id.encode()).hexdigest()[:32]
        try:
            self._write(f"{name}.eml", compose(mail, sent_from=self.sent_from))
        except OSError:  # a full disk, a folder that may not be written
            return Answer(Reply.CLOSED, "folder-not-writable")
        return Answer(Reply.ACCEPTED)

    def _write(self, name: str, content: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self.folder / f".{name}.{os.getpid()}"
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.folder / name)
