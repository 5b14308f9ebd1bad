"""Put the key of each stored file under the newest data key; the content stays as it is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from klik.ground.files.placing import sync_folder
from klik.ground.files.sealed import rewrap_head
from klik.ground.keys.sealing import CannotDecrypt, DataKeyMissing, KeyRing, version_of


def rewrap_files(ring: KeyRing) -> Iterator[bool]:
    """Go through the files of a municipality; yield for each whether its key was wrapped anew.

    The head of a file is overwritten in place: it fits in one sector of a disk, so it is the old
    one or the new one whatever happens. A copy put in its place would bring back what was removed
    meanwhile. A file whose head does not open is left for `klik audit verify` to name.
    """
    root = Path(settings.KLIK_HOME) / "files" / ring.municipality_nis
    for folder in sorted(root.glob("??")):
        for path in sorted(folder.iterdir()):
            yield _rewrap(path, ring)
        sync_folder(folder)


def _rewrap(path: Path, ring: KeyRing) -> bool:
    purpose = f"file:{path.name}"

    def anew(wrapped: bytes) -> bytes | None:
        if version_of(wrapped) == ring.newest:
            return None
        return ring.encrypt(purpose, ring.decrypt(purpose, wrapped))

    try:
        with path.open("r+b", buffering=0) as file:
            was_old = rewrap_head(file.fileno(), anew)
            if was_old:
                os.fsync(file.fileno())
    except (FileNotFoundError, CannotDecrypt, DataKeyMissing):
        return False  # removed meanwhile, or damaged
    return was_old
