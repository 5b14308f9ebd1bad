"""A town whose register told of a child, and a parent who says that it is not right; fictitious."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.factories.acting import CLERK, MANAGER, NOON, WINGENE
from tests.factories.applications import resident
from tests.factories.grants import Town, town_in
from tests.factories.registers import child

from klik.domains.cases.models import Application, Dispute
from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.domains.registers import operations as registers
from klik.ground.tenancy import acting_for

ROW = child(0)
NUMBER = str(ROW["beneficiary1_insz"])
CONTACT = "correcties@voorbeeld.example"
BORN = "child.birth_date"
_BORN = str(ROW["birth_date"]).split("-")
_FOUND_BY = {
    "occasion": "geboorte", "child.insz": str(ROW["child_insz"]), "child.birth_date-day": _BORN[2],
    "child.birth_date-month": _BORN[1], "child.birth_date-year": _BORN[0],
    "child.municipality": "Wingene",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doubt:
    """A town, and a fact of an application there that would not be right."""

    town: Town
    application: Application
    dispute: Dispute

    @property
    def now(self) -> Dispute:
        """Return the dispute as it stands."""
        with acting_for([self.town.nis], CLERK):
            return Dispute.objects.get(pk=self.dispute.pk)


def doubt_in(
    folder: Path, *, contact: str = CONTACT, words: str = "Ze is een dag later geboren."
) -> Doubt:
    """Return a doubt about the day on which a child was born; without `contact` the agreement names nobody."""
    town = town_in(folder, nis=WINGENE)
    town.deliver(ROW)
    if contact:
        with acting_for([town.nis], MANAGER):
            registers.set_correction_contact(town.nis, town.agreement.pk, contact, moment=NOON)
    application = begun_of(town)
    with acting_for([town.nis], resident(NUMBER)):
        dispute = applying.this_is_not_right(application, BORN, words=words, moment=NOON)
    return Doubt(town, application, dispute)


def begun_of(town: Town) -> Application:
    """Return an application of the parent, in which the register tells about the child."""
    with acting_for([town.nis], resident(NUMBER)):
        application = applying.start(
            town.nis,
            town.adoption_id,
            applicant=applications.Applicant(NUMBER, "Voorbeeld Ouder"),
            channel=applications.Channel.PORTAL,
            language="nl",
            moment=NOON,
        )
        found = applications.evaluated(application, moment=NOON)
        for asked in found.pages:
            saved = applications.saved_page(application, asked.page.word)
            applying.save_page(
                application, asked.page.word, _FOUND_BY, version=saved.version, moment=NOON
            )
        known = {one.name for one in applications.evaluated(application, moment=NOON).known}
    assert BORN in known, known
    return application
