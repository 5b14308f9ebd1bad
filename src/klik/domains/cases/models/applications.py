"""Tables of applications: what somebody asked, page by page, and what was asked back."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.domains.cases.models.decisions import HASH_BYTES, REFERENCE_LENGTH
from klik.ground.tenancy.models import TenantModel

ACTOR_LENGTH = 64
DIGEST_LENGTH = 64
NAME_LENGTH = 120


class ApplicationState(models.TextChoices):
    """How far an application is."""

    DRAFT = "draft", "nog niet ingediend"
    COSIGN = "cosign", "wacht op een tweede handtekening"
    SUBMITTED = "submitted", "ingediend"
    WAITING = "waiting", "wacht op de aanvrager"
    DECIDED = "decided", "beslist"
    WITHDRAWN = "withdrawn", "ingetrokken"
    EXPIRED = "expired", "vervallen"


RUNNING = (
    ApplicationState.DRAFT,
    ApplicationState.COSIGN,
    ApplicationState.SUBMITTED,
    ApplicationState.WAITING,
)
BEFORE_SUBMISSION = (ApplicationState.DRAFT, ApplicationState.EXPIRED)


class Channel(models.TextChoices):
    """How an application came in."""

    PORTAL = "portal", "online"
    COUNTER = "counter", "aan het loket"
    PHONE = "phone", "aan de telefoon"
    PAPER = "paper", "op papier"


class Ruled(models.TextChoices):
    """What a person ruled about an application; the machine rules without one."""

    GRANT = "grant", "toekennen"
    REFUSE = "refuse", "weigeren"


class Application(TenantModel):
    """What one person asks under one adoption. Who she is, is encrypted or hashed."""

    rights = ("SELECT", "INSERT", "UPDATE", "DELETE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=REFERENCE_LENGTH, unique=True)
    adoption_id = models.UUIDField(db_index=True)
    package = models.CharField(max_length=60)
    family = models.CharField(max_length=60)
    release_digest = models.CharField(max_length=80)
    person = models.BinaryField(max_length=HASH_BYTES)
    sealed_applicant = models.BinaryField(null=True, blank=True)  # empty once it was erased
    opened_by = models.CharField(max_length=ACTOR_LENGTH)
    channel = models.CharField(max_length=10, choices=Channel)
    language = models.CharField(max_length=2)
    state = models.CharField(
        max_length=10, choices=ApplicationState, default=ApplicationState.DRAFT
    )
    started_at = models.DateTimeField()
    expires_on = models.DateField()  # of a draft: its last day
    received_on = models.DateField(null=True, blank=True)  # of one on paper, by its postmark
    submitted_at = models.DateTimeField(null=True, blank=True)
    complete_at = models.DateTimeField(null=True, blank=True)
    decide_by = models.DateField(null=True, blank=True)
    stopped_on = models.DateField(null=True, blank=True)  # since when the clock stands still
    keys = models.JSONField(default=list)  # of the subject: keyed hashes, hexadecimal
    ruled = models.CharField(max_length=6, choices=Ruled, blank=True)
    ruled_by = models.CharField(max_length=ACTOR_LENGTH, blank=True)
    ruled_at = models.DateTimeField(null=True, blank=True)
    sealed_ruling = models.BinaryField(null=True, blank=True)  # what the person adds
    decision = models.CharField(max_length=REFERENCE_LENGTH, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "person", "package"],
                condition=Q(state=ApplicationState.DRAFT),
                name="application_one_draft_per_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ApplicationState.values), name="application_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=BEFORE_SUBMISSION, submitted_at__isnull=True)
                | ~Q(state__in=BEFORE_SUBMISSION),
                name="application_draft_is_not_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.SUBMITTED) | Q(submitted_at__isnull=False),
                name="application_submitted_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.WAITING, stopped_on__isnull=False)
                | (~Q(state=ApplicationState.WAITING) & Q(stopped_on__isnull=True)),
                name="application_clock_stops_iff_waiting",
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.DECIDED) & ~Q(decision="")
                | (~Q(state=ApplicationState.DECIDED) & Q(decision="")),
                name="application_has_a_decision_iff_decided",
            ),
            models.CheckConstraint(
                condition=Q(ruled="", ruled_by="", ruled_at__isnull=True)
                | (Q(ruled__in=Ruled.values, ruled_at__isnull=False) & ~Q(ruled_by="")),
                name="application_ruled_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality_nis", "person"], name="application_of_person"),
            models.Index(
                fields=["expires_on"],
                condition=Q(state=ApplicationState.DRAFT),
                name="application_drafts",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_running(self) -> bool:
        """Whether something can still become of it."""
        return self.state in RUNNING


class ApplicationPage(TenantModel):
    """The answers of one page, encrypted; each time they are saved the version goes up."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="pages")
    page = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=ACTOR_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "page"], name="application_page_is_one"),
        ]

    def __str__(self) -> str:
        return f"page {self.page} of {self.application_id}"


class ApplicationFile(TenantModel):
    """A file that goes with a question; its content lies in the file store, by its digest."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="files")
    question = models.CharField(max_length=120)
    digest = models.CharField(max_length=DIGEST_LENGTH)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=40)
    sealed_name = models.BinaryField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=ACTOR_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "question", "digest"], name="application_file_once"
            ),
        ]

    def __str__(self) -> str:
        return f"file of {self.question} in {self.application_id}"


class ApplicationQuestion(TenantModel):
    """Something that a clerk asks more: a document or a fact. The words are encrypted."""

    rights = ("SELECT", "INSERT", "UPDATE", "DELETE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    fact = models.CharField(max_length=120, blank=True)  # empty where the words say it all
    sealed_words = models.BinaryField()
    sealed_answer = models.BinaryField(null=True, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=ACTOR_LENGTH)
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=ACTOR_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="application_question_has_its_number"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answered_at__isnull=True),
                name="application_question_one_open",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="application_question_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.number} of {self.application_id}"


class OwnerAnswer(models.TextChoices):
    """What the owner of a source says of a fact that would not be right."""

    CORRECTED = "corrected", "verbeterd"
    CONFIRMED = "confirmed", "klopt"
    NONE_YET = "none-yet", "nog geen antwoord"


class Dispute(TenantModel):
    """A known fact of which somebody says that it is not right. The case waits until it is settled.

    What she says of it is encrypted. The owner of its source is told once, without who she is.
    """

    rights = ("SELECT", "INSERT", "UPDATE", "DELETE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="disputes")
    fact = models.CharField(max_length=120)
    source = models.CharField(max_length=120)
    sealed_words = models.BinaryField()
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=ACTOR_LENGTH)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=ACTOR_LENGTH, blank=True)
    told_to = models.EmailField(blank=True, default="")  # the desk of the source's owner
    told_at = models.DateTimeField(null=True, blank=True)
    owner_answer = models.CharField(max_length=9, choices=OwnerAnswer, blank=True, default="")
    owner_answered_at = models.DateTimeField(null=True, blank=True)
    owner_answered_by = models.CharField(max_length=ACTOR_LENGTH, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "fact"],
                condition=Q(settled_at__isnull=True),
                name="dispute_one_open_per_fact",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by="")
                | (Q(settled_at__isnull=False) & ~Q(settled_by="")),
                name="dispute_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True, told_to="")
                | (Q(told_at__isnull=False) & ~Q(told_to="")),
                name="dispute_told_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(owner_answer="", owner_answered_at__isnull=True, owner_answered_by="")
                | (
                    Q(owner_answer__in=OwnerAnswer.values, owner_answered_at__isnull=False)
                    & ~Q(owner_answered_by="")
                ),
                name="dispute_owner_answer_noted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"dispute of {self.fact} in {self.application_id}"
