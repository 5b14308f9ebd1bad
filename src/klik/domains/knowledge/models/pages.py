"""Tables of what is known: typed pages with every version of them. All are public: ADR 0030."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from klik.domains.knowledge.models.events import ACTOR_LENGTH
from klik.ground.tenancy.models import MunicipalityField

REFERENCE_LENGTH = 100


class PageKind(models.TextChoices):
    """What a page is."""

    PRACTICE = "practice", "practice"  # how a municipality did it
    BUILDING_BLOCK = "building-block", "building block"
    PRINCIPLE = "principle", "principle"
    HOW_TO = "how-to", "how-to"
    DECISION = "decision", "decision"
    LESSON = "lesson", "lesson"


class RelationKind(models.TextChoices):
    """What a page is related to."""

    PACKAGE = "package", "package"  # the id of a package
    ADOPTION = "adoption", "adoption"  # a NIS code, a slash and the id of a package
    PAGE = "page", "page"  # the key of another page


class KnowledgePage(models.Model):
    """A page of the hub. What everybody reads of it is the version that was published."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_nis = MunicipalityField()
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=14, choices=PageKind)
    latest = models.PositiveIntegerField()  # the number of the version that was written last
    asked = models.PositiveIntegerField(null=True, blank=True)  # the one to be reviewed
    public = models.PositiveIntegerField(null=True, blank=True)  # the one that everybody reads
    review_on = models.DateField()  # by then somebody reads it again
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="knowledge_page_kind_is_known", condition=Q(kind__in=PageKind.values)
            ),
            models.CheckConstraint(
                name="knowledge_page_reads_a_version_that_is_there",
                condition=Q(public__isnull=True) | Q(public__lte=F("latest")),
            ),
            models.CheckConstraint(
                name="knowledge_page_is_reviewed_as_it_is",
                condition=Q(asked__isnull=True) | Q(asked=F("latest")),
            ),
        ]
        indexes = [models.Index(fields=["owner_nis", "review_on"], name="knowledge_page_to_review")]

    def __str__(self) -> str:
        return self.slug


class PageVersion(models.Model):
    """One version of a page; what it says never changes."""

    rights = ("SELECT", "INSERT", "UPDATE")

    page = models.ForeignKey(KnowledgePage, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.JSONField()  # a text per language
    summary = models.JSONField()  # likewise
    body = models.JSONField()  # Markdown, likewise
    relations = models.JSONField()  # a list of [kind, reference]
    tables = models.JSONField()  # saved queries, as queries.pages_tables reads them
    comment = models.CharField(max_length=200, blank=True)  # what changed
    restores = models.PositiveIntegerField(null=True, blank=True)  # the number it was before
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=ACTOR_LENGTH)  # the reference of an actor
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=ACTOR_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="page_version_has_its_number"),
            models.CheckConstraint(
                name="page_version_is_reviewed_by_another",
                condition=Q(reviewed_by="", reviewed_at__isnull=True)
                | (Q(reviewed_at__isnull=False) & ~Q(reviewed_by=F("written_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.page_id}"


class PageRelation(models.Model):
    """What the public version of a page is related to, to be asked from the other side."""

    page = models.ForeignKey(KnowledgePage, on_delete=models.CASCADE, related_name="related")
    kind = models.CharField(max_length=8, choices=RelationKind)
    reference = models.CharField(max_length=REFERENCE_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "kind", "reference"], name="page_relation_once")
        ]
        indexes = [models.Index(fields=["kind", "reference"], name="page_relation_from_there")]

    def __str__(self) -> str:
        return f"{self.page_id} to {self.kind} {self.reference}"
