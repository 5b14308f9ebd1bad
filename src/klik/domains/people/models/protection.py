"""The table of protected addresses: of whom nobody but two roles may know where she lives."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from klik.domains.people.models.residents import HASH_BYTES
from klik.ground.tenancy.models import TenantModel


class Because(models.TextChoices):
    """Why an address is protected, or no longer is; stored in acts, so a value keeps its meaning.

    No text of a person: what threatens somebody has no place in a table.
    """

    REGISTER = "register", "the National Register says so"
    AUTHORITY = "authority", "a court, the police or a care service says so"
    REQUEST = "request", "the resident asks it"


class ProtectedAddress(TenantModel):
    """Somebody whose address a municipality shows to two roles only, while this row stands.

    It needs no `Resident`: who is only named in a delivery has an address too.
    """

    rights = ("SELECT", "INSERT", "DELETE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.BinaryField(max_length=HASH_BYTES)  # her keyed hash
    because = models.CharField(max_length=20, choices=Because.choices)
    protected_at = models.DateTimeField()
    protected_by = models.CharField(max_length=64)  # the reference of an actor

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "person"], name="protected_once_per_municipality"
            ),
            models.CheckConstraint(
                name="protected_because_is_known", condition=models.Q(because__in=Because.values)
            ),
        ]

    def __str__(self) -> str:
        return f"protected address {self.id}"
