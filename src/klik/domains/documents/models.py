"""Tables of documents: what was filed. The content lies in the file store, by its digest."""

from __future__ import annotations

from datetime import UTC
from uuid import uuid4

from django.db import models

from klik.ground.canonical import digest_of
from klik.ground.tenancy.models import TenantModel

KEY_LENGTH = 100
DIGEST_LENGTH = 64
MARK_BYTES = 32


class Document(TenantModel):
    """A document as it was filed; never changed. Neither key nor title names a person."""

    rights = ("SELECT", "INSERT")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(max_length=KEY_LENGTH)
    digest = models.CharField(max_length=DIGEST_LENGTH)  # SHA-256 of the content, hexadecimal
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    about_kind = models.CharField(max_length=40)
    about = models.CharField(max_length=KEY_LENGTH)
    filed_at = models.DateTimeField()
    mark = models.BinaryField(max_length=MARK_BYTES)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "key"], name="document_has_its_own_key"
            ),
        ]
        indexes = [
            models.Index(fields=["municipality_nis", "about_kind", "about"], name="document_about"),
        ]

    def __str__(self) -> str:
        return self.key

    def said(self) -> str:
        """Return what `mark` is the keyed hash of: everything that this row says."""
        row = [
            "klik document, form 1",
            str(self.pk),
            self.municipality_nis,
            self.key,
            self.digest,
            self.size,
            self.media_type,
            self.title,
            self.about_kind,
            self.about,
            self.filed_at.astimezone(UTC).isoformat(timespec="microseconds"),
        ]
        return f"document:{digest_of(row).hex()}"
