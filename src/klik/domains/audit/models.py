"""Tables of the audit. Chain rows hold digests and tokens; what can be destroyed lies beside."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from django.db import models

from klik.ground.canonical import digest_of
from klik.ground.tenancy.models import TenantModel

DIGEST_BYTES = 32
BEFORE_THE_FIRST = bytes(DIGEST_BYTES)


class ChainHead(TenantModel):
    """Where the chain of a municipality ends; its row is the lock under which lines are added."""

    rights = ("SELECT", "INSERT", "UPDATE")

    length = models.PositiveBigIntegerField(default=0)
    digest = models.BinaryField(max_length=DIGEST_BYTES)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis"], name="chain_head_one_per_municipality"
            ),
        ]

    def __str__(self) -> str:
        return f"head of {self.municipality_nis} at {self.length}"


class AuditPayload(TenantModel):
    """What an act was about, encrypted; retention may destroy it, the chain still holds."""

    rights = ("SELECT", "INSERT", "UPDATE (sealed)", "DELETE")  # under a new key, the same

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.id)


class AuditLine(TenantModel):
    """One act, bound by its digest to the line before it. Never changed, never removed."""

    rights = ("SELECT", "INSERT")

    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=10)
    actor_reference = models.CharField(max_length=64)
    subject = models.CharField(max_length=100, db_index=True)
    payload_id = models.UUIDField()  # no foreign key: the payload may be destroyed
    payload_digest = models.BinaryField(max_length=DIGEST_BYTES)
    previous = models.BinaryField(max_length=DIGEST_BYTES)
    digest = models.BinaryField(max_length=DIGEST_BYTES)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "number"], name="audit_line_has_its_own_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_nis} line {self.number}: {self.act}"

    def expected_digest(self) -> bytes:
        """Return the digest that follows from everything that this line says."""
        return digest_of(
            [
                "klik audit line, form 1",
                self.municipality_nis,
                self.number,
                bytes(self.previous).hex(),
                _written(self.at),
                self.act,
                self.actor_kind,
                self.actor_reference,
                self.subject,
                str(self.payload_id),
                bytes(self.payload_digest).hex(),
            ]
        )


class PersonView(TenantModel):
    """Somebody saw personal data. Written without the lock of the chain, sealed into it after."""

    rights = ("SELECT", "INSERT", "UPDATE (seal)")

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_reference = models.CharField(max_length=64)
    person = models.CharField(max_length=64)  # a keyed hash in hexadecimal
    shown = models.CharField(max_length=100)
    purpose = models.CharField(max_length=100)
    seal = models.UUIDField(null=True, blank=True, db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "at"], name="person_view_of_person"),
            models.Index(
                fields=["municipality_nis", "at"],
                condition=models.Q(seal__isnull=True),
                name="person_view_unsealed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown} seen by {self.actor_kind} {self.actor_reference}"

    def as_listed(self) -> list[str | int]:
        """Return what a seal covers."""
        return [
            self.pk,
            self.municipality_nis,
            _written(self.at),
            self.actor_kind,
            self.actor_reference,
            self.person,
            self.shown,
            self.purpose,
        ]


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
