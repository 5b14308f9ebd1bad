"""Tables of who takes part in an event: personal data, which stays with the event's owner."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.domains.knowledge.models.events import HubEvent, Speaker
from klik.ground.tenancy.models import TenantModel

HASH_BYTES = 32


class RegistrationState(models.TextChoices):
    """How far a registration is."""

    ASKED = "asked", "asked"  # her address is not confirmed yet: she has no seat
    PLACED = "placed", "placed"
    WAITING = "waiting", "waiting"
    CANCELLED = "cancelled", "cancelled"


class EventRegistration(TenantModel):
    """Somebody who wants to come, known by her e-mail address; the municipality is the owner's."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(HubEvent, on_delete=models.PROTECT, related_name="+")
    address_hash = models.BinaryField(max_length=HASH_BYTES)
    sealed = models.BinaryField()  # name and e-mail address
    person = models.BinaryField(max_length=HASH_BYTES, null=True, blank=True)  # who logged in
    code_hash = models.BinaryField(max_length=HASH_BYTES)
    sealed_code = models.BinaryField(null=True, blank=True)  # until the mail has it
    language = models.CharField(max_length=2)
    state = models.CharField(
        max_length=9, choices=RegistrationState, default=RegistrationState.ASKED
    )
    seat = models.PositiveIntegerField(null=True, blank=True)  # from 1
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)  # her place in the queue
    changes = models.PositiveSmallIntegerField(default=1)  # of which she must hear
    told = models.PositiveSmallIntegerField(default=0)  # how many of those she has heard of

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "address_hash"], name="registration_one_per_address"
            ),
            models.UniqueConstraint(fields=["event", "seat"], name="registration_has_its_own_seat"),
            models.UniqueConstraint(fields=["code_hash"], name="registration_has_its_own_code"),
            models.CheckConstraint(
                name="registration_has_a_seat_iff_placed",
                condition=Q(state=RegistrationState.PLACED, seat__isnull=False)
                | Q(
                    state__in=[
                        RegistrationState.ASKED,
                        RegistrationState.WAITING,
                        RegistrationState.CANCELLED,
                    ],
                    seat__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="registration_is_confirmed_before_it_counts",
                condition=Q(state__in=[RegistrationState.ASKED, RegistrationState.CANCELLED])
                | Q(confirmed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["event", "state", "confirmed_at"], name="registration_in_its_queue"
            ),
            models.Index(
                fields=["municipality_nis", "person"],
                condition=Q(person__isnull=False),
                name="registration_of_a_person",
            ),
            models.Index(
                fields=["municipality_nis"],
                condition=Q(told__lt=models.F("changes")),
                name="registration_to_tell",
            ),
        ]

    def __str__(self) -> str:
        return f"registration {self.pk}"


class SpeakerContact(TenantModel):
    """Where a speaker is reached; of the owner of the event alone."""

    speaker = models.OneToOneField(
        Speaker, on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    address_hash = models.BinaryField(max_length=HASH_BYTES)
    sealed = models.BinaryField()  # her name and e-mail address
    person = models.BinaryField(max_length=HASH_BYTES, null=True, blank=True)  # where it is known
    language = models.CharField(max_length=2)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"contact of speaker {self.speaker_id}"
