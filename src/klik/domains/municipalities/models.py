"""Tables of municipalities. The list itself is public; what a municipality chooses is its own."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from klik.ground.tenancy.models import TenantModel


class Municipality(models.Model):
    """A municipality of today, by its NIS code."""

    nis = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=60, unique=True)
    province = models.CharField(max_length=20)
    postcodes = models.JSONField()  # a list of texts; a postcode may lie in two municipalities

    def __str__(self) -> str:
        return self.name


class OldMunicipality(models.Model):
    """A municipality that merged into another; Antwerpen kept its code, so it is here as well."""

    old_nis = models.CharField(max_length=5, primary_key=True)
    old_name = models.CharField(max_length=60)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="old_municipalities"
    )

    def __str__(self) -> str:
        return self.old_name


class HostName(models.Model):
    """A name of its own under which a municipality is served, such as `mijn.wingene.be`."""

    rights = ("SELECT", "INSERT", "DELETE")

    name = models.CharField(max_length=253, primary_key=True)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="host_names"
    )
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="host_name_in_small_letters", condition=models.Q(name=Lower("name"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BodyKind(models.TextChoices):
    """The two legal persons over one territory."""

    MUNICIPALITY = "municipality", "Gemeente"
    OCMW = "ocmw", "OCMW"


class Body(TenantModel):
    """A legal person that grants, pays and signs: a municipality or its OCMW."""

    rights = ("SELECT", "INSERT", "UPDATE")

    kind = models.CharField(max_length=12, choices=BodyKind)
    name = models.CharField(max_length=80)
    enterprise_number = models.CharField(max_length=10, blank=True)  # empty until somebody knows it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "kind"], name="body_of_one_kind_per_municipality"
            ),
            models.UniqueConstraint(
                fields=["enterprise_number"],
                condition=~models.Q(enterprise_number=""),
                name="body_has_its_own_enterprise_number",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=BodyKind.values), name="body_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HouseStyle(TenantModel):
    """How a municipality looks: its colour and an accent, from which every other follows."""

    rights = ("SELECT", "INSERT", "UPDATE")

    house_colour = models.CharField(max_length=7)
    accent_colour = models.CharField(max_length=7, blank=True)  # empty: the platform's own
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis"], name="house_style_one_per_municipality"
            ),
        ]

    def __str__(self) -> str:
        return f"house style of {self.municipality_nis}"


class Contact(TenantModel):
    """Where and when a municipality can be reached; one per municipality."""

    rights = ("SELECT", "INSERT", "UPDATE")

    place = models.CharField(max_length=80)  # the name of the building
    address_lines = models.JSONField()  # a list of texts: street and number, postcode and town
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    website = models.CharField(max_length=100, blank=True)  # without https://
    hours = models.JSONField()  # seven lists of spans, from Monday
    exceptions = models.JSONField()  # a list of days: first_on, last_on, spans, why
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis"], name="contact_one_per_municipality"
            ),
        ]

    def __str__(self) -> str:
        return f"contact of {self.municipality_nis}"
