"""Documents with fictitious content, and a file store of a test: one file per content."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tests.factories.acting import NOON, WINGENE

from klik.domains.documents import operations
from klik.domains.documents.models import Document
from klik.domains.documents.operations import Filing
from klik.ground.refusals import Refusal
from klik.ground.tenancy import require_acting_for


@dataclass(frozen=True, slots=True)
class FolderSealer:
    """Stores for one municipality, in a transaction or outside; nothing is encrypted."""

    folder: Path

    def store(self, content: bytes) -> str:
        """Write the content under its digest."""
        digest = hashlib.sha256(content).hexdigest()
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / digest).write_bytes(content)
        return digest

    def read(self, digest: str) -> bytes:
        """Return the content, verified."""
        wrong = self.verify(digest)
        if wrong:
            raise Refusal(wrong)
        return (self.folder / digest).read_bytes()

    def verify(self, digest: str) -> str | None:
        """Say what is wrong."""
        file = self.folder / digest
        if not file.is_file():
            return "the file is missing"
        right = hashlib.sha256(file.read_bytes()).hexdigest() == digest
        return None if right else "the file was changed"


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """Stands for the file store: a folder per municipality."""

    home: Path

    def sealer_for(self, nis: str) -> FolderSealer:
        """Return what stores and reads."""
        require_acting_for(nis)
        return FolderSealer(self.home / nis)


def filing(key: str = "letter:1", content: bytes = b"a letter") -> Filing:
    """Return a letter to file, about a decision; its content is not stored."""
    return Filing(
        key=key,
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
        media_type="application/pdf",
        title=f"Brief {key}",
        about_kind="decision",
        about="GEB-37021-ABCDEFGHIJ",
    )


def filed(
    files: FolderFiles, key: str = "letter:1", content: bytes = b"a letter", nis: str = WINGENE
) -> Document:
    """Store a content and file it, inside the transaction of the test."""
    files.sealer_for(nis).store(content)
    return operations.file_documents(nis, [filing(key, content)], moment=NOON)[0]
