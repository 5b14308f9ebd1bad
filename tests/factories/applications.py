"""A town that grants swimming lessons on request, and a parent who applies; nobody is real."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tests.factories.acting import MANAGER, NOON, WINGENE
from tests.factories.catalogue import publish
from tests.factories.keys import make_keys
from tests.packages.swimming_package import ADOPTION, SWIMMING

from klik.domains.cases import jobs
from klik.domains.cases.models import Application, ApplicationState, Channel
from klik.domains.cases.operations import applying
from klik.domains.cases.operations.applying.silence import note_silence
from klik.domains.cases.queries import applications
from klik.domains.catalogue import operations as catalogue
from klik.domains.registers.queries import Silent
from klik.ground import files
from klik.ground.keys.hashing import keyed_hash
from klik.ground.tenancy import Actor, ActorKind, acting_for

APPLICANT = applications.Applicant("91030590405", "Voorbeeld Ouder")
CHILD = "19021000144"
PDF = b"%PDF-1.7\nvoorbeeld\n"
LESSONS = {
    "lesson.kind": "group", "lessons-rows": "1", "lessons-0-begun_on-day": "1",
    "lessons-0-begun_on-month": "9", "lessons-0-begun_on-year": "2026", "lessons-0-count": "8",
}  # fmt: skip
PAGES: Mapping[str, Mapping[str, str]] = {
    "kind": {
        "child.insz": CHILD, "child.birth_date-day": "10", "child.birth_date-month": "2",
        "child.birth_date-year": "2019", "child.municipality": "Wingene",
    },
    "lessen": LESSONS,
    "betaald": {"lesson.paid": "80"},
    "club": {"club.number": "0999.990.222"},
    "tarief": {"reduced.tariff": "false"},
    "rekening": {"account.stated": "BE49 9990 0000 0171"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pool:
    """A town with one regulation on request."""

    nis: str
    adoption_id: UUID

    @property
    def person(self) -> bytes:
        """Return the keyed hash of the parent."""
        return keyed_hash(f"insz:{APPLICANT.number}")

    @property
    def parent(self) -> Actor:
        """Return the parent who acts for herself."""
        return resident(APPLICANT.number)

    def start(self, *, actor: Actor | None = None, moment: datetime = NOON) -> Application:
        """Begin an application."""
        with acting_for([self.nis], actor or self.parent):
            return applying.start(
                self.nis,
                self.adoption_id,
                applicant=APPLICANT,
                channel=Channel.PORTAL,
                language="nl",
                moment=moment,
            )

    def save(
        self,
        application: Application,
        page: str,
        raw: Mapping[str, str] | None = None,
        *,
        version: int = 0,
        moment: datetime = NOON,
    ) -> applying.Saved:
        """Save one page in a transaction of its own."""
        with acting_for([self.nis], herself(application)):
            sent = PAGES[page] if raw is None else raw
            return applying.save_page(application, page, sent, version=version, moment=moment)

    def add_proof(
        self,
        application: Application,
        *,
        question: str = "lesson.proof",
        content: bytes = PDF,
        moment: datetime = NOON,
    ) -> None:
        """Add a file as the portal does."""
        with acting_for([self.nis], herself(application)):
            sealer = files.sealer_for(self.nis)
        taken = applying.take_in(sealer, io.BytesIO(content))
        with acting_for([self.nis], herself(application)):
            applying.add_file(application, question, taken, name="bewijs.pdf", moment=moment)

    def fill(self, application: Application, *, but: Mapping[str, Mapping[str, str]] = {}) -> None:
        """Answer every page, those in `but` otherwise, and add the proof."""
        for page, raw in {**PAGES, **but}.items():
            saved = self.save(application, page, raw)
            assert not saved.problems, saved.problems
        self.add_proof(application)

    def submit(self, application: Application, *, moment: datetime = NOON) -> applying.Receipt:
        """Hand in."""
        with acting_for([self.nis], herself(application)):
            return applying.submit(application, moment=moment)

    def decide(self, application: Application, *, moment: datetime = NOON) -> Application:
        """Do what the job does, and return the application as it stands then."""
        jobs.decide(self.nis, application.pk, moment=moment)
        return self.now(application)

    def now(self, application: Application) -> Application:
        """Return the application as it stands."""
        with acting_for([self.nis], herself(application)):
            return applications.application_of(
                application.reference, person=bytes(application.person)
            )

    def submitted(self, *, but: Mapping[str, Mapping[str, str]] = {}) -> Application:
        """Return an application that was handed in."""
        application = self.start()
        self.fill(application, but=but)
        self.submit(application)
        found = self.now(application)
        assert found.state == ApplicationState.SUBMITTED
        return found


def resident(number: str) -> Actor:
    """Return the resident with a register number, who acts for herself."""
    return Actor(ActorKind.RESIDENT, "resident:parent", person=keyed_hash(f"insz:{number}"))


def herself(application: Application) -> Actor:
    """Return who applied, who acts for herself."""
    return Actor(ActorKind.RESIDENT, "resident:parent", person=bytes(application.person))


def pool_in(*, nis: str = WINGENE) -> Pool:
    """Make a town with keys and the regulation, in transactions of its own."""
    make_keys(nis)
    publish(SWIMMING)
    text = ADOPTION.read_text(encoding="utf-8").replace(WINGENE, nis)
    with acting_for([nis], MANAGER):
        record = catalogue.adopt(nis, text.encode(), moment=NOON, file=ADOPTION.name)
    return Pool(nis, record.pk)


def silence_source(application: Application) -> None:
    """Note of an application that its source does not answer."""
    with acting_for([application.municipality_nis], herself(application)):
        note_silence(application, "births", Silent.UNREADABLE, moment=NOON)
