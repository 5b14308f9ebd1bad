"""Every route of applications at the desk: who opens it, how, and on what."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from django.conf import settings
from tests.faces.desk.routing import Named, Route
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.applications import PAGES, Pool, herself, pool_in, silence_source
from tests.factories.doubts import doubt_in

from klik.domains.cases.models import Application
from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.domains.tasks.models import Task
from klik.ground.tenancy import Role, acting_for

M = Role.REGULATION_MANAGER
C, A, O = Role.CLERK, Role.APPROVER, Role.AUDITOR  # noqa: E741 -- one letter each, for a table
READS, HANDLES, RULES = {C, A, O}, {C}, {C, A}
TOO_FEW = {"lessen": {**PAGES["lessen"], "lessons-0-count": "2"}}
WORDS = {"words": "Bezorg ons het attest.", "answer_by_0": "1", "answer_by_1": "12",
         "answer_by_2": "2099", "fact": ""}  # fmt: skip
SEEN_ON = {"fact-found_on_0": "2", "fact-found_on_1": "11", "fact-found_on_2": "2026",
           "fact-ground": "Gezien op het bewijs."}  # fmt: skip
PAID = {"fact-lesson--paid": "70"} | SEEN_ON
CONFIRMED = {"fact-answer": "confirmed"} | SEEN_ON
SETTLED = {"fact-outcome": "otherwise"} | PAID


def grantable() -> Named:
    return {"reference": pool_in().submitted().reference}


def refusable() -> Named:
    return {"reference": pool_in().submitted(but=TOO_FEW).reference}


def with_file() -> Named:
    pool = pool_in()
    application = pool.submitted()
    with acting_for([WINGENE], CLERK):
        file = applications.files_of(application)[0]
    return {"reference": application.reference, "file": file.pk}


def with_fact() -> Named:
    return {**grantable(), "fact": "lesson.paid"}


def silent() -> Named:
    application = pool_in().submitted()
    silence_source(application)
    return {"reference": application.reference}


def disputed() -> Named:
    application = disputed_in(pool_in())
    return {"reference": application.reference, "fact": "lesson.paid"}


def disputed_in(pool: Pool) -> Application:
    """Return an application whose noted fact the parent disputes."""
    application = pool.submitted()
    with acting_for([WINGENE], CLERK):
        applying.note_facts(application, {"lesson.paid": "30"}, moment=NOON)
    with acting_for([WINGENE], herself(application)):
        applying.this_is_not_right(application, "lesson.paid", words="Het was 80.", moment=NOON)
    return application


def owner(act: str = "") -> Named:
    """Return the task about the owner of a fact that the parent doubts; told, where `act` is."""
    doubt = doubt_in(Path(tempfile.mkdtemp(dir=settings.KLIK_HOME)), is_handed_in=True)
    with acting_for([WINGENE], CLERK):
        if act:
            applying.tell_owner(doubt.dispute.pk, moment=NOON)
        if act == "answered":
            applying.note_owner_answer(doubt.dispute.pk, "none-yet", moment=NOON)
        return {"task": str(Task.objects.get(key=f"dispute-source:{doubt.dispute.pk}").pk)}


def owner_unknown() -> Named:
    """Return the same where the agreement names no address."""
    folder = Path(tempfile.mkdtemp(dir=settings.KLIK_HOME))
    doubt = doubt_in(folder, contact="", is_handed_in=True)
    with acting_for([WINGENE], CLERK):
        return {"task": str(Task.objects.get(key=f"dispute-source:{doubt.dispute.pk}").pk)}


def doubted() -> Named:
    """Return an application of which the owner of a fact was told that it is not right."""
    doubt = doubt_in(Path(tempfile.mkdtemp(dir=settings.KLIK_HOME)), is_handed_in=True)
    with acting_for([WINGENE], CLERK):
        applying.tell_owner(doubt.dispute.pk, moment=NOON)
    return {"reference": doubt.application.reference}


def agreement() -> Named:
    doubt = doubt_in(Path(tempfile.mkdtemp(dir=settings.KLIK_HOME)), is_handed_in=True)
    return {"adoption": str(doubt.town.adoption_id)}


reading = partial(Route, roles=READS)
READ = (
    reading("applications"),
    reading("application", refusable),
    reading("application", refusable, sent={"purpose": "question"}),
    reading("application", doubted),
    reading("task", owner),
    reading("task", partial(owner, "told")),
    reading("task", partial(owner, "answered")),
    reading("task", owner_unknown),
    Route("agreement-contact", agreement, {M}),
    reading("application-file", with_file),
    reading("application-letter", grantable),
    Route("ask-applicant", refusable, HANDLES),
    Route("note-fact", with_fact, HANDLES),
    Route("settle-dispute", disputed, HANDLES),
    Route("grant-application", grantable, RULES),
    Route("refuse-application", refusable, RULES),
)
ACTS = (
    reading("application-letter", refusable, method="post", sent={"own_words": "Beste"}),
    Route("ask-applicant", refusable, HANDLES, "post", WORDS, 303),
    Route("note-fact", with_fact, HANDLES, "post", PAID, 303),
    reading("application", silent),
    Route("accept-proof", silent, HANDLES, "post", status=303),
    Route("settle-dispute", disputed, HANDLES, "post", SETTLED, 303),
    Route("note-owner-answer", owner, HANDLES, "post", CONFIRMED, 303),
    Route("agreement-contact", agreement, {M}, "post", {"email": "nieuw@voorbeeld.example"}, 303),
    Route("grant-application", grantable, RULES, "post", status=303),
    Route("refuse-application", refusable, RULES, "post", {"own_words": "", "zeker": "1"}, 303),
)
ROUTES = READ + ACTS
