"""Tables of ballots and of what was counted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from klik.domains.polls.models.gatherings import Participant, Population
from klik.domains.polls.models.questions import Question


class Ballot(models.Model):
    """What one participant chose: one row, which a change replaces. It says not when.

    Counted by GROUP BY on `choice`, which has one form for equal choices; there is no counter.
    """

    rights = ("SELECT", "INSERT", "UPDATE")

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    population = models.CharField(max_length=10, choices=Population)
    choice = models.TextField()  # see klik.ground.counting.choices

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "participant"], name="ballot_once_per_participant"
            ),
            models.CheckConstraint(
                name="ballot_population_is_known",
                condition=Q(population__in=Population.values),
            ),
            models.CheckConstraint(name="ballot_says_something", condition=~Q(choice="")),
        ]
        indexes = [
            models.Index(fields=["question", "population", "choice"], name="ballot_tally"),
        ]

    def __str__(self) -> str:
        return f"ballot {self.pk}"


class Peek(models.Model):
    """A participant saw the result before she answered: her answer is counted with nobody's."""

    rights = ("SELECT", "INSERT")

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "participant"], name="peek_once_per_participant"
            ),
        ]

    def __str__(self) -> str:
        return f"peek {self.pk}"


class TallySnapshot(models.Model):
    """What the room's ballots gave at one moment; a higher sequence was counted later."""

    rights = ("SELECT", "INSERT", "DELETE")  # the latest few stay

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField()
    ballots = models.PositiveIntegerField()
    figures = models.JSONField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "sequence"], name="snapshot_sequence_is_taken_once"
            ),
        ]

    def __str__(self) -> str:
        return f"snapshot {self.sequence} of {self.question_id}"


class FrozenResult(models.Model):
    """The room's result for good.

    `digest` is SHA-256 over `salt` and the room's choices in order: it proves that no ballot was
    changed, and without the salt nobody finds the few ballots that are not shown by trying.
    """

    rights = ("SELECT", "INSERT")

    question = models.OneToOneField(
        Question, on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    ballots = models.PositiveIntegerField()
    method = models.CharField(max_length=10)
    figures = models.JSONField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"result of {self.question_id}"
