"""A town with a run of every kind, and members of staff who work there; nobody is real."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.test import Client
from tests.factories.acting import NOON, WINGENE
from tests.factories.grants import Town, births, town_in
from tests.factories.log_in import enter
from tests.factories.people import PASSWORD, SECRET, make_account

from klik.domains.people.models import Account
from klik.domains.tasks.models import Task
from klik.ground.deliveries.synthetic import Row
from klik.ground.tenancy import Role

DESK = "/wingene/desk"
LATER = NOON + timedelta(hours=1)


def staff(*roles: Role, nis: str = WINGENE, email: str = "an@voorbeeld.be") -> Account:
    """Add somebody with these roles."""
    return make_account(email, password=PASSWORD, totp_secret=SECRET, roles={nis: set(roles)})


def browser(*roles: Role, nis: str = WINGENE, email: str = "an@voorbeeld.be") -> Client:
    """Return a browser in which somebody with these roles is logged in."""
    return enter(staff(*roles, nis=nis, email=email))


def executed(folder: Path, rows: Iterable[Row] | None = None) -> Town:
    """Return a town that executed a run over these rows; over one child by default."""
    town = town_in(folder)
    town.deliver(*(births(1) if rows is None else rows))
    town.run_all()
    return town


def task_of(town: Town, reason: str) -> Task:
    """Return the one task of a reason."""
    (found,) = [one for one in town.effects().tasks if one.reason == reason]
    return found
