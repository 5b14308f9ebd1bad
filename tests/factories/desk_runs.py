"""A desk with its staff, over one town with children; nobody is real."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.test import Client
from tests.factories.acting import OPERATOR, WINGENE
from tests.factories.grants import Town, births, town_in
from tests.factories.log_in import log_in
from tests.factories.people import PASSWORD, SECRET, make_account
from tests.factories.registers import child

from klik.domains.grants import queries
from klik.domains.grants.models import Run
from klik.domains.municipalities.operations import load_municipalities
from klik.domains.people import queries as people
from klik.domains.people.models import Account
from klik.ground.clock import moment_now, today
from klik.ground.tenancy import Actor, Role, acting_for

PREFIX = "/wingene/desk/"


@dataclass(frozen=True, slots=True)
class Desk:
    """A town and who works there, each in a browser of her own."""

    town: Town
    accounts: dict[str, Account]

    @property
    def clerk(self) -> Client:
        return self.browser("clerk")

    @property
    def approver(self) -> Client:
        return self.browser("approver")

    def browser(self, name: str) -> Client:
        """Return a browser in which one of the staff logged in."""
        return log_in(self.accounts[name])

    def acting(self, name: str) -> Actor:
        """Return one of the staff as who acts, with her roles."""
        with acting_for([self.town.nis], OPERATOR):
            return people.actor_of(self.accounts[name], self.town.nis, moment=moment_now())

    def at(self, path: str) -> str:
        """Return an address of this desk."""
        return PREFIX + path

    def planned(self, browser: Client | None = None) -> Run:
        """Plan through the page; return the run."""
        address = self.at(f"runs/plannen/{self.town.adoption_id}/")
        answer = (browser or self.clerk).post(address)
        assert answer.status_code == 303, answer.content
        return self.run(run_in(answer))

    def approved(self, run: Run) -> Run:
        """Approve through the page."""
        answer = self.approver.post(self.at(f"runs/{run.pk}/goedkeuren/"), approval())
        assert answer.status_code == 303, answer.content
        return self.run(run.pk)

    def run(self, run_id: UUID) -> Run:
        """Return a run as it stands."""
        with acting_for([self.town.nis], OPERATOR):
            return queries.run_of(run_id)


def desk_in(folder: Path, *, others: bool = True) -> Desk:
    """Make the town, deliver to it, and let its staff have two factors each."""
    town = town_in(folder)
    with acting_for([WINGENE], OPERATOR):
        load_municipalities()
    town.deliver(*mixed())
    named: dict[str, set[Role]] = {"clerk": {Role.CLERK}, "approver": {Role.APPROVER}}
    if others:
        named |= {role.value: {role} for role in Role if role.value not in named}
        named["both"] = {Role.CLERK, Role.APPROVER}
    return Desk(town, {name: _account(name, roles) for name, roles in named.items()})


def mixed() -> tuple[dict[str, str], ...]:
    """Return two children granted, one without account, one of elsewhere, one with a gap."""
    return (
        *births(2),
        child(2, iban=""),
        child(3, register="wachtregister"),
        child(4, beneficiary1_insz="", iban=""),
    )


def approval(**changed: str) -> dict[str, Any]:
    """Return what an approver fills in: today."""
    day = today()
    return {
        "organ": "college van burgemeester en schepenen",
        "decided_on_0": str(day.day),
        "decided_on_1": str(day.month),
        "decided_on_2": str(day.year),
        "reference": "CBS/2026/11-001",
        **changed,
    }


def said(answer: Any) -> str:
    """Return what a page says, in one line and without the places where words break."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return " ".join(text.replace("\N{SOFT HYPHEN}", "").split())


def run_in(answer: Any) -> UUID:
    """Return the run that an answer leads to."""
    return UUID(answer.headers["Location"].rstrip("/").rpartition("/")[2])


def _account(name: str, roles: set[Role]) -> Account:
    return make_account(
        f"{name}@voorbeeld.be", password=PASSWORD, totp_secret=SECRET, roles={WINGENE: roles}
    )
