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
from klik.domains.registers.models import Agreement
from klik.ground.tenancy import acting_for
from klik.packages.form import Asked

ROW = child(0)
NUMBER = str(ROW["beneficiary1_insz"])
CONTACT = "correcties@voorbeeld.example"
BORN = "child.birth_date"
_BORN = str(ROW["birth_date"]).split("-")
_ANSWERS = {
    "occasion": "geboorte", "child.insz": str(ROW["child_insz"]), "child.birth_date-day": _BORN[2],
    "child.birth_date-month": _BORN[1], "child.birth_date-year": _BORN[0],
    "child.municipality": "Wingene", "child.rank": "1", "child.multiple_birth": "false",
    "parents-rows": "1", "parents-0-insz": NUMBER, "parents-0-municipality": "Wingene",
    "applicant.role": "mother", "mother.insz": NUMBER, "chosen_form": "money",
    "account.stated": "BE68539007547034",
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
    folder: Path,
    *,
    contact: str = CONTACT,
    words: str = "Ze is een dag later geboren.",
    is_handed_in: bool = False,
) -> Doubt:
    """Return a doubt about the birth date of a child.

    Args:
        folder: Of what is delivered.
        contact: Where its owner hears of errors; empty for nowhere.
        words: What the parent says.
        is_handed_in: Whether the application was handed in; a draft is not shown at the desk.
    """
    town = _town(folder)
    with acting_for([town.nis], MANAGER):
        registers.set_correction_contact(town.nis, town.agreement.pk, contact, moment=NOON)
    application = begun_of(town)
    with acting_for([town.nis], resident(NUMBER)):
        dispute = applying.this_is_not_right(application, BORN, words=words, moment=NOON)
        if is_handed_in:
            applying.submit(application, moment=NOON)
    return Doubt(town, application, dispute)


def _town(folder: Path) -> Town:
    """Return the town; made once, for a walk over pages doubts more than once there."""
    with acting_for([WINGENE], CLERK):
        known = Agreement.objects.filter(municipality_nis=WINGENE, record="births").first()
    if known is not None:
        return Town(WINGENE, known.adoption_id, known, folder)
    town = town_in(folder, nis=WINGENE)
    town.deliver(ROW)
    return town


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
        while asked := _next_page(application):
            word = asked.page.word
            version = applications.saved_page(application, word).version
            saved = applying.save_page(application, word, _ANSWERS, version=version, moment=NOON)
            assert not saved.problems, saved.problems
        known = {one.name for one in applications.evaluated(application, moment=NOON).known}
    assert BORN in known, known
    return application


def _next_page(application: Application) -> Asked | None:
    pages = applications.evaluated(application, moment=NOON).pages
    return next((one for one in pages if not one.is_answered), None)
