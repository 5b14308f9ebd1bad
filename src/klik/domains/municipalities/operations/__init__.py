"""Writes of municipalities. Each runs in the transaction of `acting_for`."""

from klik.domains.municipalities.operations.contact import (
    ContactNotYours,
    ContactRefused,
    set_contact,
)
from klik.domains.municipalities.operations.settings import (
    HouseStyleNotYours,
    Loaded,
    load_municipalities,
    set_house_style,
)

__all__ = [
    "ContactNotYours",
    "ContactRefused",
    "HouseStyleNotYours",
    "Loaded",
    "load_municipalities",
    "set_contact",
    "set_house_style",
]
