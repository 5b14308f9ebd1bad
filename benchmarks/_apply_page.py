"""The server of `apply_page.py`: an installation with one long form, and a resident who fills in.

To be imported once Django is set up. The resident is fictitious.
"""

from __future__ import annotations

import io
import logging
import time
from pathlib import Path
from typing import Any

from django.test import Client
from form import KINDS, QUESTIONS, adoption_text

from klik.domains.cases.models import Application
from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.domains.catalogue import operations as catalogue
from klik.domains.people import operations as people
from klik.domains.people import queries as residents
from klik.domains.people.ports import VerifiedPerson
from klik.ground import files
from klik.ground.clock import HOME, moment_now
from klik.ground.granting.stated import Request
from klik.ground.granting.subjects_asked import subject_of_request
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, Role, acting_for
from klik.packages.adoption import Adoption
from klik.packages.form import Page, Widget, fields_of, form_of

NIS, SLUG, NUMBER, NAME = "37021", "wingene", "91030590405", "Voorbeeld Ouder"
ROUTE, OK, SEE_OTHER = "portal:apply-page", 200, 303
OPERATOR = Actor(ActorKind.OPERATOR, "benchmark")
MANAGER = Actor(ActorKind.STAFF, "staff:2", frozenset({Role.REGULATION_MANAGER}))
LOG_IN = Actor(ActorKind.SYSTEM, "log-in")
# What changes from one save to the next, so that each is kept.
TURNS: dict[Widget, tuple[Any, Any]] = {
    Widget.INTEGER: (3, 4),
    Widget.MONEY: ("12.50", "12.75"),
    Widget.TEXT: ("een antwoord", "een ander antwoord"),
    Widget.CHOICE: ("first", "second"),
}


def served(folder: Path, adopted: Adoption, rounds: int) -> tuple[Durations, bool]:
    """Open and save pages, one after another.

    Returns:
        The milliseconds of each on the server, and whether the answers agree.
    """
    client, application = _applying(folder)
    form = form_of(adopted)
    answers = {f"fact.n{number}": KINDS[number % len(KINDS)][1] for number in range(QUESTIONS)}
    versions = dict.fromkeys((one.word for one in form.pages), 0)
    with Durations() as durations:
        for turn in range(len(form.pages) + rounds):
            page = form.pages[turn % len(form.pages)]
            answers |= _changed(page, answers)
            used = _save(client, application, page, answers, version=versions[page.word])
            durations.used.append(used)
            versions[page.word] += 1
            if turn < len(form.pages):
                durations.forget()  # the first time round there is less to evaluate
    return durations, _is_equal(adopted, application, answers)


def _applying(folder: Path) -> tuple[Client, Application]:
    moment = moment_now()
    with acting_for(EVERYWHERE, OPERATOR):
        catalogue.publish_release(folder, moment=moment)
    with acting_for([NIS], MANAGER):
        adoption = catalogue.adopt(NIS, adoption_text(), moment=moment, file="adoption.yaml")
    shown = VerifiedPerson(
        "https://inloggen.example", "ouder", NUMBER, "Ouder", "Voorbeeld", moment
    )
    with acting_for([NIS], LOG_IN):
        started = people.log_in(NIS, shown, moment=moment)
        parent = residents.resident_with(residents.person_of(NUMBER), NIS)
    client = Client(SERVER_NAME="localhost")
    client.cookies[f"klik-{NIS}"] = started.token
    if parent is None:
        raise SystemExit("nobody logged in")
    with acting_for([NIS], parent.actor):
        application = applying.start(
            NIS,
            adoption.pk,
            applicant=applications.Applicant(NUMBER, NAME),
            channel=applications.Channel.PORTAL,
            language="nl",
            moment=moment,
        )
    return client, application


def _save(
    client: Client, application: Application, page: Page, answers: dict[str, Any], *, version: int
) -> float:
    """Open and save a page; return the milliseconds of processor time that saving it took."""
    sent: dict[str, Any] = {"version": str(version)}
    for question in page.questions:
        if question.widget is not Widget.FILE:
            sent |= fields_of(question, answers[question.name])
        elif not version:
            sent[question.name] = io.BytesIO(b"%PDF-1.7 " + question.name.encode())
    address = f"/{SLUG}/aanvragen/{application.reference}/vraag/{page.word}/"
    opened = client.get(address)
    if opened.status_code != OK:
        raise SystemExit(f"page {page.word} is not shown: {opened.status_code}")
    begun = time.process_time()
    answer = client.post(address, sent)
    used = (time.process_time() - begun) * 1000
    if answer.status_code != SEE_OTHER:
        raise SystemExit(
            f"page {page.word}: {answer.status_code}, {answer.content.decode()[:2000]}"
        )
    return used


def _changed(page: Page, answers: dict[str, Any]) -> dict[str, Any]:
    """Return the first answer of a page that can be another one, changed."""
    for question in page.questions:
        if question.widget in TURNS:
            one, other = TURNS[question.widget]
            return {question.name: other if answers[question.name] == one else one}
    raise LookupError(page.word)


def _is_equal(adopted: Adoption, application: Application, answers: dict[str, Any]) -> bool:
    """Say whether the server comes to what the rules alone say of the same answers."""
    moment = moment_now()
    with acting_for([NIS], OPERATOR):
        kept = Application.objects.get(pk=application.pk)
        found = applications.evaluated(kept, moment=moment)
        count = len(found.files)
        sealer = files.sealer_for(NIS)
        are_there = all(sealer.is_there(one.digest) for one in found.files)
    today = moment.astimezone(HOME).date()
    request = Request(NUMBER, NAME, (), today, today, answers)
    subject = subject_of_request(
        adopted, request, reference=application.reference, decided_on=today
    )
    alone = adopted.decider.decide(subject.situation)
    said = [(one.outcome, one.amount, one.missing, one.unmet) for one in (found.decision, alone)]
    return said[0] == said[1] and bool(count) and are_there and found.is_answered


class Durations(logging.Handler):
    """Keeps `duration_ms` of each page that was saved or shown, from the lines of the log."""

    def __init__(self) -> None:
        super().__init__()
        self.saved: list[float] = []
        self.shown: list[float] = []
        self.used: list[float] = []

    def forget(self) -> None:
        """Begin anew."""
        self.saved.clear()
        self.shown.clear()
        self.used.clear()

    def emit(self, record: logging.LogRecord) -> None:
        if getattr(record, "route", "") == ROUTE:
            kept = self.saved if getattr(record, "method", "") == "POST" else self.shown
            kept.append(float(record.duration_ms))  # type: ignore[attr-defined]  # -- as the log line has it

    def __enter__(self) -> Durations:
        logger = logging.getLogger("klik.site.requests")
        logger.addHandler(self)
        logger.setLevel(logging.INFO)
        logger.propagate = False  # these lines are read here, and not printed
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("klik.site.requests").removeHandler(self)
