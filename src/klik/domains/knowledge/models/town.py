"""Tables of what a town tells everybody. None of it is about a person."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from klik.ground.tenancy.models import TenantModel


class PageState(models.TextChoices):
    """Who sees a page."""

    DRAFT = "draft", "draft"  # staff
    PUBLISHED = "published", "published"  # everybody
    DOWN = "down", "taken down"  # staff, again


class Page(TenantModel):
    """Something with a title and a text, in more than one language."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    title = models.JSONField()  # a text per language
    text = models.JSONField()  # Markdown, likewise
    state = models.CharField(max_length=9, choices=PageState, default=PageState.DRAFT)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=64)  # the reference of an actor

    class Meta(TenantModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}: {self.state}"


class News(Page):
    """Something new, from a day until another or for good."""

    published_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta(Page.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("published_on")),
                name="news_ends_after_it_begins",
            ),
        ]


class Event(Page):
    """Something that takes place."""

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=150)

    class Meta(Page.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_it_begins"
            ),
        ]


class Vacancy(Page):
    """A job for which one can apply until a day."""

    deadline_on = models.DateField()


class WasteZone(TenantModel):
    """Where waste is fetched on the same days."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=60)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality_nis", "name"], name="waste_zone_name"),
        ]

    def __str__(self) -> str:
        return self.name


class WasteStreet(TenantModel):
    """A street, and in which zone it lies."""

    zone = models.ForeignKey(WasteZone, on_delete=models.CASCADE, related_name="streets")
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality_nis", "name"], name="waste_street_name"),
        ]

    def __str__(self) -> str:
        return self.name


class WasteKind(models.TextChoices):
    """What is fetched, by the word that the file of a waste company uses."""

    REST = "restafval", "residual waste"
    ORGANIC = "gft", "vegetable, fruit and garden waste"
    PACKAGING = "pmd", "plastic, metal and drink cartons"
    PAPER = "papier", "paper and cardboard"
    GLASS = "glas", "glass"
    PRUNINGS = "snoeihout", "prunings"
    BULKY = "grofvuil", "bulky waste"
    TEXTILE = "textiel", "textile"


class WasteRound(TenantModel):
    """What is fetched in a zone on a day."""

    zone = models.ForeignKey(WasteZone, on_delete=models.CASCADE, related_name="rounds")
    kind = models.CharField(max_length=12, choices=WasteKind)
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "kind", "day"], name="waste_round_once"),
            models.CheckConstraint(
                condition=Q(kind__in=WasteKind.values), name="waste_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.day}"
