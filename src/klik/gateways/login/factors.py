"""What stands behind `people.ports.second_factors`: the authenticators of django-allauth."""

from __future__ import annotations

from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db.models import QuerySet

from klik.gateways.login.secrets import decrypt, encrypt


class AuthenticatorFactors:
    """Second factors in the tables of django-allauth."""

    def held_by(self, accounts: list[UUID]) -> frozenset[UUID]:
        """Return those of `accounts` with codes or a passkey; recovery codes alone are neither."""
        found = _real().filter(user_id__in=accounts).values_list("user_id", flat=True)
        return frozenset(found)

    def set_code_secret(self, account: UUID, secret: str) -> None:
        """Let codes of `secret` be a second factor of an account, in place of an earlier one."""
        Authenticator.objects.update_or_create(
            user_id=account,
            type=Authenticator.Type.TOTP,
            defaults={"data": {"secret": encrypt(secret)}},
        )

    def current_code(self, account: UUID) -> str | None:
        """Return the code of this moment; None where the account uses no codes."""
        found = Authenticator.objects.filter(user_id=account, type=Authenticator.Type.TOTP).first()
        if found is None:
            return None
        counters = list(yield_hotp_counters_from_time())
        now = counters[len(counters) // 2]  # the tolerated ones lie around it
        return format_hotp_value(hotp_value(decrypt(found.data["secret"]), now))

    def forget(self, account: UUID) -> None:
        """Take every second factor and the recovery codes away."""
        Authenticator.objects.filter(user_id=account).delete()


def _real() -> QuerySet[Authenticator]:
    found: QuerySet[Authenticator] = Authenticator.objects.exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    return found
