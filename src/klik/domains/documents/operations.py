"""Writes of documents. Each runs in the transaction of `acting_for`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from klik.domains.audit.operations import record_act
from klik.domains.documents import access, queries
from klik.domains.documents.models import Document
from klik.ground.canonical import digest_of
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,89}")  # `document:` before it fits a subject
_DIGEST = re.compile(r"[0-9a-f]{64}")


class DocumentsNotYours(Refusal):
    """An actor whose acts leave no documents."""

    status = 403
    reason = "Only who decides, pays or handles cases files documents."


class DocumentDiffers(Refusal):
    """Under this key another content was filed; what is filed is never replaced."""

    reason = "Another document was filed under this key. What is filed is never replaced."


@dataclass(frozen=True, slots=True)
class Filing:
    """A document to file; its content is in the file store already.

    Attributes:
        key: Unique in the municipality: letters, digits and . _ : / -, at most 90; no name.
        digest: SHA-256 of the content, in hexadecimal.
        size: Its length in bytes.
        media_type: Such as `application/pdf`.
        title: What staff read in a list, at most 200 signs; names no person.
        about_kind: Of what it is about, such as `decision`.
        about: The reference of that.
    """

    key: str
    digest: str
    size: int
    media_type: str
    title: str
    about_kind: str
    about: str


def file_document(  # noqa: PLR0913 -- the contract between domains names each
    municipality_nis: str,
    *,
    key: str,
    digest: str,
    size: int,
    media_type: str,
    title: str,
    about_kind: str,
    about: str,
    moment: datetime,
) -> Document:
    """File one document; the same again returns what is filed. For many: `file_documents`.

    Raises:
        DocumentDiffers: Another content has this key.
        DocumentsNotYours: The actor's acts leave no documents.
        ValueError: The key or the digest has another form.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    filing = Filing(key, digest, size, media_type, title, about_kind, about)
    return file_documents(municipality_nis, [filing], moment=moment)[0]


def file_documents(
    municipality_nis: str, filings: Sequence[Filing], *, moment: datetime
) -> list[Document]:
    """File many documents as one act; return them in the order given.

    Raises:
        DocumentDiffers, DocumentsNotYours, ValueError: See `file_document`; nothing is filed.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    if not access.may_file(current_actor()):
        raise DocumentsNotYours
    rows = [_row(municipality_nis, filing, moment) for filing in filings]
    known = queries.documents_of(municipality_nis, [row.key for row in rows])
    made = list({row.key: row for row in rows if row.key not in known}.values())
    # Somebody else may file the same key at this moment: the table decides who was first.
    Document.objects.bulk_create(made, ignore_conflicts=True)
    filed = queries.documents_of(municipality_nis, [row.key for row in rows])
    for row in rows:
        if (filed[row.key].digest, filed[row.key].size) != (row.digest, row.size):
            raise DocumentDiffers
    _record(municipality_nis, [row for row in made if filed[row.key].pk == row.pk], moment)
    return [filed[row.key] for row in rows]


def _row(municipality_nis: str, filing: Filing, moment: datetime) -> Document:
    if not _KEY.fullmatch(filing.key):
        raise ValueError(
            f"{filing.key[:90]!r} is no key: 1 to 90 letters, digits or . _ : / -, beginning with "
            "a letter or a digit"
        )
    if not _DIGEST.fullmatch(filing.digest):
        raise ValueError(f"{filing.digest[:64]!r} is no SHA-256 in 64 hexadecimal digits")
    document = Document(
        municipality_nis=municipality_nis,
        key=filing.key,
        digest=filing.digest,
        size=filing.size,
        media_type=filing.media_type,
        title=filing.title,
        about_kind=filing.about_kind,
        about=filing.about,
        filed_at=moment,
    )
    document.mark = queries.mark_of(document)
    return document


def _record(municipality_nis: str, filed: list[Document], moment: datetime) -> None:
    if not filed:
        return
    marks = digest_of([[row.key, bytes(row.mark).hex()] for row in filed]).hex()
    one = filed[0].key if len(filed) == 1 else ""
    record_act(
        municipality_nis,
        "documents.file",
        subject=f"document:{one}" if one else f"documents:{marks}",
        payload={"count": len(filed), "marks": marks},
        moment=moment,
    )
