"""Writes of appointments. Each runs in the transaction of `acting_for`."""

from klik.domains.appointments.operations.booking import (
    COUNTER,
    AppointmentEnded,
    AppointmentsNotYours,
    Booked,
    Holder,
    ReasonMissing,
    SlotTaken,
    Wish,
    book,
    cancel,
    move,
)
from klik.domains.appointments.operations.keeping import (
    Hours,
    KindRefused,
    KindsNotYours,
    KindWish,
    erase,
    forget_past,
    set_kind,
    set_openings,
)
from klik.domains.appointments.operations.telling import (
    Due,
    municipalities_to_tell,
    note_told,
    untold,
)

__all__ = [
    "COUNTER",
    "AppointmentEnded",
    "AppointmentsNotYours",
    "Booked",
    "Due",
    "Holder",
    "Hours",
    "KindRefused",
    "KindWish",
    "KindsNotYours",
    "ReasonMissing",
    "SlotTaken",
    "Wish",
    "book",
    "cancel",
    "erase",
    "forget_past",
    "move",
    "municipalities_to_tell",
    "note_told",
    "set_kind",
    "set_openings",
    "untold",
]
