"""Tables of the catalogue: releases are shared and never change, adoptions are a municipality's."""

from __future__ import annotations

import uuid

from django.db import models

from klik.ground.tenancy.models import TenantModel


class Release(models.Model):
    """One version of a package as it was archived, for as long as a decision may rest on it."""

    rights = ("SELECT", "INSERT")

    package = models.CharField(max_length=60)
    version = models.CharField(max_length=60)
    family = models.CharField(max_length=60)  # packages of one family share their claims
    digest = models.CharField(max_length=71, unique=True)  # sha256: and 64 digits
    archive = models.BinaryField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["package", "version"], name="release_version_is_published_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package} {self.version}"


class FamilyLock(TenantModel):
    """Held while the adoptions of one family change, so that two cannot overlap unseen."""

    rights = ("SELECT", "INSERT", "UPDATE")  # FOR UPDATE asks for the last

    family = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "family"], name="family_lock_one_per_family"
            ),
        ]

    def __str__(self) -> str:
        return f"lock of {self.family} in {self.municipality_nis}"


class AdoptionState(models.TextChoices):
    """What became of an adoption. Which days it holds for is said by its first and last day."""

    IN_FORCE = "in_force", "Van kracht"
    ENDED = "ended", "Beëindigd"  # its last day was set earlier than the text says
    WITHDRAWN = "withdrawn", "Ingetrokken"  # never rested on; as if it had not been


class AdoptionRecord(TenantModel):
    """What one council decided about one package: the text as given, and what is searched in it."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="adoptions")
    package = models.CharField(max_length=60)
    family = models.CharField(max_length=60)
    text = models.BinaryField()
    digest = models.CharField(max_length=64)  # SHA-256 of the text
    parameters_digest = models.CharField(max_length=64)
    territory = models.JSONField()  # as in the text; empty for the whole municipality
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # none: no end
    council_organ = models.CharField(max_length=200)
    council_decided_on = models.DateField()
    council_reference = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=AdoptionState, default=AdoptionState.IN_FORCE)
    adopted_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)  # when it was ended or withdrawn

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "digest"],
                condition=~models.Q(state=AdoptionState.WITHDRAWN),
                name="adoption_text_stands_once",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True)
                | models.Q(until_on__gte=models.F("from_on")),
                name="adoption_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(state=AdoptionState.IN_FORCE, closed_at__isnull=True)
                | models.Q(
                    state=AdoptionState.ENDED, closed_at__isnull=False, until_on__isnull=False
                )
                | models.Q(state=AdoptionState.WITHDRAWN, closed_at__isnull=False),
                name="adoption_closed_at_iff_closed",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality_nis", "family", "from_on"], name="adoption_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.package} in {self.municipality_nis} from {self.from_on}"
