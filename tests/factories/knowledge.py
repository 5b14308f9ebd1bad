"""News, agenda, vacancies and waste rounds of a fictitious autumn."""

from datetime import date, timedelta
from uuid import uuid4

from tests.factories.acting import CLERK, NOON, WINGENE

from klik.domains.knowledge import operations
from klik.domains.knowledge.operations import EventMoments, NewsDays, VacancyDays, Written
from klik.domains.knowledge.queries import AnyPage
from klik.ground.tenancy import acting_for

TODAY = NOON.date()
ROUNDS = (
    "zone;kind;date\nCentrum;restafval;2026-11-24\nCentrum;PMD;01/12/2026\nZwevezele;gft;2026-11-25"
)
STREETS = "zone,street\nCentrum,Kerkstraat\nCentrum,Oude Bruggestraat\nZwevezele,Kasteelstraat\n"
TITLE = {"nl": "Werken in de Kerkstraat", "en": "Works in the Kerkstraat"}
TEXT = {"nl": "De straat is **dicht**.\n\n- tot vrijdag", "en": "The street is **closed**."}


def news(first: date = TODAY, last: date | None = None) -> Written:
    """Return something new."""
    return Written(TITLE, TEXT, NewsDays(first, last))


def event(days: int = 3) -> Written:
    """Return something that takes place in some days, for two hours."""
    begin = NOON + timedelta(days=days)
    moments = EventMoments(begin, begin + timedelta(hours=2), "Zaal De Feniks (voorbeeld)")
    return Written({"nl": "Kerstmarkt"}, {"nl": "Iedereen is *welkom*."}, moments)


def vacancy(days: int = 10) -> Written:
    """Return a job."""
    text = {"nl": "U helpt aan de balie."}
    return Written({"nl": "Medewerker balie"}, text, VacancyDays(TODAY + timedelta(days=days)))


def kept(written: Written, *, published: bool = True, nis: str = WINGENE) -> AnyPage:
    """Let a clerk write it, and let everybody read it."""
    with acting_for([nis], CLERK):
        page = operations.write_page(nis, uuid4(), written, moment=NOON)
        return operations.publish(written.kind, page, moment=NOON) if published else page


def rounds_kept(nis: str = WINGENE) -> None:
    """Take over the rounds and the streets."""
    with acting_for([nis], CLERK):
        operations.take_rounds(nis, ROUNDS.encode(), moment=NOON)
        operations.take_streets(nis, STREETS.encode(), moment=NOON)
