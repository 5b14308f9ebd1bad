"""Tables of questions to the panel, which the room votes up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from klik.domains.polls.models.gatherings import Gathering, Participant
from klik.domains.polls.models.questions import LONGEST_TEXT


class PanelState(models.TextChoices):
    """What became of a question to the panel; the room sees it once accepted."""

    PROPOSED = "proposed", "proposed"
    ACCEPTED = "accepted", "accepted"
    REJECTED = "rejected", "rejected"
    ANSWERED = "answered", "answered"


class PanelQuestion(models.Model):
    """What somebody in the room would ask the panel."""

    rights = ("SELECT", "INSERT", "UPDATE")

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=LONGEST_TEXT)
    state = models.CharField(max_length=10, choices=PanelState, default=PanelState.PROPOSED)
    asked_by = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "asked_by", "text"], name="panel_question_asked_once_by_each"
            ),
            models.CheckConstraint(
                name="panel_question_state_is_known", condition=Q(state__in=PanelState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"panel question {self.pk}"


class Upvote(models.Model):
    """One participant wants this question asked; taking it back removes the row."""

    rights = ("SELECT", "INSERT", "DELETE")

    panel_question = models.ForeignKey(
        PanelQuestion, on_delete=models.CASCADE, related_name="upvotes"
    )
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["panel_question", "participant"], name="upvote_once_per_participant"
            ),
        ]

    def __str__(self) -> str:
        return f"upvote {self.pk}"
