"""Tables of what came of a topic that a room chose."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from klik.domains.polls.models.questions import Question

LONGEST_OWNER = 150
LONGEST_OUTCOME = 2000


class TopicOutcome(models.Model):
    """Who takes a chosen topic further, a body and no person, and what came of it so far."""

    rights = ("SELECT", "INSERT", "UPDATE")

    question = models.OneToOneField(
        Question, on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    owner = models.CharField(max_length=LONGEST_OWNER)
    outcome_nl = models.CharField(max_length=LONGEST_OUTCOME, blank=True)  # not yet: empty
    outcome_en = models.CharField(max_length=LONGEST_OUTCOME, blank=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="outcome_has_an_owner", condition=~Q(owner="")),
        ]

    def __str__(self) -> str:
        return f"outcome of {self.question_id}"
