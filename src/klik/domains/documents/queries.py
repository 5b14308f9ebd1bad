"""Reads of documents, and the proof that not a byte of them changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from klik.domains.documents import ports
from klik.domains.documents.models import Document
from klik.ground.keys.hashing import keyed_hash
from klik.ground.refusals import Refusal

# SQLite takes any value in any column; reading one back then fails in one of these ways.
_MANGLED = (TypeError, ValueError, AttributeError)
_UNREADABLE: Final = "its row holds what Klik never writes"
_ROW_CHANGED: Final = "its row was changed"


class DocumentNotFound(Refusal):
    """No document of the municipalities acted for has this key."""

    status = 404
    reason = "There is no such document."


@dataclass(frozen=True, slots=True)
class Damaged:
    """A document that is not as it was filed.

    Attributes:
        municipality_nis: Whose document.
        key: Its key; the key of its row where the row itself cannot be read.
        about_kind: Of what it is about, such as `decision`; empty where the row is unreadable.
        about: The reference of that, likewise.
        what: What is wrong with it, in words.
    """

    municipality_nis: str
    key: str
    about_kind: str
    about: str
    what: str


def documents_about(kind: str, reference: str) -> QuerySet[Document]:
    """Return the documents about one thing in the municipalities acted for, the oldest first."""
    return Document.objects.filter(about_kind=kind, about=reference).order_by("filed_at", "key")


def document_of(municipality_nis: str, key: str) -> Document:
    """Return the document with this key.

    Raises:
        DocumentNotFound: There is none, or nobody acts for that municipality.
    """
    found = Document.objects.filter(municipality_nis=municipality_nis, key=key).first()
    if found is None:
        raise DocumentNotFound
    return found


def documents_of(municipality_nis: str, keys: Collection[str]) -> dict[str, Document]:
    """Return the documents with these keys, by key; a key without document is left out."""
    found = Document.objects.filter(municipality_nis=municipality_nis, key__in=set(keys))
    return {document.key: document for document in found}


def content_of(document: Document) -> bytes:
    """Return the bytes of a document, verified against its digest.

    Raises:
        Refusal: They are not there, or were changed.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    return sealer_for(document.municipality_nis).read(document.digest)


def sealer_for(municipality_nis: str) -> ports.Sealer:
    """Return what stores and reads content of a municipality, also after this transaction.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    return ports.files.service().sealer_for(municipality_nis)


def verify(municipality_nis: str) -> Iterator[Damaged]:
    """Yield every document whose row or content is not as it was filed.

    A row carries a keyed hash of everything that it says; a content its digest. Every byte of
    both is read.

    Raises:
        NotActing: Outside `acting_for`.
        DataKeyMissing, MasterKeyMissing, KeyDamaged: Nothing can be judged without the keys.
    """
    rows = Document.objects.filter(municipality_nis=municipality_nis)
    sealer = sealer_for(municipality_nis)
    for identifier in _identifiers(municipality_nis):
        try:
            document = rows.get(pk=identifier)
            what = _wrong_with(document, sealer)
        except _MANGLED:
            yield Damaged(municipality_nis, str(identifier), "", "", _UNREADABLE)
            continue
        if what:
            yield Damaged(municipality_nis, document.key, document.about_kind, document.about, what)


def mark_of(document: Document) -> bytes:
    """Return the keyed hash of everything that a row says: who lacks the key cannot make it."""
    return keyed_hash(document.said())


def _identifiers(municipality_nis: str) -> list[UUID]:
    rows = Document.objects.filter(municipality_nis=municipality_nis).order_by("filed_at", "pk")
    return list(rows.values_list("pk", flat=True))


def _wrong_with(document: Document, sealer: ports.Sealer) -> str | None:
    if bytes(document.mark) != mark_of(document):
        return _ROW_CHANGED
    return sealer.verify(document.digest)
