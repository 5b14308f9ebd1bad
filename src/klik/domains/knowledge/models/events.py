"""Tables of the hub's events. All are shared by the installation: a programme is public."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from klik.ground.programmes.programme import Attendance, SessionKind
from klik.ground.tenancy.models import MunicipalityField

ACTOR_LENGTH: Final = 64


class HubEvent(models.Model):
    """An event that municipalities share. What everybody reads of it is its latest release."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_nis = MunicipalityField()
    slug = models.SlugField(max_length=80, unique=True)
    title = models.JSONField()  # a text per language
    summary = models.JSONField()  # likewise
    place = models.CharField(max_length=200)
    attendance = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Attendance]
    )
    capacity = models.PositiveIntegerField(null=True, blank=True)  # none: nobody counts
    opens_at = models.DateTimeField(null=True, blank=True)  # registration; none: there is none
    closes_at = models.DateTimeField(null=True, blank=True)
    keep_days = models.PositiveSmallIntegerField(default=30)  # registrations, after the last day
    contact = models.CharField(max_length=200, blank=True)  # an address of no person
    is_cancelled = models.BooleanField(default=False)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=ACTOR_LENGTH)  # the reference of an actor

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hub_event_registration_opens_before_it_closes",
                condition=Q(opens_at__isnull=True, closes_at__isnull=True)
                | Q(opens_at__isnull=False, closes_at__gt=F("opens_at")),
            ),
            models.CheckConstraint(
                name="hub_event_attendance_is_known",
                condition=Q(attendance__in=[one.value for one in Attendance]),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class EventDay(models.Model):
    """The hours of one day of an event."""

    event = models.ForeignKey(HubEvent, on_delete=models.CASCADE, related_name="days")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "starts_at"], name="event_day_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="event_day_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"day {self.starts_at:%Y-%m-%d} of {self.event_id}"


class EventRoom(models.Model):
    """A room at an event."""

    event = models.ForeignKey(HubEvent, on_delete=models.CASCADE, related_name="rooms")
    key = models.SlugField(max_length=40)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    capacity = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], name="event_room_has_its_own_key"),
        ]

    def __str__(self) -> str:
        return self.name


class EventSession(models.Model):
    """One part of a programme, as a draft has it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(HubEvent, on_delete=models.CASCADE, related_name="sessions")
    title = models.JSONField()  # a text per language
    abstract = models.JSONField()  # Markdown, likewise
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in SessionKind])
    language = models.CharField(max_length=5)
    room = models.CharField(max_length=40, blank=True)  # the key of a room
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    expected = models.PositiveIntegerField(null=True, blank=True)
    is_parallel = models.BooleanField(default=False)
    is_not_recorded = models.BooleanField(default=False)
    is_cancelled = models.BooleanField(default=False)
    was_released = models.BooleanField(default=False)  # then it is cancelled, and never removed

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_begins"
            ),
            models.CheckConstraint(
                name="session_kind_is_known",
                condition=Q(kind__in=[one.value for one in SessionKind]),
            ),
        ]
        indexes = [models.Index(fields=["event", "starts_at"], name="session_in_order")]

    def __str__(self) -> str:
        return f"session {self.pk}"


class Speaker(models.Model):
    """Somebody who speaks at an event. Her name is here only while she agrees to be named."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(HubEvent, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(max_length=120, blank=True)
    agreed_on = models.DateField(null=True, blank=True)  # to be named, or that it is public
    organisation = models.CharField(max_length=120, blank=True)
    role = models.JSONField(default=dict)  # a text per language

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="speaker_is_named_iff_she_agreed",
                condition=Q(name="", agreed_on__isnull=True)
                | (~Q(name="") & Q(agreed_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"speaker {self.pk}"


class Appearance(models.Model):
    """A speaker in a session, and what she does there."""

    session = models.ForeignKey(EventSession, on_delete=models.CASCADE, related_name="appearances")
    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="appearances")
    number = models.PositiveSmallIntegerField()
    role = models.JSONField(default=dict)  # a text per language

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "speaker"], name="appearance_once"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker_id} in {self.session_id}"


class ProgrammeRelease(models.Model):
    """A version of a programme that everybody may read, frozen: it is never changed.

    `frozen` is canonical JSON without names of speakers, which are shown as long as they agree;
    `digest` is the SHA-256 of it.
    """

    rights = ("SELECT", "INSERT", "UPDATE (announced_at)")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(HubEvent, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    comment = models.JSONField()  # a text per language
    frozen = models.TextField()
    digest = models.CharField(max_length=64)
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=ACTOR_LENGTH)
    announced_at = models.DateTimeField(null=True, blank=True)  # all concerned have a message

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="release_has_its_number"),
        ]
        indexes = [
            models.Index(
                fields=["released_at"],
                condition=Q(announced_at__isnull=True),
                name="release_to_announce",
            ),
        ]

    def __str__(self) -> str:
        return f"release {self.number} of {self.event_id}"
