"""Tables of cases: a source that did not answer when an application needed it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.domains.cases.models.applications import ACTOR_LENGTH, Application
from klik.ground.tenancy.models import TenantModel


class SilentBecause(models.TextChoices):
    """Why a source did not answer, as registers say it."""

    UNREADABLE = "unreadable", "unreadable"
    NOT_DELIVERED = "not-delivered", "not delivered"
    ENDED = "ended", "agreement ended"


class SourceOutcome(models.TextChoices):
    """How the waiting ended."""

    ANSWERED = "answered", "answered"  # the source answers again
    PROOF = "proof", "proof"  # a person found a proof enough


class SilentSource(TenantModel):
    """A source of an application that does not answer; nothing is decided until it does.

    Or until a person finds that a proof tells the same.
    """

    rights = ("SELECT", "INSERT", "UPDATE", "DELETE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="silent_sources"
    )
    record = models.CharField(max_length=40)  # of the package, which the source delivers
    because = models.CharField(max_length=15, choices=SilentBecause)
    since_at = models.DateTimeField()
    went_on_at = models.DateTimeField(null=True, blank=True)  # she gives a proof later
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=ACTOR_LENGTH, blank=True)
    outcome = models.CharField(max_length=10, choices=SourceOutcome, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["municipality_nis", "since_at"],
                condition=Q(ended_at__isnull=True),
                name="silent_source_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(ended_at__isnull=True),
                name="silent_source_one_open",
            ),
            models.CheckConstraint(
                condition=Q(because__in=SilentBecause.values), name="silent_source_says_why"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="")
                | Q(ended_at__isnull=False, outcome__in=SourceOutcome.values),
                name="silent_source_ended_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} for application {self.application_id}"
