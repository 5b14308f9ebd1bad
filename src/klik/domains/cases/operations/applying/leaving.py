"""What becomes of the content of an application that ends before it is decided."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from klik.domains.cases.models import (
    Application,
    ApplicationFile,
    ApplicationPage,
    SilentSource,
)
from klik.domains.registers.operations.files import note_file_to_remove


def erase_content(application: Application, *, moment: datetime) -> None:
    """Delete answers and files of an application; the store loses what nothing else needs."""
    files = ApplicationFile.objects.filter(application=application)
    digests = set(files.values_list("digest", flat=True))
    ApplicationPage.objects.filter(application=application).delete()
    application.signatures.all().delete()
    SilentSource.objects.filter(application=application).delete()
    files.delete()
    let_files_go(application.municipality_nis, digests, moment=moment)


def let_files_go(municipality_nis: str, digests: Collection[str], *, moment: datetime) -> None:
    """Put files on the list of what is removed; what a row needs by then stays."""
    for digest in sorted(digests):
        note_file_to_remove(municipality_nis, digest, after=moment)
