"""The states of what one does with or for another: a second signature, and a mandate."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from tests.faces.portal.routing import Named
from tests.faces.portal.states_apply import filled, one
from tests.faces.portal.stating import State, hers, number_of
from tests.factories.acting import CLERK, WINGENE
from tests.factories.applications import pool_in, resident
from tests.factories.own_cases import person
from tests.factories.residents import ALDA, LIES, met_by_clerk

from klik.domains.cases.models import Application, CoSignature
from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.domains.people import operations as people
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

SIGNER = {"name": "Jan Voorbeeld", "number": "92083095239"}
WHY = {"act": "decline", "words": "Ik betaalde de helft."}
ASKED = number_of(399)
_places = count(400)


def _signature(applicant: str, signer: str) -> CoSignature:
    application = filled(applicant)
    with acting_for([WINGENE], resident(applicant)):
        named = applications.Applicant(signer, "Jan Voorbeeld")
        return applying.ask_to_cosign(application, named, moment=moment_now())


def _declined(number: str) -> Application:
    signer = number_of(next(_places))
    signature = _signature(number, signer)
    with acting_for([WINGENE], resident(signer)):
        applying.decline(signature, words=WHY["words"], moment=moment_now())
    return pool_in().now(signature.application)


def _waiting(number: str) -> Application:
    return pool_in().now(_signature(number, number_of(next(_places))).application)


def _over(applicant: str, signer: str) -> CoSignature:
    signature = _signature(applicant, signer)
    application = pool_in().now(signature.application)
    with acting_for([WINGENE], resident(applicant)):
        applying.withdraw_application(application, moment=moment_now())
    return signature


def signing(
    name: str, state: str, make: Callable[[str, str], CoSignature] = _signature, **more: Any
) -> State:
    """Return a state of a signature that is asked of a resident of its own."""
    applicant, signer = number_of(next(_places)), number_of(next(_places))

    def made() -> Named:
        return {"signature": make(applicant, signer).pk}

    return hers(name, state, made, who=signer, **more)


def _to_sign() -> Named:
    _signature(number_of(next(_places)), ASKED)
    return {}


def _mandate() -> Named:
    """Let LIES act for ALDA, whose address is protected."""
    lies, alda = met_by_clerk(LIES, given_name="Lies"), met_by_clerk(ALDA, given_name="Alda")
    with acting_for([WINGENE], CLERK):
        people.protect_address(WINGENE, person(ALDA), because="authority", moment=moment_now())
        given = people.give_mandate(alda.pk, lies.pk, moment=moment_now())
    return {"mandate": given.pk}


def _of_alda() -> Named:
    """Return the reference of what ALDA applies for."""
    with acting_for([WINGENE], CLERK):
        found = Application.objects.filter(person=person(ALDA)).first()
    return {"reference": (found or filled(ALDA)).reference}


STATES = (
    one("apply-cosign", "", filled),
    one("apply-cosign", "refused", filled, {"name": "", "number": "12"}, 422),
    one("apply-cosign", "done", filled, SIGNER),
    one("apply-review", "declined", _declined),
    one("apply-receipt", "cosign", _waiting),
    signing("cosign", "asked"),
    signing("cosign", "refused", sent={"act": "decline", "words": ""}, status=422),
    signing("cosign", "signed", sent={"act": "sign"}),
    signing("cosign", "declined", sent=WHY),
    signing("cosigned", "waiting"),
    signing("cosigned", "over", _over),
    hers("home", "to-sign", _to_sign, who=ASKED),
    hers("act-for", "protected", _mandate, sent={}),
    hers("apply-overview", "for-another", _of_alda),
    hers("apply-page", "for-another", lambda: {**_of_alda(), "page": "kind"}),
    hers("apply-address", "for-another", _of_alda),
    hers("apply-review", "for-another", _of_alda),
    hers("for-whom", "running"),
)
