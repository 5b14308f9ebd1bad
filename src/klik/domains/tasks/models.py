"""Tables of tasks: what waits for a person, and how it ended."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.ground.tenancy.models import TenantModel


class Reason(models.TextChoices):
    """Why a person is needed; `queries.words_of` says it in a sentence."""

    EVENT = "event", "correction or withdrawal"
    BEREAVEMENT = "bereavement", "bereavement"
    UNDECIDED = "undecided", "fact missing"
    ACCOUNT = "account", "account missing"
    HOLDER = "holder", "account in another name"
    PAYEE = "payee", "payee unknown"
    LETTER = "letter", "letter cannot be made"
    BANK = "bank", "bank cannot write it"
    BEFORE_PAYMENT = "before-payment", "check before payment"
    INVITE = "invite", "invite"
    BANK_REJECTED = "bank-rejected", "bank rejected"
    NOT_DELIVERED = "not-delivered", "message not delivered"
    CORRECTED_AFTER_PAYMENT = "corrected-after-payment", "corrected after payment"
    WITHDRAWN_AFTER_PAYMENT = "withdrawn-after-payment", "withdrawn after payment"
    APPLICATION = "application", "application to decide"
    DISPUTE = "dispute", "fact disputed"
    OBJECTION = "objection", "objection to a decision"
    WRITTEN = "written", "message to answer"
    ACCOUNT_CHANGE = "account-change", "account changed"
    SOURCE_DOWN = "source-down", "source does not answer"


class Priority(models.TextChoices):
    """What comes first on the worklist."""

    URGENT = "urgent", "urgent"
    NORMAL = "normal", "normal"


class State(models.TextChoices):
    """Whether somebody still has to do it."""

    OPEN = "open", "open"
    DONE = "done", "done"


class Outcome(models.TextChoices):
    """How a task ended."""

    HANDLED = "handled", "handled"
    NOT_NEEDED = "not-needed", "not needed"
    PASSED_ON = "passed-on", "passed on"


class Task(TenantModel):
    """One thing that waits for a person. `detail` names nobody; the note is encrypted."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(max_length=100)
    reason = models.CharField(max_length=30, choices=Reason)
    about_kind = models.CharField(max_length=40)
    about = models.CharField(max_length=100)
    detail = models.JSONField()
    priority = models.CharField(max_length=10, choices=Priority)
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    assigned_to = models.CharField(max_length=64, blank=True)  # the reference of an actor
    state = models.CharField(max_length=5, choices=State, default=State.OPEN)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    note = models.BinaryField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "key"], name="task_has_its_own_key"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=Reason.values), name="task_reason_is_known"
            ),
            models.CheckConstraint(
                condition=Q(priority__in=Priority.values), name="task_priority_is_known"
            ),
            models.CheckConstraint(
                name="task_finished_iff_done",
                condition=Q(
                    state=State.OPEN, finished_at__isnull=True, finished_by="", outcome="",
                    note__isnull=True,
                )
                | (
                    Q(state=State.DONE, finished_at__isnull=False, outcome__in=Outcome.values)
                    & ~Q(finished_by="")
                ),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["municipality_nis", "priority", "due_on"],
                condition=Q(state=State.OPEN),
                name="task_open",
            ),
            models.Index(fields=["municipality_nis", "about_kind", "about"], name="task_about"),
        ]

    def __str__(self) -> str:
        return f"{self.reason}: {self.about_kind} {self.about}"
