"""Table of second signatures: who else must sign an application, and what she said."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.domains.cases.models.applications import ACTOR_LENGTH, Application
from klik.domains.cases.models.decisions import HASH_BYTES
from klik.ground.tenancy.models import TenantModel


class SignatureState(models.TextChoices):
    """What the second signer did."""

    ASKED = "asked", "gevraagd"
    SIGNED = "signed", "getekend"
    DECLINED = "declined", "geweigerd"


class CoSignature(TenantModel):
    """A second person who is asked to sign. Who she is and why she declines, is encrypted."""

    rights = ("SELECT", "INSERT", "UPDATE", "DELETE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="signatures"
    )
    person = models.BinaryField(max_length=HASH_BYTES)
    sealed_signer = models.BinaryField()
    sealed_reason = models.BinaryField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=SignatureState, default=SignatureState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=ACTOR_LENGTH)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=ACTOR_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state=SignatureState.ASKED),
                name="co_signature_one_asked",
            ),
            models.CheckConstraint(
                condition=Q(state=SignatureState.ASKED, answered_at__isnull=True, answered_by="")
                | (~Q(state=SignatureState.ASKED) & Q(answered_at__isnull=False)
                   & ~Q(answered_by="")),
                name="co_signature_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=SignatureState.DECLINED, sealed_reason__isnull=False)
                | (~Q(state=SignatureState.DECLINED) & Q(sealed_reason__isnull=True)),
                name="co_signature_declined_with_a_reason",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["municipality_nis", "person"], name="co_signature_of_person"),
        ]

    def __str__(self) -> str:
        return f"signature {self.id}"
