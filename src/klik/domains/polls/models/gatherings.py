"""Tables of who is together, and where."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.ground.tenancy.models import MunicipalityField

CODE_SIGNS: Final = "34679CDFGHJKMNPQRTWXY"
"""Of a code to join: no sign that looks like another on a screen at the back of a hall, no vowel
that makes a word."""


class Gathering(models.Model):
    """People who are asked something together, such as those at one session of an event.

    What gathers them is of another domain: a kind and a reference, which a face resolves.
    """

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_nis = MunicipalityField()
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=100)
    code = models.CharField(max_length=8, unique=True)
    is_live = models.BooleanField(default=False)  # one may join, propose and ask
    began_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "reference"], name="gathering_is_of_one_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class Population(models.TextChoices):
    """Who answered; two that are never added up."""

    ROOM = "room", "those present"
    VISITOR = "visitor", "who answered later"


class Participant(models.Model):
    """One browser at one gathering, known by the hash of a random token; of nobody in particular.

    No name, no network address, and no moment finer than a day.
    """

    rights = ("SELECT", "INSERT", "UPDATE")

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="+")
    token_hash = models.BinaryField(max_length=32, null=True, blank=True)  # none: forgotten
    population = models.CharField(max_length=10, choices=Population)
    joined_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "token_hash"], name="participant_once_per_gathering"
            ),
            models.CheckConstraint(
                name="participant_population_is_known",
                condition=Q(population__in=Population.values),
            ),
        ]
        indexes = [models.Index(fields=["joined_on"], name="participant_by_day")]

    def __str__(self) -> str:
        return f"participant {self.pk}"
