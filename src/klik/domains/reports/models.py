"""Tables of reports. What somebody wrote, who she is and her photos are encrypted."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.ground.tenancy.models import TenantModel

HASH_BYTES = 32


class Category(models.TextChoices):
    """What a problem is about."""

    LIGHTING = "lighting", "street lighting"
    ROAD = "road", "road or pavement"
    WASTE = "waste", "litter or dumped waste"
    GREEN = "green", "trees and green"
    SIGN = "sign", "signs and traffic lights"
    WATER = "water", "sewer and water"
    PLAY = "play", "playground or bench"
    OTHER = "other", "something else"


class State(models.TextChoices):
    """How far a report is."""

    RECEIVED = "received", "received"
    PLANNED = "planned", "planned"
    IN_WORK = "in-work", "in work"
    SOLVED = "solved", "solved"
    NOT_OURS = "not-ours", "not ours"  # forwarded to whom it belongs
    CLOSED = "closed", "closed"  # with a reason


ENDED = (State.SOLVED, State.NOT_OURS, State.CLOSED)


class Report(TenantModel):
    """One problem in public space. Category, place, state and sentences may become public."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    key = models.CharField(max_length=64)  # of the form that was sent: twice sent is made once
    category = models.CharField(max_length=10, choices=Category)
    description = models.BinaryField()  # encrypted
    place = models.CharField(max_length=200)  # of the problem
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    forwarded_to = models.CharField(max_length=100, blank=True)
    is_public = models.BooleanField(default=False)  # a person looked at it first
    is_spam = models.BooleanField(default=False)
    person = models.BinaryField(max_length=HASH_BYTES, null=True, blank=True)
    reporter = models.BinaryField(null=True, blank=True)  # who reported, encrypted
    code_hash = models.BinaryField(max_length=HASH_BYTES)
    code = models.BinaryField(null=True, blank=True)  # encrypted, until the receipt has it
    language = models.CharField(max_length=2)
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, blank=True)  # who reported, her words, photos

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "year", "serial"], name="report_has_its_number"
            ),
            models.UniqueConstraint(
                fields=["municipality_nis", "key"], name="report_has_its_own_key"
            ),
            models.UniqueConstraint(
                fields=["municipality_nis", "code_hash"], name="report_has_its_own_code"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="report_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(category__in=Category.values), name="report_category_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.NOT_OURS) | Q(forwarded_to=""),
                name="report_is_forwarded_only_when_not_ours",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="report_has_a_whole_point",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality_nis", "state", "changed_at"], name="report_state"),
            models.Index(
                fields=["municipality_nis", "person"],
                condition=Q(person__isnull=False),
                name="report_of_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Step(TenantModel):
    """A state that a report came to, with the sentence that everybody may read."""

    rights = ("SELECT", "INSERT", "UPDATE (told_at, note)")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State)
    sentence = models.CharField(max_length=300, blank=True)
    note = models.BinaryField(null=True, blank=True)  # for colleagues, encrypted
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=64)  # the reference of an actor
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_step_once"),
        ]
        indexes = [
            models.Index(
                fields=["municipality_nis"],
                condition=Q(told_at__isnull=True),
                name="report_step_to_tell",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.number} of report {self.report_id}"


class Photo(TenantModel):
    """A photo of a problem, drawn anew: it says nothing of who made it, where or when."""

    rights = ("SELECT", "INSERT", "UPDATE (content)", "DELETE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="photos")
    place = models.PositiveSmallIntegerField()
    content = models.BinaryField()  # a JPEG, encrypted

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "place"], name="report_photo_place"),
        ]

    def __str__(self) -> str:
        return f"photo {self.place} of report {self.report_id}"
