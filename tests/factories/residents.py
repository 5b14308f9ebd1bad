"""Residents for tests. Nobody has these numbers; the names are fictitious."""

from datetime import datetime
from typing import Final

from tests.factories.acting import CLERK, NOON, WINGENE

from klik.domains.people import operations
from klik.domains.people.models import Resident
from klik.domains.people.ports import VerifiedPerson
from klik.ground.clock import moment_now
from klik.ground.tenancy import Actor, ActorKind, acting_for

ISSUER: Final = "https://inloggen.example"
LIES, JAN, ALDA = "85041795161", "92083095239", "44022800197"
BIS_OF_LIES: Final = "85441795546"
LOG_IN: Final = Actor(ActorKind.SYSTEM, "log-in")


def verified(
    number: str = LIES, *, subject: str = "lies", moment: datetime = NOON, **names: str
) -> VerifiedPerson:
    """Return who a provider says has logged in."""
    return VerifiedPerson(
        issuer=ISSUER,
        subject=subject,
        register_number=number,
        given_name=names.get("given_name", "Lies"),
        family_name=names.get("family_name", "Voorbeeld"),
        verified_at=moment,
    )


def logged_in(
    number: str = LIES, *, nis: str = WINGENE, subject: str = "lies", moment: datetime = NOON
) -> operations.Started:
    """Log somebody in, in a transaction of its own."""
    with acting_for([nis], LOG_IN):
        return operations.log_in(
            nis, verified(number, subject=subject, moment=moment), moment=moment
        )


def resident_cookies(number: str, *, subject: str) -> list[tuple[str, str]]:
    """Return the cookie of a resident of Wingene who logged in just now."""
    token = logged_in(number, subject=subject, moment=moment_now()).token
    return [(f"klik-{WINGENE}", token)]


def met(number: str = JAN, *, nis: str = WINGENE, given_name: str = "Jan") -> Resident:
    """Let a clerk meet somebody, inside the transaction of the test."""
    return operations.meet_resident(
        nis,
        register_number=number,
        given_name=given_name,
        family_name="Voorbeeld",
        moment=NOON,
    )


def met_by_clerk(number: str = JAN, *, nis: str = WINGENE, given_name: str = "Jan") -> Resident:
    """Do the same in a transaction of its own."""
    with acting_for([nis], CLERK):
        return met(number, nis=nis, given_name=given_name)
