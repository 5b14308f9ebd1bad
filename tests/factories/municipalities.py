"""Rows of the domain of municipalities, made without its operations."""

from tests.factories.acting import NOON, OPERATOR

from klik.domains.municipalities.models import HouseStyle
from klik.ground.tenancy import acting_for


def make_house_styles(*municipalities: str) -> None:
    """Give each municipality a house style, in a transaction of its own."""
    for nis in municipalities:
        with acting_for([nis], OPERATOR):
            house_style(nis).save()


def house_style(municipality_nis: str) -> HouseStyle:
    """Return a house style that is not saved."""
    return HouseStyle(municipality_nis=municipality_nis, house_colour="#2e7d4f", set_at=NOON)
