"""Keys as they stand in the database: wrapped, useless without the master key."""

from __future__ import annotations

from django.db import models

from klik.ground.tenancy.models import TenantModel


class DataKey(TenantModel):
    """One key of one municipality; the highest version encrypts, every version decrypts."""

    rights = ("SELECT", "INSERT", "UPDATE")

    version = models.PositiveIntegerField()
    master_id = models.CharField(max_length=16)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "version"], name="data_key_of_one_version"
            ),
        ]

    def __str__(self) -> str:
        return f"data key {self.version} of {self.municipality_nis}"


class HashKey(models.Model):
    """The one key of this installation's keyed hashes; it is never replaced, only wrapped anew."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    master_id = models.CharField(max_length=16)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="hash_key_is_the_only_one"),
        ]

    def __str__(self) -> str:
        return "hash key"
