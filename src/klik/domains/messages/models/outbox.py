"""Tables of messages. Whom they are for and what they say is encrypted."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.ground.tenancy.models import TenantModel

PERSON_BYTES = 32


class Channel(models.TextChoices):
    """By which way a message goes."""

    EBOX = "ebox", "eBox"  # the federal letterbox; she consents, and revokes, there
    EMAIL = "email", "e-mail"
    PAPER = "paper", "paper"


class Kind(models.TextChoices):
    """What a message is about: for each kind a person may choose paper."""

    DECISION = "decision", "decision"
    QUESTION = "question", "question"
    REMINDER = "reminder", "reminder"
    NEWS = "news", "news"


class MessageState(models.TextChoices):
    """How far a message is."""

    WAITING = "waiting", "waiting"
    SENDING = "sending", "sending"  # a worker holds it, until its lease ends
    SENT = "sent", "sent"  # a mail server or the registry of eBox has it
    PRINTED = "printed", "printed"  # it stands in a batch that was written
    FAILED = "failed", "failed"  # no channel is left: a task says so


class BatchState(models.TextChoices):
    """How far a print batch is."""

    DRAWN = "drawn", "drawn"  # its letters are chosen
    WRITTEN = "written", "written"  # its files are stored
    POSTED = "posted", "posted"  # a person brought it to the post
    VOID = "void", "void"  # none of its letters could be printed


class Preference(TenantModel):
    """The channel that a person chose; without a row it is paper. Nobody chooses eBox here."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.BinaryField(max_length=PERSON_BYTES)  # her keyed hash
    channel = models.CharField(max_length=5, choices=Channel)
    address = models.BinaryField(null=True, blank=True)  # of her e-mail, encrypted
    paper_kinds = models.JSONField(default=list)  # which go on paper although e-mail was chosen
    without_ebox = models.BooleanField(default=False)  # although she consented there
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=64)  # the reference of an actor

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "person"], name="preference_one_per_person"
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.EMAIL, address__isnull=False)
                | Q(channel=Channel.PAPER, address__isnull=True),
                name="preference_has_an_address_iff_email",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} of a person in {self.municipality_nis}"


class FormerChannel(TenantModel):
    """A channel that held before a person chose another: kept for a month.

    Whoever takes over somebody's log-in changes where her messages go before anything else. What
    she must hear of at all events goes by this channel too.
    """

    rights = ("SELECT", "INSERT", "UPDATE (address)", "DELETE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.BinaryField(max_length=PERSON_BYTES)  # her keyed hash
    channel = models.CharField(max_length=5, choices=Channel)
    address = models.BinaryField(null=True, blank=True)  # of her e-mail, encrypted
    until = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["municipality_nis", "person"], name="former_channel_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel=Channel.EMAIL, address__isnull=False)
                | Q(channel=Channel.PAPER, address__isnull=True),
                name="former_channel_has_an_address_iff_email",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} of a person in {self.municipality_nis}, until then"


class PrintBatch(TenantModel):
    """Letters that are printed together."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=30, unique=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=7, choices=BatchState, default=BatchState.DRAWN)
    drawn_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    letters = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)  # of the PDF
    list_digest = models.CharField(max_length=64, blank=True)  # of its list of contents

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "year", "number"], name="print_batch_has_its_number"
            ),
            models.CheckConstraint(
                name="print_batch_has_files_iff_written",
                condition=Q(
                    state__in=[BatchState.DRAWN, BatchState.VOID], written_at__isnull=True,
                    digest="", list_digest="", letters=0, pages=0,
                )
                | (
                    Q(
                        state__in=[BatchState.WRITTEN, BatchState.POSTED],
                        written_at__isnull=False, letters__gt=0, pages__gt=0,
                    )
                    & ~Q(digest="") & ~Q(list_digest="")
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=BatchState.POSTED, posted_at__isnull=False)
                | (~Q(state=BatchState.POSTED) & Q(posted_at__isnull=True)),
                name="print_batch_posted_at_iff_posted",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference


class OutboxMessage(TenantModel):
    """One message to one person: one row per key, whatever happens to it on its way."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(max_length=100)
    message_id = models.CharField(max_length=200, unique=True)  # of the e-mail, from the key
    person = models.BinaryField(max_length=PERSON_BYTES, null=True, blank=True)
    sealed = models.BinaryField()  # recipient, address, subject and text
    document_keys = models.JSONField()  # a list of texts, in the order of reading
    language = models.CharField(max_length=2)
    channel = models.CharField(max_length=5, choices=Channel)
    state = models.CharField(max_length=7, choices=MessageState, default=MessageState.WAITING)
    queued_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=40, blank=True)  # of the last attempt, as a code
    sent_at = models.DateTimeField(null=True, blank=True)
    fell_back_at = models.DateTimeField(null=True, blank=True)  # from e-mail to paper
    left_ebox_at = models.DateTimeField(null=True, blank=True)  # for e-mail or paper
    published_as = models.CharField(max_length=100, blank=True)  # the registry's own reference
    batch = models.ForeignKey(
        PrintBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="messages"
    )
    place = models.PositiveIntegerField(null=True, blank=True)  # in its batch, from 1
    printed_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # each has a task of its own

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality_nis", "key"], name="message_one_per_key"),
            models.UniqueConstraint(fields=["batch", "place"], name="message_has_its_own_place"),
            models.CheckConstraint(
                name="message_state_fits_its_channel",
                condition=Q(state__in=[MessageState.WAITING, MessageState.FAILED])
                | Q(
                    channel__in=[Channel.EBOX, Channel.EMAIL],
                    state__in=[MessageState.SENDING, MessageState.SENT],
                )
                | Q(channel=Channel.PAPER, state=MessageState.PRINTED),
            ),
            models.CheckConstraint(
                name="message_is_leased_iff_sending",
                condition=Q(
                    state=MessageState.SENDING, lease__isnull=False, lease_until__isnull=False
                )
                | (
                    ~Q(state=MessageState.SENDING) & Q(lease__isnull=True, lease_until__isnull=True)
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.SENT) | Q(sent_at__isnull=False),
                name="message_sent_at_when_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.PRINTED)
                | Q(printed_at__isnull=False, batch__isnull=False),
                name="message_printed_at_when_printed",
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.FAILED, failed_at__isnull=False)
                | (~Q(state=MessageState.FAILED) & Q(failed_at__isnull=True)),
                name="message_failed_at_iff_failed",
            ),
            models.CheckConstraint(
                condition=Q(batch__isnull=True, place__isnull=True)
                | Q(batch__isnull=False, place__isnull=False, channel=Channel.PAPER),
                name="message_has_a_place_iff_in_a_batch",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality_nis", "next_attempt_at"],
                condition=Q(
                    channel=Channel.EMAIL,
                    state__in=[MessageState.WAITING, MessageState.SENDING],
                ),
                name="message_mail_waiting",
            ),
            models.Index(
                fields=["municipality_nis", "next_attempt_at"],
                condition=Q(
                    channel=Channel.EBOX,
                    state__in=[MessageState.WAITING, MessageState.SENDING],
                ),
                name="message_ebox_waiting",
            ),
            models.Index(
                fields=["municipality_nis", "queued_at"],
                condition=Q(channel=Channel.PAPER, state=MessageState.WAITING, batch__isnull=True),
                name="message_paper_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} by {self.channel}: {self.state}"
