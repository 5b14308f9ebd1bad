"""Files that go with an application: looked at, stored, and named in the draft."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final
from uuid import uuid4

from django.conf import settings

from klik.domains.cases import ports
from klik.domains.cases.models import Application, ApplicationFile, Channel
from klik.domains.cases.operations.applying.keeping import locked_to_edit, record_act_on
from klik.domains.cases.operations.applying.leaving import let_files_go
from klik.domains.cases.operations.applying.starting import PageNotAsked
from klik.domains.cases.queries.applications.finding import file_purpose
from klik.domains.cases.queries.applications.standing import standing
from klik.domains.registers.operations.files import keep_file
from klik.ground.files import FileMissing, FileTooLarge, Sealer, is_there
from klik.ground.keys.sealing import encrypt
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor
from klik.packages.form import Widget
from klik.packages.wording import PageLanguage

LARGEST_BYTES: Final = settings.KLIK_UPLOAD_MB * 1024 * 1024
"""How large a file of a resident may be in this installation."""
MOST_FILES: Final = 10
NAME_LENGTH: Final = 120
PAPER: Final = ".paper"
"""The question that the scan of a form on paper answers."""
_PIECE_BYTES: Final = 1 << 16
_HEAD_BYTES: Final = 32
_HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


class FileRefused(Refusal):
    """A file that is not taken; nothing of it is kept."""

    status = 422
    reason = "This file is not taken. Give a PDF or a photo: JPEG, PNG or HEIC."


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A file that was looked at and stored.

    Attributes:
        digest: SHA-256 of its content, hexadecimal.
        size: Bytes.
        media_type: By its content, whatever its name says.
    """

    digest: str
    size: int
    media_type: str


def take_in(sealer: Sealer, source: BinaryIO, *, limit_bytes: int = LARGEST_BYTES) -> TakenIn:
    """Look at a file and store it; needs no transaction, and none should wait for it.

    Args:
        sealer: Of the municipality.
        source: Open at its beginning; it can be read twice.
        limit_bytes: How large it may be.

    Raises:
        FileRefused: It is empty, or no PDF or photo.
        FileTooLarge: It is larger than `limit_bytes`.
        FileNotSafe: The scanner found something.
        ScannerDown: The scanner does not answer.
    """
    media_type = media_type_of(source.read(_HEAD_BYTES))
    if source.seek(0, 2) > limit_bytes:
        raise FileTooLarge(limit_bytes)
    source.seek(0)
    ports.scanner.service().scan(_pieces(source))
    source.seek(0)
    stored = sealer.store_stream(source, limit_bytes=limit_bytes)
    return TakenIn(stored.digest, stored.size, media_type)


def take_in_or_say_why(
    sealer: Sealer, source: BinaryIO, *, size: int, limit_bytes: int = LARGEST_BYTES
) -> TakenIn | Mapping[PageLanguage, str]:
    """Take in a file as `take_in` does; of one that is refused return why, for beside its field.

    Args:
        sealer: Of the municipality.
        source: Open at its beginning.
        size: As it was sent; what goes beyond the limit may not be in `source`.
        limit_bytes: How large it may be.
    """
    if size > limit_bytes:
        return _WHY[FileTooLarge]
    try:
        return take_in(sealer, source, limit_bytes=limit_bytes)
    except tuple(_WHY) as refused:
        return _WHY[type(refused)]


def media_type_of(head: bytes) -> str:
    """Return the media type of a file by its first bytes.

    Raises:
        FileRefused: It is none that is taken.
    """
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "image/heic"
    raise FileRefused


def add_file(
    application: Application, question: str, taken: TakenIn, *, name: str, moment: datetime
) -> ApplicationFile:
    """Let a file that was taken in answer a question; the same file again changes nothing.

    Args:
        application: A draft, or one that waits for the applicant.
        question: A question for a file, or what was asked more.
        taken: As `take_in` says.
        name: How the applicant calls it; only the last part of a path is kept.
        moment: When.

    Raises:
        FileRefused: There are ten files already.
        FileMissing: It was removed since it was stored; take it in again.
        PageNotAsked: No such question is asked.
        ApplicationClosed, ApplicationsNotYours: As `save_page`.
    """
    locked = locked_to_edit(application)
    found = standing(locked, moment=moment)
    asked = {one.name for page in found.pages for one in page.questions
             if one.widget is Widget.FILE}  # fmt: skip
    if question not in asked and question not in _asked_more(locked):
        raise PageNotAsked
    keep_file(locked.municipality_nis, taken.digest)
    if not is_there(locked.municipality_nis, taken.digest):
        raise FileMissing
    same = [one for one in found.files if one.question == question]
    known = next((one for one in same if one.digest == taken.digest), None)
    if known is not None:
        return known
    if len(found.files) >= MOST_FILES:
        raise FileRefused(f"At most {MOST_FILES} files go with one application.")
    file = ApplicationFile(
        id=uuid4(),
        municipality_nis=locked.municipality_nis,
        application=locked,
        question=question,
        digest=taken.digest,
        size=taken.size,
        media_type=taken.media_type,
        added_at=moment,
        added_by=current_actor().reference,
    )
    purpose = file_purpose(file.pk)
    file.sealed_name = encrypt(locked.municipality_nis, purpose, _kept_name(name).encode())
    file.save(force_insert=True)
    payload = {"question": question, "digest": taken.digest, "size": taken.size}
    record_act_on(locked, "cases.add-file", payload, moment)
    return file


def remove_file(application: Application, digest: str, question: str, *, moment: datetime) -> None:
    """Take a file out of a draft again; where it is not there any more nothing changes.

    Raises:
        ApplicationClosed, ApplicationsNotYours: As `save_page`.
    """
    locked = locked_to_edit(application)
    gone, _ = ApplicationFile.objects.filter(
        application=locked, digest=digest, question=question
    ).delete()
    if gone:
        let_files_go(locked.municipality_nis, [digest], moment=moment)
        record_act_on(locked, "cases.remove-file", {"question": question, "digest": digest}, moment)


def _asked_more(application: Application) -> frozenset[str]:
    rows = application.questions.filter(answered_at__isnull=True)
    scan = {PAPER} if application.channel == Channel.PAPER else set()
    return frozenset(scan | {f".question-{one.number}" for one in rows})


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    while piece := source.read(_PIECE_BYTES):
        yield piece


def _kept_name(name: str) -> str:
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:NAME_LENGTH] or "document"


_WHY: Final[Mapping[type[Refusal], Mapping[PageLanguage, str]]] = {
    FileRefused: {
        "nl": "Dit bestand kunnen wij niet gebruiken. Kies een pdf of een foto.",
        "en": "We cannot use this file. Choose a PDF or a photo.",
        "fr": "Nous ne pouvons pas utiliser ce fichier. Choisissez un PDF ou une photo.",
    },
    FileTooLarge: {
        "nl": f"Dit bestand is te groot. Kies er een van hoogstens {settings.KLIK_UPLOAD_MB} MB.",
        "en": f"This file is too large. Choose one of at most {settings.KLIK_UPLOAD_MB} MB.",
        "fr": "Ce fichier est trop grand. Choisissez-en un d'au maximum "
        f"{settings.KLIK_UPLOAD_MB} Mo.",
    },
    ports.FileNotSafe: {
        "nl": "In dit bestand zit een virus. Wij hebben het niet bewaard. Geef het document op een "
        "andere manier.",
        "en": "There is a virus in this file. We did not keep it. Give the document in another "
        "way.",
        "fr": "Ce fichier contient un virus. Nous ne l'avons pas conservé. Donnez le document "
        "d'une autre manière.",
    },
    ports.ScannerDown: {
        "nl": "Wij kunnen bestanden nu niet nakijken. Probeer het straks opnieuw, of breng het "
        "document naar het loket.",
        "en": "We cannot look at files now. Try again later, or bring the document to the counter.",
        "fr": "Nous ne pouvons pas vérifier les fichiers maintenant. Réessayez plus tard, ou "
        "apportez le document au guichet.",
    },
}
