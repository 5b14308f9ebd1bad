"""Tables of staff: an address to log in with, a name to show, and roles."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID, uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from klik.domains.people.models.references import key_in, reference_of
from klik.ground.tenancy import Role
from klik.ground.tenancy.models import TenantModel

REFERENCE_PREFIX = "staff:"


class AccountManager(models.Manager["Account"]):
    """Finds accounts by the address with which they log in, in capitals or not."""

    def get_by_natural_key(self, email: str | None) -> Account:
        """Return the account of an address; Django's log-in asks this."""
        return self.get(email=(email or "").lower())


class Account(AbstractBaseUser):
    """Somebody who works at the desk of one or more municipalities; one per installation.

    It holds no more than log-in needs. What she may do stands in `RoleHeld`.
    """

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    is_fictitious = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    objects = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_email_in_small_letters", condition=Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="account_has_email_and_name", condition=~Q(email="") & ~Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return self.reference  # what reaches a log by accident is no name

    @property
    def reference(self) -> str:
        """How audit lines name her: `staff:` and her key in 26 letters and digits."""
        return reference_of(REFERENCE_PREFIX, self.id)


def account_id_of(reference: str) -> UUID | None:
    """Return the key in a reference of `Account.reference`; None where it holds none."""
    return key_in(reference, REFERENCE_PREFIX)


class RoleHeld(TenantModel):
    """One role of one account in one municipality, from a moment until another or for good."""

    rights = ("SELECT", "INSERT", "UPDATE (until_at)")

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "account", "role"],
                condition=Q(until_at__isnull=True),
                name="role_held_once_at_a_time",
            ),
            models.CheckConstraint(
                name="role_held_ends_after_it_begins",
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
            ),
            models.CheckConstraint(
                name="role_held_is_known",
                condition=Q(role__in=[role.value for role in Role]),
            ),
        ]
        indexes = [models.Index(fields=["account", "municipality_nis"], name="role_held_of")]

    def __str__(self) -> str:
        return f"{self.role} in {self.municipality_nis}"

    @staticmethod
    def held_at(moment: datetime) -> Q:
        """Return the condition of a role that is held at `moment`."""
        return Q(from_at__lte=moment) & (Q(until_at__isnull=True) | Q(until_at__gt=moment))


class Remembered(models.Model):
    """What log-in must know across processes for a while: attempts, and codes that were used.

    The key is a digest, so that neither an address nor a network stands here.
    """

    key = models.CharField(max_length=64, primary_key=True)
    value = models.JSONField()
    until_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key[:8]

    @staticmethod
    def ended(moment: datetime) -> models.QuerySet[Remembered]:
        """Return what need not be remembered any more."""
        return Remembered.objects.filter(until_at__lte=moment)
