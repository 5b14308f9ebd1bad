"""Tables of appointments. Who comes is encrypted."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.ground.tenancy.models import TenantModel

HASH_BYTES = 32


class AppointmentKind(TenantModel):
    """Something that one can come for."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    title = models.JSONField()  # a text per language
    bring = models.JSONField()  # what to bring, likewise; may be empty
    minutes = models.PositiveSmallIntegerField()
    capacity = models.PositiveSmallIntegerField()  # how many at the same time
    lead_hours = models.PositiveSmallIntegerField()  # not sooner than in so many hours
    horizon_days = models.PositiveSmallIntegerField()  # not later than in so many days
    is_offered = models.BooleanField(default=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="appointment_kind_has_a_length_and_room",
                condition=Q(minutes__gte=5, minutes__lte=480, capacity__gte=1, horizon_days__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"kind {self.pk}"


class Opening(TenantModel):
    """When somebody is there for a kind: on a weekday, or otherwise on one day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.ForeignKey(AppointmentKind, on_delete=models.PROTECT, related_name="openings")
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)  # 0 is Monday
    day = models.DateField(null=True, blank=True)
    spans = models.JSONField()  # of the day; empty where nobody is there
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)  # empty: that of the kind

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "weekday"], name="opening_one_per_weekday"),
            models.UniqueConstraint(fields=["kind", "day"], name="opening_one_per_day"),
            models.CheckConstraint(
                name="opening_is_of_a_weekday_or_a_day",
                condition=Q(weekday__lte=6, day__isnull=True)
                | Q(weekday__isnull=True, day__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"opening {self.pk}"


class State(models.TextChoices):
    """Whether somebody is expected."""

    BOOKED = "booked", "booked"
    CANCELLED = "cancelled", "cancelled"


class Appointment(TenantModel):
    """Somebody comes at a moment; `place` numbers those who come at the same time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(max_length=64)  # of the form that was sent: twice sent is made once
    kind = models.ForeignKey(AppointmentKind, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.BOOKED)
    sequence = models.PositiveSmallIntegerField(default=0)  # how often it changed
    person = models.BinaryField(max_length=HASH_BYTES, null=True, blank=True)
    caller = models.BinaryField()  # who comes and how she is reached, encrypted
    code_hash = models.BinaryField(max_length=HASH_BYTES)
    code = models.BinaryField(null=True, blank=True)  # encrypted, until the confirmation has it
    language = models.CharField(max_length=2)
    booked_at = models.DateTimeField()
    booked_by = models.CharField(max_length=64)  # the reference of an actor
    changed_at = models.DateTimeField()
    cancelled_because = models.CharField(max_length=300, blank=True)  # for who comes; no name
    told = models.PositiveSmallIntegerField(null=True, blank=True)  # the sequence last told
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "starts_at", "place"],
                condition=Q(state=State.BOOKED),
                name="appointment_one_per_place",
            ),
            models.UniqueConstraint(
                fields=["municipality_nis", "key"], name="appointment_has_its_own_key"
            ),
            models.UniqueConstraint(
                fields=["municipality_nis", "code_hash"], name="appointment_has_its_own_code"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="appointment_state_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["municipality_nis", "starts_at"], name="appointment_of_a_day"),
            models.Index(
                fields=["municipality_nis", "person"],
                condition=Q(person__isnull=False),
                name="appointment_of_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"appointment {self.pk}: {self.state}"
