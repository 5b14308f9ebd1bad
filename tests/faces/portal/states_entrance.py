"""The states of what everybody opens first: the first pages, log-in, mandates, what went wrong."""

from __future__ import annotations

from dataclasses import dataclass

from tests.faces.portal.routing import Named
from tests.faces.portal.stating import State, hers, number_of
from tests.factories.acting import CLERK, OPERATOR, WINGENE
from tests.factories.applications import pool_in
from tests.factories.appointments import keep_contact
from tests.factories.catalogue import adopt, make_catalogue
from tests.factories.keys import make_keys
from tests.factories.messages import ScriptedEbox, send_to_ebox
from tests.factories.residents import ALDA, JAN, LIES, met_by_clerk, verified

from klik.domains.messages import ports as messages
from klik.domains.municipalities.operations import load_municipalities
from klik.domains.people import operations, ports
from klik.domains.people.models import EVERYTHING
from klik.domains.people.ports import LogInAnswer, LogInAsked, VerifiedPerson
from klik.faces.ui import houses
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

ANNA, BERT = number_of(101), number_of(102)
MESEN = "33016"


@dataclass(frozen=True, slots=True)
class Provider:
    """Sends everybody back at once: logged in, or with nothing."""

    logs_in: bool

    def begin(self, asked: LogInAsked) -> str:
        """Return our own address, with a code where she logged in."""
        code = "&code=of-a-test" if self.logs_in else ""
        return f"{asked.back}?state={asked.state}{code}"

    def verified(self, answer: LogInAnswer) -> VerifiedPerson:
        """Say that it is JAN."""
        return verified(JAN, subject="jan", moment=answer.moment, given_name="Jan")

    def ending(self, *, back: str, state: str) -> str:  # noqa: ARG002 -- the port's signature
        """Have no log-in of its own to end."""
        return ""


def _provider(*, logs_in: bool) -> Named:
    ports.identity_provider.connect(Provider(logs_in))
    return {}


def _town() -> Named:
    """Adopt two regulations, one of them granted of itself, and say where the town hall is."""
    make_catalogue()
    adopt()
    pool_in()
    keep_contact()
    houses.forget()
    return {}


def _adopted() -> Named:
    return {"adoption": pool_in().adoption_id}


def _service(package: str) -> Named:
    _town()
    return {"package": package}


def _french() -> Named:
    make_keys(MESEN)
    with acting_for([MESEN], OPERATOR):
        load_municipalities()
    houses.forget()
    return {}


def _ebox() -> Named:
    messages.ebox.connect(ScriptedEbox())
    send_to_ebox("decision", "question")
    return {}


def _mandate(giver: str = ALDA, taker: str = LIES, scope: str = EVERYTHING) -> Named:
    given, taken = met_by_clerk(giver, given_name="Alda"), met_by_clerk(taker, given_name="Lies")
    with acting_for([WINGENE], CLERK):
        mandate = operations.give_mandate(given.pk, taken.pk, scope=scope, moment=moment_now())
    return {"mandate": mandate.pk}


def _mandates() -> Named:
    _mandate()
    _mandate(LIES, JAN)
    return {}


MAIL = {"channel": "email", "email": "lies@voorbeeld.be", "on_paper": "decision"}
STATES = (
    State("start", "none", place=""),
    State("home", "none"),
    hers("home", "resident-none"),
    State("services", "none"),
    State("regulations", "none"),
    State("accessibility", "none"),
    hers("my-log-in", "none"),
    hers("for-whom", "none"),
    hers("channels", "none"),
    State("start", make=_town, place=""),
    State("start", "found", asked={"q": "wing"}, place=""),
    State("start", "nothing-found", asked={"q": "atlantis"}, place=""),
    State("home", "visitor", make=_town),
    hers("home", "resident"),
    State("services", make=_town),
    State("services", "found", asked={"q": "zwemen"}),
    State("services", "nothing-found", asked={"q": "raket"}),
    State("services", "moment", asked={"moment": "geboorte"}),
    State("service", "of-itself", lambda: _service("geboortepremie")),
    State("service", "on-request", lambda: _service("zwemlessen")),
    State("regulations", make=_town),
    State("accessibility", make=_town),
    State("french", make=_french, town="mesen"),
    State("offline"),
    State("log-in"),
    State("log-in", "again", asked={"opnieuw": "1"}),
    State("log-in", "ended", asked={"geeindigd": "1"}),
    State("log-in-begin", "silent", status=503),
    State("log-in-begin", "refused", lambda: _provider(logs_in=False), status=400),
    State("log-in-back", "lost", place="", status=400),
    State("logged-out"),
    State("log-out-back", asked={"state": "wingene"}, place=""),
    State("log-in-begin", "done", lambda: _provider(logs_in=True), asked={"next": "/wingene/"}),
    hers("logged-out", "elsewhere"),
    hers("log-out", "done", who=ANNA, sent={}),
    hers("my-log-in", make=_mandates),
    hers("revoke-mandate", "done", _mandate, sent={}),
    hers("for-whom", make=_mandates),
    hers("act-for", "done", _mandate, sent={}),
    hers("home", "for-another"),
    hers("act-for-myself", "done", sent={}),
    hers("channels", "ebox", make=_ebox),
    hers("channels", "refused", sent={"channel": "email"}, status=422),
    hers("channels", "done", sent=MAIL),
    hers("act-for", "in-part", lambda: _mandate(ALDA, BERT, scope="geboorte"), who=BERT, sent={}),
    hers("apply-start", "not-in-mandate", _adopted, who=BERT, sent={}, status=403),
    hers("log-out-everywhere", "done", sent={}),
)
