"""Into which account an application would be paid, and whether that is another than we know."""

from __future__ import annotations

from klik.domains.cases.queries.applications.evaluating import Evaluated
from klik.domains.payments import queries as payments
from klik.ground.keys.hashing import keyed_hash


def changes_account(found: Evaluated) -> bool:
    """Say whether she states another account than the one on which its payee was paid.

    Args:
        found: The application as it stands, before it is handed in.
    """
    values, told = found.decision.values, found.row.values.values()
    for benefit in found.adoption.package.content["benefits"]:
        payee = benefit.get("payee", {})
        iban = values[payee["account"]] if "account" in payee else None
        if not isinstance(iban, str) or iban in told:
            continue
        numbers = (values[name] for name in payee.get("to", ()))
        number = next((one for one in numbers if isinstance(one, str)), "")
        person = keyed_hash(f"insz:{number}") if number else bytes(found.application.person)
        if payments.is_change(found.application.municipality_nis, person, iban):
            return True
    return False
