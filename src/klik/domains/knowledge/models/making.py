"""Tables of requests to make something together. All are public: ADR 0030; none names a person."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.domains.knowledge.models.pages import REFERENCE_LENGTH
from klik.ground.tenancy.models import MunicipalityField


class CoCreationState(models.TextChoices):
    """How far a request is."""

    OPEN = "open", "open"
    STARTED = "started", "started"
    DONE = "done", "done"
    STOPPED = "stopped", "stopped"


class CoCreation(models.Model):
    """A request by which a municipality asks others to make something with it."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_nis = MunicipalityField()
    slug = models.SlugField(max_length=80, unique=True)
    title = models.JSONField()  # a text per language
    need = models.JSONField()  # Markdown, likewise
    package = models.CharField(max_length=REFERENCE_LENGTH, blank=True)
    state = models.CharField(max_length=7, choices=CoCreationState, default=CoCreationState.OPEN)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cocreation_state_is_known", condition=Q(state__in=CoCreationState.values)
            )
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="cocreation_by_state")]

    def __str__(self) -> str:
        return self.slug


class CoCreationMember(models.Model):
    """A municipality that joined a request."""

    request = models.ForeignKey(CoCreation, on_delete=models.CASCADE, related_name="members")
    joined_nis = MunicipalityField()
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "joined_nis"], name="cocreation_joined_once")
        ]

    def __str__(self) -> str:
        return f"{self.joined_nis} in {self.request_id}"


class CoCreationStep(models.Model):
    """One step of a request, as everybody reads it; it never changes."""

    rights = ("SELECT", "INSERT")

    request = models.ForeignKey(CoCreation, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=7, choices=CoCreationState)
    said = models.JSONField()  # a sentence per language
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="cocreation_step_number")
        ]

    def __str__(self) -> str:
        return f"step {self.number} of {self.request_id}"
