"""Tables of decisions: who was decided about, what was decided, and that it was decided once."""

from __future__ import annotations

from datetime import UTC
from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.ground.canonical import digest_of
from klik.ground.tenancy.models import TenantModel

HASH_BYTES = 32
REFERENCE_LENGTH = 40


class Claim(models.Model):
    """A benefit taken for one key of a subject, in the whole installation; it names no town.

    What is given again after some years has a turn each time; the last one counts.
    """

    rights = ("SELECT", "INSERT", "DELETE")

    family = models.CharField(max_length=60)
    key_hash = models.BinaryField(max_length=HASH_BYTES)
    case_id = models.UUIDField(db_index=True)
    taken_on = models.DateField()
    turn = models.PositiveSmallIntegerField(default=0)
    counts_from = models.DateField(null=True, blank=True)  # the reference day, where years count

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["family", "key_hash", "turn"], name="claim_once_per_key_and_turn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family} of case {self.case_id}"


class Case(TenantModel):
    """One subject under one family of benefits; its decisions follow each other."""

    rights = ("SELECT", "INSERT")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=REFERENCE_LENGTH, unique=True)
    family = models.CharField(max_length=60)
    subject = models.BinaryField(max_length=HASH_BYTES)
    opened_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["municipality_nis", "subject"], name="case_of_subject"),
        ]

    def __str__(self) -> str:
        return self.reference


class DecisionState(models.TextChoices):
    """Whether a decision still holds."""

    STANDING = "standing", "geldt"
    REPLACED = "replaced", "vervangen"
    WITHDRAWN = "withdrawn", "ingetrokken"


class Decision(TenantModel):
    """What an organ decided about one case, with its own facts, sealed. Only its state changes."""

    rights = ("SELECT", "INSERT", "UPDATE (state, sealed_grounds)")  # under a new key, the same

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=REFERENCE_LENGTH, unique=True)
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.STANDING)
    outcome = models.CharField(max_length=20)
    amount_cents = models.PositiveBigIntegerField(null=True, blank=True)
    organ = models.CharField(max_length=200)
    council_reference = models.CharField(max_length=100)
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    adoption_id = models.UUIDField(db_index=True)
    package = models.CharField(max_length=60)
    release_digest = models.CharField(max_length=80)
    adoption_digest = models.CharField(max_length=80)
    parameters_digest = models.CharField(max_length=64)
    sealed_grounds = models.BinaryField()
    grounds_digest = models.CharField(max_length=64)
    told_by = models.CharField(max_length=64)
    letter_digest = models.CharField(max_length=64)
    run_id = models.UUIDField(db_index=True)
    row_token = models.UUIDField()
    digest = models.BinaryField(max_length=HASH_BYTES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="decision_has_its_own_number"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state=DecisionState.STANDING),
                name="decision_stands_once_per_case",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DecisionState.values), name="decision_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def answers_an_application(self) -> bool:
        """Whether somebody asked for it: then the application stands for both run and row."""
        return self.run_id == self.row_token

    def expected_digest(self) -> bytes:
        """Return the digest that follows from everything that never changes in this row."""
        return digest_of(
            [
                "klik decision, form 1",
                self.municipality_nis,
                str(self.case_id),
                self.number,
                self.reference,
                self.outcome,
                self.amount_cents,
                self.organ,
                self.council_reference,
                self.decided_on.isoformat(),
                self.decided_at.astimezone(UTC).isoformat(timespec="microseconds"),
                str(self.adoption_id),
                self.package,
                self.release_digest,
                self.adoption_digest,
                self.parameters_digest,
                self.grounds_digest,
                self.told_by,
                self.letter_digest,
                str(self.run_id),
                str(self.row_token),
            ]
        )
