"""Tables of the people of a decision: to whom it was told, and what she has against it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.domains.cases.models.decisions import HASH_BYTES, Decision
from klik.ground.tenancy.models import TenantModel

ACTOR_LENGTH = 64


class Part(models.TextChoices):
    """What somebody is in a decision."""

    ADDRESSEE = "addressee", "addressee"  # the letter went to her
    APPLICANT = "applicant", "applicant"  # she asked, and the letter went to another


class Party(TenantModel):
    """Somebody who may see a decision as her own. Who is not here, sees nothing of it."""

    rights = ("SELECT", "INSERT")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="parties")
    person = models.BinaryField(max_length=HASH_BYTES)
    part = models.CharField(max_length=10, choices=Part)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "person"], name="party_once_per_decision"),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="party_part_is_known"),
        ]
        indexes = [models.Index(fields=["municipality_nis", "person"], name="party_by_person")]

    def __str__(self) -> str:
        return f"{self.part} of {self.decision_id}"


class ObjectionOutcome(models.TextChoices):
    """What was decided on an objection. What changes by it is a decision of its own."""

    UPHELD = "upheld", "upheld"
    PARTLY = "partly", "partly upheld"
    DISMISSED = "dismissed", "dismissed"
    INADMISSIBLE = "inadmissible", "inadmissible"


class Objection(TenantModel):
    """That somebody does not agree with a decision. Her words and files stand in the messages."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="objections")
    person = models.BinaryField(max_length=HASH_BYTES)
    number = models.PositiveSmallIntegerField()
    message_id = models.UUIDField()  # of messages: no foreign key between domains
    received_at = models.DateTimeField()
    received_from = models.CharField(max_length=ACTOR_LENGTH)
    until = models.DateField(null=True, blank=True)  # its term; empty where none ran yet
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=ACTOR_LENGTH, blank=True)
    outcome = models.CharField(max_length=12, choices=ObjectionOutcome, blank=True, default="")
    answer_id = models.UUIDField(null=True, blank=True)  # of messages, as `message_id`

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "person", "number"], name="objection_has_its_number"
            ),
            models.UniqueConstraint(
                fields=["decision", "person"],
                condition=Q(answered_at__isnull=True),
                name="objection_one_open",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="objection_answered_by_somebody",
            ),
            models.CheckConstraint(
                name="objection_outcome_with_its_answer",
                condition=Q(outcome="", answer_id__isnull=True)
                | Q(
                    outcome__in=ObjectionOutcome.values,
                    answer_id__isnull=False,
                    answered_at__isnull=False,
                ),
            ),
        ]
        indexes = [models.Index(fields=["municipality_nis", "person"], name="objection_by_person")]

    def __str__(self) -> str:
        return f"objection {self.number} to {self.decision_id}"
