"""Tables of runs: what was planned, who approved it, how far it is; and what people noted."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from klik.ground.granting.planning import Treatment
from klik.ground.tenancy.models import TenantModel

ACTOR_LENGTH = 64
DIGEST_LENGTH = 64
REFERENCE_LENGTH = 40
HASH_BYTES = 32


class RunKind(models.TextChoices):
    """What a run is about."""

    PROACTIVE = "proactive", "alle kinderen van een afspraak"
    READING = "reading", "een kind, na lezing door een mens"


class RunState(models.TextChoices):
    """How far a run is."""

    PLANNED = "planned", "wacht op goedkeuring"
    APPROVED = "approved", "goedgekeurd"
    EXECUTING = "executing", "wordt uitgevoerd"
    DONE = "done", "uitgevoerd"
    STALE = "stale", "verouderd"
    CANCELLED = "cancelled", "geannuleerd"


UNDER_WAY = (RunState.APPROVED, RunState.EXECUTING)
OPEN = (RunState.PLANNED, *UNDER_WAY)
BEFORE_APPROVAL = (RunState.PLANNED, RunState.CANCELLED)
_APPROVED = ~Q(approved_by="") & Q(approved_at__isnull=False, decided_on__isnull=False)
_NOT_APPROVED = Q(approved_by="", approved_at__isnull=True, decided_on__isnull=True)


class Run(TenantModel):
    """One decision of an organ about many children: planned, approved by another, executed."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    adoption_id = models.UUIDField(db_index=True)
    family = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=RunKind, default=RunKind.PROACTIVE)
    row_token = models.UUIDField(null=True, blank=True)  # of a reading: its one child
    state = models.CharField(max_length=10, choices=RunState, default=RunState.PLANNED)
    language = models.CharField(max_length=2, default="nl")
    plan_digest = models.CharField(max_length=DIGEST_LENGTH)
    figures = models.JSONField()  # as granting.planning.figures_of gives them
    planned_on = models.DateField()
    planned_at = models.DateTimeField()
    planned_by = models.CharField(max_length=ACTOR_LENGTH)
    organ = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision_reference = models.CharField(max_length=100, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=ACTOR_LENGTH, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["adoption_id"],
                condition=Q(kind=RunKind.PROACTIVE, state__in=OPEN),
                name="run_one_open_per_adoption",
            ),
            models.UniqueConstraint(
                fields=["adoption_id", "row_token"],
                condition=Q(kind=RunKind.READING, state__in=OPEN),
                name="run_one_open_reading_per_child",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=BEFORE_APPROVAL) & _NOT_APPROVED)
                | (~Q(state__in=BEFORE_APPROVAL) & _APPROVED),
                name="run_approved_iff_its_state_says_so",
            ),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("planned_by")),
                name="run_approved_by_another_person",
            ),
            models.CheckConstraint(
                condition=Q(state=RunState.DONE, done_at__isnull=False)
                | (~Q(state=RunState.DONE) & Q(done_at__isnull=True)),
                name="run_done_at_iff_done",
            ),
            models.CheckConstraint(
                condition=Q(kind=RunKind.READING, row_token__isnull=False)
                | Q(kind=RunKind.PROACTIVE, row_token__isnull=True),
                name="run_of_one_child_iff_reading",
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.id}"


class ItemState(models.TextChoices):
    """Whether a run did what it planned for a child."""

    PENDING = "pending", "te doen"
    DONE = "done", "gedaan"


class Closing(models.TextChoices):
    """What the run did in the end."""

    DECIDED = "decided", "beslist"
    TASK = "task", "voor een mens"
    NOTHING = "nothing", "niets te doen"
    CHANGED = "changed", "gewijzigd sinds de goedkeuring"
    CLAIMED = "claimed", "intussen al toegekend"


class RunItem(TenantModel):
    """One child in a run."""

    rights = ("SELECT", "INSERT", "UPDATE (state, closed_as)")

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="items")
    position = models.BigIntegerField()  # of its row among those of the agreement
    row_token = models.UUIDField()
    reference = models.CharField(max_length=REFERENCE_LENGTH, db_index=True)
    treatment = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Treatment]
    )
    outcome = models.CharField(max_length=20)
    amount_cents = models.PositiveBigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=30, blank=True)  # why a person comes in, or why nothing
    unmet = models.JSONField()  # ids of conditions
    missing = models.JSONField()  # names of facts
    has_new_keys = models.BooleanField(default=False)  # a number became known since its decision
    digest = models.CharField(max_length=DIGEST_LENGTH)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.PENDING)
    closed_as = models.CharField(max_length=10, choices=Closing, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "row_token"], name="run_item_once_per_row"),
            models.CheckConstraint(
                condition=Q(state=ItemState.PENDING, closed_as="")
                | (Q(state=ItemState.DONE) & ~Q(closed_as="")),
                name="run_item_closed_iff_done",
            ),
        ]
        indexes = [models.Index(fields=["run", "state", "position"], name="run_item_to_do")]

    def __str__(self) -> str:
        return f"{self.reference} in {self.run_id}"


class Note(TenantModel):
    """What a person found out about a child beside the delivery; encrypted."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    family = models.CharField(max_length=60)
    subject = models.BinaryField(max_length=HASH_BYTES)  # a key of the child, or of its row
    sealed = models.BinaryField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=ACTOR_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "family", "subject"], name="note_once_per_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"note {self.id}"


class Declined(TenantModel):
    """That somebody wants no benefit of herself, unless she asks; taken back, the row goes."""

    rights = ("SELECT", "INSERT", "DELETE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.BinaryField(max_length=HASH_BYTES)
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=ACTOR_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "person"], name="declined_once_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"declined {self.id}"
