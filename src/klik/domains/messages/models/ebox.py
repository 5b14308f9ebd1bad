"""What a municipality sends to eBox."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from klik.ground.tenancy.models import TenantModel


class EboxKinds(TenantModel):
    """Which kinds of messages a municipality sends to eBox, and as whom; without a row none."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kinds = models.JSONField(default=list)  # of `Kind`
    sender_number = models.CharField(max_length=10, blank=True)  # its enterprise number
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=64)  # the reference of an actor

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis"], name="ebox_kinds_one_per_municipality"
            ),
        ]

    def __str__(self) -> str:
        return f"eBox in {self.municipality_nis}: {', '.join(self.kinds) or 'nothing'}"
