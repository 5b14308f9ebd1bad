"""What documents need of the file store: content by its digest, sealed at rest."""

from __future__ import annotations

from typing import Protocol

from klik.ground.ports import Port


class Sealer(Protocol):
    """Stores and reads content of one municipality, also after the transaction it was made in."""

    def store(self, content: bytes, /) -> str:
        """Store `content` before this returns; return its SHA-256 in hexadecimal."""

    def read(self, digest: str, /) -> bytes:
        """Return the content with this digest, verified.

        Raises:
            Refusal: It is not there, or was changed.
        """

    def verify(self, digest: str, /) -> str | None:
        """Return what is wrong with a content; None where it is as it was stored."""


class Files(Protocol):
    """The content of documents."""

    def sealer_for(self, municipality_nis: str, /) -> Sealer:
        """Return what stores and reads for a municipality. Inside `acting_for`."""


files: Port[Files] = Port("klik.domains.documents.ports.files")
