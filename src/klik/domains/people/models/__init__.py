"""Tables of people: staff with their roles, residents with their log-ins and mandates."""

from klik.domains.people.models.protection import Because, ProtectedAddress
from klik.domains.people.models.residents import (
    EVERYTHING,
    Identity,
    Mandate,
    Resident,
    ResidentSession,
    resident_id_of,
)
from klik.domains.people.models.staff import Account, Remembered, RoleHeld, account_id_of

__all__ = [
    "EVERYTHING",
    "Account",
    "Because",
    "Identity",
    "Mandate",
    "ProtectedAddress",
    "Remembered",
    "Resident",
    "ResidentSession",
    "RoleHeld",
    "account_id_of",
    "resident_id_of",
]
