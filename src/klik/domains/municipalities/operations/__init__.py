"""Writes of municipalities. Each runs in the transaction of `acting_for`."""

from klik.domains.municipalities.operations.contact import (
    ContactNotYours,
    ContactRefused,
    set_contact,
)
from klik.domains.municipalities.operations.settings import (
    HostNameTaken,
    HostNameWrong,
    HostNotYours,
    HouseStyleNotYours,
    Loaded,
    add_host_name,
    load_municipalities,
    remove_host_name,
    set_house_style,
)

__all__ = [
    "ContactNotYours",
    "ContactRefused",
    "HostNameTaken",
    "HostNameWrong",
    "HostNotYours",
    "HouseStyleNotYours",
    "Loaded",
    "add_host_name",
    "load_municipalities",
    "remove_host_name",
    "set_contact",
    "set_house_style",
]
