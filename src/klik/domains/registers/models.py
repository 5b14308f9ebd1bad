"""Tables of registers. What names a person is encrypted or hashed; the rest is for the rules."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from klik.ground.tenancy.models import TenantModel

DIGEST_LENGTH = 64
HASH_BYTES = 32


class Agreement(TenantModel):
    """Under which a register delivers: what, why, from when until when. It never changes.

    Only whom one writes to when something is not right may change: desks of an owner do.
    """

    rights = ("SELECT", "INSERT", "UPDATE (deliveries, corrections_email)")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    adoption_id = models.UUIDField()
    package_family = models.CharField(max_length=60)
    provider = models.CharField(max_length=300)
    title = models.JSONField()  # per language
    purpose = models.JSONField()  # per language
    record = models.CharField(max_length=40)
    columns = models.JSONField()  # a list of names
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    keep_days = models.PositiveIntegerField()
    corrections_email = models.EmailField(blank=True, default="")  # a desk's: of nobody
    digest = models.CharField(max_length=DIGEST_LENGTH)  # of the section in the adoption
    deliveries = models.PositiveIntegerField(default=0)  # its row is the lock of what is delivered
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "adoption_id"], name="agreement_one_per_adoption"
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True)
                | models.Q(until_on__gte=models.F("from_on")),
                name="agreement_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.id} on {self.record}"


class Channel(models.TextChoices):
    """How a delivery came in."""

    COMMAND = "command", "Opdracht"
    DESK = "desk", "Loket"
    FOLDER = "folder", "Map"


class DeliveryState(models.TextChoices):
    """How far a delivery is."""

    RECEIVED = "received", "Ontvangen"
    CHECKING = "checking", "Wordt nagekeken"
    CHECKED = "checked", "Nagekeken"
    REFUSED = "refused", "Geweigerd"


class Delivery(TenantModel):
    """One delivered file, and how many of its rows were accepted and rejected."""

    rights = ("SELECT", "INSERT", "UPDATE")
    was_known: bool = False  # set by `receive` on what it returns: the same bytes came before

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()  # the order in which deliveries of an agreement came
    sha256 = models.CharField(max_length=DIGEST_LENGTH)
    size = models.PositiveBigIntegerField()
    filename = models.CharField(max_length=120)
    channel = models.CharField(max_length=10, choices=Channel)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.RECEIVED)
    delivered = models.PositiveIntegerField(default=0)  # rows so far; of the file once checked
    accepted = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)  # accepted with a question
    refusal = models.JSONField(null=True, blank=True)  # code; reason and remedy per language
    checked_at = models.DateTimeField(null=True, blank=True)
    report_closed_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField()
    expired_at = models.DateTimeField(null=True, blank=True)
    # Up to which line it is kept whom a row names beside its subject; empty once that is so of all.
    parties_named_to = models.PositiveIntegerField(null=True, blank=True, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "sha256"], name="delivery_of_the_same_bytes_is_one"
            ),
            models.UniqueConstraint(
                fields=["agreement", "number"], name="delivery_has_its_own_number"
            ),
            models.CheckConstraint(
                condition=models.Q(delivered=models.F("accepted") + models.F("rejected")),
                name="delivery_accepted_plus_rejected_is_delivered",
            ),
            models.CheckConstraint(
                condition=models.Q(asked__lte=models.F("accepted")),
                name="delivery_asked_is_accepted",
            ),
            models.CheckConstraint(
                condition=models.Q(state=DeliveryState.CHECKED, checked_at__isnull=False)
                | (~models.Q(state=DeliveryState.CHECKED) & models.Q(checked_at__isnull=True)),
                name="delivery_checked_at_iff_checked",
            ),
            models.CheckConstraint(
                condition=models.Q(state=DeliveryState.REFUSED, refusal__isnull=False, delivered=0)
                | (~models.Q(state=DeliveryState.REFUSED) & models.Q(refusal__isnull=True)),
                name="delivery_refused_says_why_and_keeps_no_row",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DeliveryState.values), name="delivery_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.id}"

    @property
    def is_unchecked(self) -> bool:
        """Whether its rows are still to be checked, all or some."""
        waits = self.state in {DeliveryState.RECEIVED, DeliveryState.CHECKING}
        return waits and self.expired_at is None


class DeliveredRow(TenantModel):
    """One accepted row: who it is about, encrypted. Its rule columns stand in the snapshot."""

    rights = ("SELECT", "INSERT", "UPDATE (sealed)", "DELETE")  # under a new key, the same

    token = models.UUIDField(unique=True, default=uuid4, editable=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT)
    line = models.PositiveIntegerField()
    event = models.CharField(max_length=12)
    delivered_nis = models.CharField(max_length=5)  # perhaps of before a merger
    content = models.BinaryField(max_length=HASH_BYTES)  # keyed hash of all it says but its run
    questions = models.JSONField()  # a list of [code, column]
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "line"], name="delivered_row_has_its_line"),
        ]

    def __str__(self) -> str:
        return f"row {self.token}"


class RowKey(TenantModel):
    """A key of the subject of a row, as a keyed hash: equal keys, equal subject."""

    rights = ("SELECT", "INSERT", "DELETE")

    row = models.ForeignKey(DeliveredRow, on_delete=models.PROTECT, related_name="keys")
    place = models.PositiveSmallIntegerField()  # of its column among the keys of the record
    key = models.BinaryField(max_length=HASH_BYTES)
    is_temporary = models.BooleanField()  # a bis number, which a register number replaces

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row", "place"], name="row_key_of_one_column"),
        ]
        indexes = [models.Index(fields=["municipality_nis", "key"], name="row_key_by_key")]

    def __str__(self) -> str:
        return f"key {self.place} of row {self.row_id}"


class RowParty(TenantModel):
    """Somebody whom a row names beside its subject, such as a parent: a keyed hash of her number.

    She may see what her own row tells when she applies; nothing else is looked up by it.
    """

    rights = ("SELECT", "INSERT", "DELETE")

    row = models.ForeignKey(DeliveredRow, on_delete=models.PROTECT, related_name="parties")
    person = models.BinaryField(max_length=HASH_BYTES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row", "person"], name="row_party_once"),
        ]
        indexes = [models.Index(fields=["municipality_nis", "person"], name="row_party_by_person")]

    def __str__(self) -> str:
        return f"party to row {self.row_id}"


class RejectedRow(TenantModel):
    """One row that cannot be used, and why. Its value goes when the report is closed."""

    rights = ("SELECT", "INSERT", "UPDATE (masked)", "DELETE")

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT)
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)  # empty when the row as a whole offends
    code = models.CharField(max_length=40)
    masked = models.CharField(max_length=60, blank=True)
    reason = models.JSONField()  # per language
    remedy = models.JSONField()  # per language

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "line"], name="rejected_row_has_its_line"),
        ]

    def __str__(self) -> str:
        return f"line {self.line}: {self.code}"


class Snapshot(TenantModel):
    """The rule columns of the accepted rows of one delivery: a file of JSON lines."""

    rights = ("SELECT", "INSERT", "DELETE")

    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="snapshot")
    digest = models.CharField(max_length=DIGEST_LENGTH)
    size = models.PositiveBigIntegerField()
    rows = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"snapshot {self.digest}"


class FileToRemove(TenantModel):
    """A file that no row needs, or one of an upload that may not get as far as a row."""

    digest = models.CharField(max_length=DIGEST_LENGTH)
    after_at = models.DateTimeField()  # not before this moment

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "digest"], name="file_to_remove_once"
            ),
        ]

    def __str__(self) -> str:
        return f"remove {self.digest}"


class SubjectAlias(models.Model):
    """One person's old number is her new one. For the whole installation; it tells no municipality.

    Both are keyed hashes. Number changes are never taken back: who was one person stays one.
    """

    rights = ("SELECT", "INSERT")

    old = models.BinaryField(max_length=HASH_BYTES, unique=True)
    new = models.BinaryField(max_length=HASH_BYTES, db_index=True)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(old=models.F("new")), name="subject_alias_is_of_two_numbers"
            ),
        ]

    def __str__(self) -> str:
        return f"alias {self.pk}"
