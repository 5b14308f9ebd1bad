"""Deliveries of register data: read within bounds, checked row by row, counted.

`read_delivery` is the way in; `synthetic` makes fictitious deliveries.
"""

from klik.ground.deliveries.limits import LIMITS, Limits
from klik.ground.deliveries.outcomes import Accepted, Cell, Delivery, Question, Rejected
from klik.ground.deliveries.reading import DeliveryReading, read_delivery
from klik.ground.deliveries.refused import DeliveryRefused
from klik.ground.deliveries.reporting import neutralise, write_reject_report

__all__ = [
    "LIMITS",
    "Accepted",
    "Cell",
    "Delivery",
    "DeliveryReading",
    "DeliveryRefused",
    "Limits",
    "Question",
    "Rejected",
    "neutralise",
    "read_delivery",
    "write_reject_report",
]
