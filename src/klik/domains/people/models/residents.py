"""Tables of residents. A resident is the keyed hash of her register number; her name is sealed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from klik.domains.people.models.references import key_in, reference_of
from klik.ground.tenancy.models import TenantModel

RESIDENT_PREFIX = "resident:"
HASH_BYTES = 32
EVERYTHING = "everything"


class Resident(TenantModel):
    """Somebody whom a municipality knows: she logged in there, or a clerk met her."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.BinaryField(max_length=HASH_BYTES)  # her keyed hash
    sealed = models.BinaryField()  # register number, given name, family name
    met_at = models.DateTimeField()
    met_by = models.CharField(max_length=64)  # the reference of an actor
    confirmed_at = models.DateTimeField(null=True, blank=True)  # by a log-in, the last time

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "person"], name="resident_once_per_municipality"
            ),
        ]

    def __str__(self) -> str:
        return self.reference  # what reaches a log by accident is no name

    @property
    def reference(self) -> str:
        """How audit lines name her: `resident:` and her key in 26 letters and digits."""
        return reference_of(RESIDENT_PREFIX, self.id)


def resident_id_of(reference: str) -> UUID | None:
    """Return the key in a reference of `Resident.reference`; None where it holds none."""
    return key_in(reference, RESIDENT_PREFIX)


class Identity(models.Model):
    """With which log-in of which issuer a person comes; the same in every municipality.

    It attaches through a verified claim of the register number alone, never by e-mail.
    """

    issuer = models.CharField(max_length=200)
    subject_hash = models.BinaryField(max_length=HASH_BYTES)
    person = models.BinaryField(max_length=HASH_BYTES, db_index=True)
    attached_at = models.DateTimeField()
    verified_at = models.DateTimeField()  # the last time

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject_hash"], name="identity_is_of_one_person"
            ),
        ]

    def __str__(self) -> str:
        return f"identity of {self.issuer}"


class ResidentSession(TenantModel):
    """One log-in of a resident in one municipality; her browser holds the token, we its hash."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    mandate = models.ForeignKey(  # under which she now acts for another
        "Mandate", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    token_hash = models.BinaryField(max_length=HASH_BYTES, unique=True)
    started_at = models.DateTimeField()
    verified_at = models.DateTimeField()  # when she last showed who she is
    seen_at = models.DateTimeField()  # to the minute: it is not written for each page
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="resident_session_ends_after_it_starts",
                condition=Q(ends_at__gt=F("started_at")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["resident"],
                condition=Q(ended_at__isnull=True),
                name="resident_session_open",
            ),
            models.Index(fields=["municipality_nis", "ends_at"], name="resident_session_ended"),
        ]

    def __str__(self) -> str:
        return f"session {self.id}"


class Mandate(TenantModel):
    """One resident lets another act for her, from a moment until another or until revoked."""

    rights = ("SELECT", "INSERT", "UPDATE (until_at)", "DELETE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    giver = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    taker = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=60, default=EVERYTHING)  # or a family, such as `geboorte`
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    given_by = models.CharField(max_length=64)  # the reference of an actor

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["giver", "taker", "scope"],
                condition=Q(until_at__isnull=True),
                name="mandate_once_at_a_time",
            ),
            models.CheckConstraint(
                name="mandate_is_between_two_people", condition=~Q(giver=F("taker"))
            ),
            models.CheckConstraint(
                name="mandate_ends_after_it_begins",
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"mandate {self.id}"

    @staticmethod
    def held_at(moment: datetime) -> Q:
        """Return the condition of a mandate that holds at `moment`."""
        return Q(from_at__lte=moment) & (Q(until_at__isnull=True) | Q(until_at__gt=moment))
