"""Who works with municipalities: public, a contact only as she agreed (ADR 0030)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.ground.tenancy.models import MunicipalityField


class PartnerKind(models.TextChoices):
    """What a partner is: the four that make a city together."""

    GOVERNMENT = "government", "government"
    CITIZENS = "citizens", "citizens"
    COMPANY = "company", "company"
    ACADEMIC = "academic", "academic"


class Partner(models.Model):
    """An organisation that works with municipalities, kept by one of them."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner_nis = MunicipalityField()
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=PartnerKind)
    name = models.CharField(max_length=150)
    summary = models.JSONField()  # a text per language
    body = models.JSONField()  # Markdown, likewise
    website = models.URLField(max_length=200, blank=True)
    contact_name = models.CharField(max_length=100, blank=True)
    contact_email = models.EmailField(max_length=200, blank=True)
    agreed_on = models.DateField(null=True, blank=True)  # when the contact agreed to be named
    is_shown = models.BooleanField(default=True)
    changes = models.PositiveIntegerField(default=1)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="partner_kind_is_known", condition=Q(kind__in=PartnerKind.values)
            ),
            models.CheckConstraint(
                name="partner_names_a_contact_who_agreed",
                condition=Q(contact_name="", contact_email="") | Q(agreed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.slug
