"""Tables of what a resident and her municipality write to each other; what is said is encrypted."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.domains.messages.models.outbox import PERSON_BYTES
from klik.ground.tenancy.models import TenantModel

ACTOR_LENGTH = 64


class Side(models.TextChoices):
    """Who wrote."""

    RESIDENT = "resident", "resident"
    TOWN = "town", "town"


class Way(models.TextChoices):
    """How it came."""

    APP = "app", "app"
    EMAIL = "email", "e-mail"
    PAPER = "paper", "paper"


class Written(TenantModel):
    """One message between a resident and her municipality, about one case or about none."""

    rights = ("SELECT", "INSERT", "UPDATE (sealed, read_at, read_by)")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.BinaryField(max_length=PERSON_BYTES)  # whose thread it is: her keyed hash
    about = models.CharField(max_length=100, blank=True)  # the reference of what it is about
    side = models.CharField(max_length=8, choices=Side)
    way = models.CharField(max_length=5, choices=Way)
    sealed = models.BinaryField()  # what it says
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=ACTOR_LENGTH)
    read_at = models.DateTimeField(null=True, blank=True)  # by the other side
    read_by = models.CharField(max_length=ACTOR_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=Side.values, way__in=Way.values), name="written_is_known"
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by="")
                | (Q(read_at__isnull=False) & ~Q(read_by="")),
                name="written_read_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality_nis", "person", "written_at"], name="written_of_person"
            ),
            models.Index(fields=["municipality_nis", "about"], name="written_about"),
            models.Index(  # what is new: asked for each page of hers
                fields=["municipality_nis", "person", "side", "about"],
                condition=Q(read_at__isnull=True),
                name="written_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.id}"


class WrittenFile(TenantModel):
    """A file that goes with a message; its content lies in the file store, by its digest."""

    rights = ("SELECT", "INSERT", "UPDATE (sealed_name)")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    message = models.ForeignKey(Written, on_delete=models.PROTECT, related_name="files")
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=40)
    sealed_name = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "digest"], name="written_file_once"),
        ]

    def __str__(self) -> str:
        return f"file of {self.message_id}"
