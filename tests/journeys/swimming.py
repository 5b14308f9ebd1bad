"""The steps of applying for swimming lessons, as a parent and a clerk take them alike."""

from playwright.sync_api import FilePayload
from tests.factories.acting import CLERK, HERENT, MANAGER, NOON, OPERATOR, WINGENE
from tests.factories.applications import CHILD, PDF, Pool, pool_in
from tests.factories.keys import make_keys
from tests.journeys.hands import Hand

from klik.domains.cases import jobs
from klik.domains.cases.models import Application, ApplicationQuestion
from klik.domains.municipalities.operations import load_municipalities, set_house_style
from klik.faces.ui.houses import forget
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

PROOF = FilePayload(name="bewijs.pdf", mimeType="application/pdf", buffer=PDF)
ATTEST = FilePayload(name="attest.pdf", mimeType="application/pdf", buffer=PDF + b"attest")
TITLE = "Tegemoetkoming zwemlessen"
GO_ON, LATER = "Sla op en ga verder", "Sla op en ga later verder"


def swimming_town() -> Pool:
    """Found a town in its own colours that grants swimming lessons on request."""
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()
    with acting_for([WINGENE], MANAGER):
        set_house_style(WINGENE, house_colour="#2e7d4f", accent_colour="#f2b632", moment=NOON)
    forget()
    return pool_in()


def tell_of_the_child(one: Hand) -> None:
    """Fill in the first page."""
    one.fill_in("Wat is het rijksregisternummer van het kind?", CHILD)
    one.fill(Dag="10", Maand="2", Jaar="2019")
    one.fill_in("In welke gemeente woont het kind?", "Wingene")


def tell_of_the_lessons(one: Hand) -> None:
    """Fill in the second page."""
    one.choose("In groep")
    one.fill(Dag="1", Maand="9", Jaar="2026", Aantal="8")


def tell_the_rest(one: Hand, *, place: str) -> None:
    """Fill in the others, with the proof, and come to what was filled in, at a place."""
    one.fill_in("Hoeveel betaalde u?", "80")
    one.press(GO_ON)
    one.fill_in("Wat is het ondernemingsnummer van de club?", "0999.990.222")
    one.press(GO_ON)
    one.attach(PROOF)
    one.look(f"{place}-file")
    one.press(GO_ON)
    one.choose("Ja")
    one.press(GO_ON)
    one.choose("Ik heb dit document niet")
    one.press(GO_ON)
    one.fill_in("Op welke rekening mogen we betalen?", "BE49 9990 0000 0171")
    one.press(GO_ON)
    one.fill_in("Straat en huisnummer", "Kerkstraat 1")
    one.fill(Postcode="8750", Gemeente="Wingene")
    one.look(f"{place}-address")
    one.press(GO_ON)


def ask_one_more_paper(clerk: Hand, address: str) -> None:
    """Find on the work list what the rules do not grant, and ask one more paper."""
    clerk.open(f"{address}/wingene/desk/")
    clerk.press("Werklijst")
    clerk.press("Aanvraag om te beslissen")
    clerk.look("applications-detail")
    clerk.press("Vraag iets bij")
    clerk.press("Vraag dit")
    clerk.read("Schrijf wat je vraagt.")
    clerk.pick("Over welke vraag gaat het?", "Voeg het bewijs van het sociaal tarief toe.")
    clerk.fill_in("Wat vraag je, en waarom?", "Bezorg ons het attest.")
    clerk.look("applications-ask")
    clerk.press("Vraag dit")
    clerk.comes_to("Wacht op de aanvrager")
    clerk.look("applications-waiting")
    with acting_for([WINGENE], CLERK):
        question = ApplicationQuestion.objects.get()
    jobs.tell(WINGENE, question.pk, moment=moment_now())


def grant_it(clerk: Hand) -> None:
    """Look at the paper that came, with which the rules grant, and let it go."""
    clerk.open_again()
    clerk.press("Ken toe")
    clerk.look("applications-grant")
    clerk.press("Ken toe")
    clerk.comes_to("Toegekend")
    decide()


def decide() -> None:
    """Do what the job does for the one application."""
    with acting_for([WINGENE], CLERK):
        application = Application.objects.get()
    jobs.decide(WINGENE, application.pk, moment=moment_now())
