"""Tables of what is asked, and what can be answered."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from klik.domains.polls.models.gatherings import Gathering, Participant
from klik.ground.counting.choices import Kind, Method, TieBreak

LONGEST_TEXT = 300


class QuestionState(models.TextChoices):
    """How far a question is; it only goes on, never back."""

    DRAFT = "draft", "draft"
    OPEN = "open", "open"
    CLOSED = "closed", "closed"
    REVEALED = "revealed", "revealed"
    FROZEN = "frozen", "frozen"


class Question(models.Model):
    """What a gathering is asked, how it is counted, and how far it is.

    Method and tie-break are fixed once it opens. Its winner becomes the topic of `topic_kind` and
    `topic_reference`, where these are given.
    """

    rights = ("SELECT", "INSERT", "UPDATE", "DELETE")  # a draft may go

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    text_nl = models.CharField(max_length=LONGEST_TEXT)
    text_en = models.CharField(max_length=LONGEST_TEXT, blank=True)
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Kind])
    method = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Method])
    tie_break = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in TieBreak]
    )
    at_most = models.PositiveSmallIntegerField(default=0)  # options, or dots
    least = models.SmallIntegerField(default=0)  # of a scale
    most = models.SmallIntegerField(default=0)
    least_nl = models.CharField(max_length=60, blank=True)  # what the ends of a scale mean
    least_en = models.CharField(max_length=60, blank=True)
    most_nl = models.CharField(max_length=60, blank=True)
    most_en = models.CharField(max_length=60, blank=True)
    is_hidden = models.BooleanField(default=True)  # results, until revealed
    takes_ideas = models.BooleanField(default=False)
    topic_kind = models.CharField(max_length=40, blank=True)
    topic_reference = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=QuestionState, default=QuestionState.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "key"], name="question_has_its_own_key"
            ),
            models.CheckConstraint(
                name="question_words_are_known",
                condition=Q(
                    kind__in=[one.value for one in Kind],
                    method__in=[one.value for one in Method],
                    tie_break__in=[one.value for one in TieBreak],
                ),
            ),
            models.CheckConstraint(
                name="question_moments_follow_its_state",
                condition=Q(
                    state=QuestionState.DRAFT, opened_at__isnull=True, closed_at__isnull=True,
                    revealed_at__isnull=True,
                )
                | Q(
                    state=QuestionState.OPEN, opened_at__isnull=False, closed_at__isnull=True,
                    revealed_at__isnull=True,
                )
                | Q(
                    state=QuestionState.CLOSED, opened_at__isnull=False, closed_at__isnull=False,
                    revealed_at__isnull=True,
                )
                | Q(
                    state__in=[QuestionState.REVEALED, QuestionState.FROZEN],
                    opened_at__isnull=False, closed_at__isnull=False, revealed_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="question_topic_is_whole_or_none",
                condition=Q(topic_kind="", topic_reference="")
                | (~Q(topic_kind="") & ~Q(topic_reference="")),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["gathering", "number"], name="question_in_order"),
            models.Index(fields=["topic_kind", "topic_reference"], name="question_by_topic"),
        ]

    def __str__(self) -> str:
        return f"question {self.number} ({self.kind}, {self.state})"


class OptionState(models.TextChoices):
    """Whether an option stands in the list; what staff wrote does from the first."""

    PROPOSED = "proposed", "proposed"
    ACCEPTED = "accepted", "accepted"
    REJECTED = "rejected", "rejected"
    MERGED = "merged", "merged"


class Option(models.Model):
    """One answer: written by staff, or an idea of a participant.

    A merged one keeps its ballots; counting reads them as of `merged_into`, each voter once.
    """

    rights = ("SELECT", "INSERT", "UPDATE", "DELETE")  # those of a draft may go

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    text_nl = models.CharField(max_length=LONGEST_TEXT)
    text_en = models.CharField(max_length=LONGEST_TEXT, blank=True)
    state = models.CharField(max_length=10, choices=OptionState)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    proposed_by = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="option_has_one_number"),
            models.UniqueConstraint(
                fields=["question", "proposed_by", "text_nl"],
                condition=Q(proposed_by__isnull=False),
                name="option_proposed_once_by_each",
            ),
            models.CheckConstraint(
                name="option_merged_into_iff_merged",
                condition=Q(state=OptionState.MERGED, merged_into__isnull=False)
                | Q(
                    state__in=[
                        OptionState.PROPOSED, OptionState.ACCEPTED, OptionState.REJECTED
                    ],
                    merged_into__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="option_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"option {self.number} of {self.question_id}"
