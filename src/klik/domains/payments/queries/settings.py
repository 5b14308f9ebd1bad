"""What a municipality chose for its payments."""

from __future__ import annotations

from klik.domains.payments.models import PaymentSettings


def settings_of(municipality_nis: str) -> PaymentSettings:
    """Return the settings of a municipality acted for.

    Where it chose none, they are not saved, and every batch needs a second person.
    """
    found = PaymentSettings.objects.filter(municipality_nis=municipality_nis).first()
    return found or PaymentSettings(municipality_nis=municipality_nis)
