"""Fills the installation of `clients.py`, and reads back what was saved; needs Django to be set up.

Nobody has these register numbers; the names are fictitious.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.factories.acting import CLERK, WINGENE
from tests.factories.many_cases import models_in
from tests.factories.own_cases import herself
from tests.factories.residents import logged_in

from klik.domains.cases.models import Application
from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

CASES, MESSAGES = 20, 200
_MODULUS = 97


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who is logged in and fills in an application.

    Attributes:
        cookie: Of her log-in.
        reference: Of her application.
    """

    cookie: str
    reference: str


def residents(folder: Path, count: int) -> list[Resident]:
    """Make residents with cases and messages, each logged in and with an application begun."""
    models = models_in(folder)
    found = []
    for turn in range(1, count + 1):
        number = _register_number(turn)
        models.give(number, cases=CASES, messages=MESSAGES)
        token = logged_in(number, subject=number, moment=moment_now()).token
        with acting_for([WINGENE], herself(number)):
            application = applying.start(
                WINGENE,
                models.application.adoption_id,
                applicant=applications.Applicant(number, "Voorbeeld Ouder"),
                channel=applications.Channel.PORTAL,
                language="nl",
                moment=moment_now(),
            )
        found.append(Resident(f"klik-{WINGENE}={token}", application.reference))
    return found


def saved(reference: str) -> dict[str, object]:
    """Return the answers of an application as the database has them."""
    with acting_for([WINGENE], CLERK):
        application = Application.objects.get(reference=reference)
        return dict(applications.evaluated(application, moment=moment_now()).answers)


def _register_number(turn: int) -> str:
    digits = f"850417{turn:03}"
    return f"{digits}{_MODULUS - int(digits) % _MODULUS:02}"
