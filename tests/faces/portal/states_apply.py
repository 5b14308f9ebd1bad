"""The states of applying: every kind of question, what is wrong with it, looking over, handing in.

Each state has a resident of its own, for one has one application of a kind at a time.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings
from tests.faces.portal.routing import Named
from tests.faces.portal.stating import State, hers, number_of
from tests.factories.account_changes import paid_before
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.applications import (
    LESSONS,
    PAGES,
    PDF,
    Pool,
    herself,
    pool_in,
    resident,
    silence_source,
)
from tests.factories.doubts import NUMBER as DOUBTS
from tests.factories.doubts import doubt_in

from klik.domains.cases.models import Application, Channel
from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.ground.clock import moment_now
from klik.ground.tenancy import Actor, acting_for

HOME = ("Kerkstraat 1", "8750 Wingene")
TOO_FEW = {"lessen": {**LESSONS, "lessons-0-count": "2"}}
MORE_PAPER = {"tarief": {"reduced.tariff": "true"}, "tariefbewijs": {"reduced.proof-none": "on"}}
ADDRESS = {
    "address-street": "Kerkstraat 1", "address-postcode": "8750", "address-town": "Wingene",
}  # fmt: skip
NO_PDF = {"lesson.proof": {"name": "bewijs.exe", "content": "MZ"}}
PROOF = {"file": sha256(PDF).hexdigest(), "question": "lesson.proof"}
Changes = Mapping[str, Mapping[str, str]]
AS_IT_IS: Changes = MappingProxyType({})
_places = count(200)


def begun(
    number: str, *, pool: Pool | None = None, actor: Actor | None = None, **more: Any
) -> Application:
    """Return a draft of a resident."""
    found = pool or pool_in()
    with acting_for([WINGENE], actor or resident(number)):
        return applying.start(
            WINGENE,
            found.adoption_id,
            applicant=applications.Applicant(number, "Lies Voorbeeld"),
            moment=moment_now(),
            **{"channel": Channel.PORTAL, "language": "nl", **more},
        )


def filled(number: str, *, but: Changes = AS_IT_IS, with_address: bool = True) -> Application:
    """Return a draft in which everything is answered."""
    application = begun(number)
    pool_in().fill(application, but=but)
    if with_address:
        with acting_for([WINGENE], herself(application)):
            applying.save_address(application, HOME, moment=moment_now())
    return application


def handed_in(number: str, *, but: Changes = AS_IT_IS) -> Application:
    """Return an application that was handed in."""
    application = filled(number, but=but)
    pool_in().submit(application, moment=moment_now())
    return pool_in().now(application)


def asked(number: str) -> Application:
    """Return an application of which a clerk asks more."""
    application = handed_in(number, but=MORE_PAPER)
    with acting_for([WINGENE], CLERK):
        applying.ask_for_more(application, words="Bezorg ons het attest.", moment=moment_now())
    return application


def _adopted() -> Named:
    return {"adoption": pool_in().adoption_id}


def _named(make: Callable[[str], Application], number: str, **parts: str) -> Named:
    return {"reference": make(number).reference, **parts}


def _halfway(number: str) -> Application:
    application = begun(number)
    for page in ("kind", "lessen", "betaald"):
        pool_in().save(application, page)
    return application


def _with_proof(number: str) -> Application:
    application = _halfway(number)
    pool_in().add_proof(application)
    return application


def _of_tariff(number: str) -> Application:
    application = begun(number)
    pool_in().save(application, "tarief", {"reduced.tariff": "true"})
    return application


def _silent(number: str) -> Application:
    application = begun(number)
    silence_source(application)
    return application


def _noted(number: str) -> Application:
    application = begun(number)
    with acting_for([WINGENE], CLERK):
        applying.note_facts(application, {"lesson.paid": "30"}, moment=moment_now())
    return application


def _disputed(number: str) -> Application:
    application = _noted(number)
    with acting_for([WINGENE], herself(application)):
        applying.this_is_not_right(
            application, "lesson.paid", words="Het was 80.", moment=moment_now()
        )
    return application


def _doubted(answer: str = "") -> Named:
    """Return an application of which an owner heard that a fact is not right, and answered."""
    folder = Path(tempfile.mkdtemp(dir=settings.KLIK_HOME))
    doubt = doubt_in(folder, is_handed_in=bool(answer))
    with acting_for([WINGENE], CLERK):
        applying.tell_owner(doubt.dispute.pk, moment=NOON)
        if answer:
            applying.note_owner_answer(doubt.dispute.pk, answer, moment=NOON)
    return {"reference": doubt.application.reference}


def _new_account(number: str) -> Application:
    paid_before(number, first=next(_places))
    return filled(number)


def _at_counter(number: str) -> Application:
    application = begun(number, actor=CLERK, channel=Channel.COUNTER)
    pool_in().fill(application)
    pool_in().submit(application)
    return application


def _withdrawn(number: str) -> Application:
    application = handed_in(number)
    with acting_for([WINGENE], herself(application)):
        return applying.withdraw_application(application, moment=moment_now())


def _went_on(number: str) -> Application:
    application = _silent(number)
    with acting_for([WINGENE], herself(application)):
        applying.go_on_without_source(application, moment=moment_now())
    pool_in().fill(application)
    pool_in().submit(application)
    return application


def one(
    name: str, state: str, make: Callable[[str], Application], /, sent: Any = None,
    status: int = 200, **parts: str,
) -> State:  # fmt: skip
    """Return a state of an application of a resident of its own."""
    number = number_of(next(_places))
    return hers(
        name, state, partial(_named, make, number, **parts), who=number, sent=sent, status=status
    )


page = partial(one, "apply-page")
STATES = (
    State("apply", make=_adopted),
    hers("apply-start", "done", _adopted, who=number_of(next(_places)), sent={}),
    one("apply-overview", "begun", begun),
    one("apply-overview", "halfway", _halfway),
    one("apply-overview", "complete", filled),
    one("apply-overview", "disputed", _disputed),
    hers("apply-overview", "owner-told", _doubted, who=DOUBTS),
    hers("apply-receipt", "owner-silent", partial(_doubted, "none-yet"), who=DOUBTS),
    hers("apply-receipt", "owner-confirmed", partial(_doubted, "confirmed"), who=DOUBTS),
    *(page(word, begun, page=word) for word in (*PAGES, "bewijs")),
    page("tariefbewijs", _of_tariff, page="tariefbewijs"),
    *(
        page(f"{word}-refused", begun, {"version": "0"}, 422, page=word)
        for word in (*PAGES, "bewijs")
    ),
    page("wrong-file", begun, {"version": "0", **NO_PDF}, 422, page="bewijs"),
    page("wrong-number", begun, {"version": "0", "club.number": "12"}, 422, page="club"),
    page("wrong-account", begun, {"version": "0", "account.stated": "BE1"}, 422, page="rekening"),
    page("stale", _halfway, {"version": "0", "lesson.paid": "90"}, 422, page="betaald"),
    page("rows", begun, {**LESSONS, "version": "0", "erbij": "lessons"}, page="lessen"),
    page("with-file", _with_proof, page="bewijs"),
    page("done", begun, {**PAGES["betaald"], "version": "0"}, page="betaald"),
    one("apply-remove-file", "done", _with_proof, PROOF, page="bewijs"),
    one("apply-address", "", begun),
    one("apply-address", "refused", begun, {}, 422),
    one("apply-address", "done", partial(filled, with_address=False), ADDRESS),
    one("apply-not-right", "", _noted, fact="lesson.paid"),
    one("apply-not-right", "refused", _noted, {"words": ""}, 422, fact="lesson.paid"),
    one("apply-not-right", "done", _noted, {"words": "Het was 80."}, fact="lesson.paid"),
    one("apply-source", "", _silent),
    one("apply-source", "again", _silent, {"act": "again"}),
    one("apply-source", "done", _silent, {"act": "go-on"}),
    one("apply-review", "", filled),
    one("apply-review", "new-account", _new_account),
    one("apply-review", "done", filled, {}),
    one("apply-receipt", "submitted", handed_in),
    one("apply-receipt", "counter", _at_counter),
    one("apply-receipt", "without-source", _went_on),
    one("apply-receipt", "withdrawn", _withdrawn),
    one("apply-answer", "", asked),
    one("apply-answer", "refused", asked, {"words": ""}, 422),
    one("apply-answer", "done", asked, {"words": "Het attest is onderweg."}),
    one("apply-withdraw", "", handed_in),
    one("apply-withdraw", "done", handed_in, {}),
)
