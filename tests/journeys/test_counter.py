"""At the counter a clerk does for somebody without internet what a parent does in the portal."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, WINGENE
from tests.factories.applications import Pool
from tests.factories.desk import desk_cookies
from tests.factories.residents import ALDA
from tests.factories.serving import browsing, serving
from tests.ground.letters.pdf_text import text_of
from tests.journeys.hands import WAYS, Hand, Way, hand
from tests.journeys.swimming import (
    ATTEST,
    GO_ON,
    LATER,
    TITLE,
    ask_one_more_paper,
    decide,
    swimming_town,
    tell_of_the_child,
    tell_of_the_lessons,
    tell_the_rest,
)

from klik.domains.cases.models import Application
from klik.domains.messages.jobs import printing
from klik.domains.messages.models import OutboxMessage
from klik.faces.ui.houses import forget
from klik.ground.clock import moment_now
from klik.ground.jobs.worker import run_worker
from klik.ground.tenancy import Role, acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread


@pytest.fixture
def pool(committed: None) -> Pool:
    return swimming_town()


@pytest.fixture
def address(pool: Pool) -> Iterator[str]:
    with serving() as found:
        yield found
    forget()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@only_sqlite
@WAYS
def test_a_clerk_applies_for_somebody_of_82_and_the_letter_is_printed(
    address: str, chromium: Browser, way: Way
) -> None:
    cookies = desk_cookies(Role.CLERK, email="loket@voorbeeld.be")
    with hand(chromium, way, cookies=cookies, at=address) as clerk:
        _meet(clerk, address)
        clerk.press("Begin")
        tell_of_the_child(clerk)
        clerk.look("counter-page")
        clerk.press(GO_ON)
        tell_of_the_lessons(clerk)
        clerk.press(LATER)
        clerk.read("U beantwoordde 2 van 8 delen.")

        _come_back(clerk, address)
        clerk.press("Ga verder")
        tell_the_rest(clerk, place="counter")
        clerk.look("counter-review")
        clerk.press("Dien in")
        clerk.comes_to("Wij hebben uw aanvraag ontvangen")
        clerk.read("Ingevuld door een medewerker aan het loket")
        clerk.look("counter-receipt")
        decide()
        ask_one_more_paper(clerk, address)

        _come_back(clerk, address)
        clerk.read("Bezorg ons het attest.")
        clerk.attach(ATTEST)
        clerk.press("Verstuur uw antwoord")
        decide()  # with this paper the rules grant: nobody need look
        clerk.open_again()
        clerk.comes_to("We hebben over uw aanvraag beslist")
        _print_her_letters(clerk, address)
        _object_to_the_amount(clerk)
        _answer_with_a_letter(chromium, way, clerk, address)


def _meet(clerk: Hand, address: str) -> None:
    """Say who stands at the counter; whose number it is stands in no address."""
    clerk.open(f"{address}/wingene/desk/")
    clerk.press("Loket")
    clerk.press("Ga verder met deze inwoner")
    clerk.look("counter-meet-wrong")
    clerk.choose("De inwoner staat aan het loket")
    clerk.fill(Rijksregisternummer=ALDA, Voornaam="Alda", Familienaam="Voorbeeld")
    clerk.look("counter-meet")
    clerk.press("Ga verder met deze inwoner")
    clerk.comes_to("Alda Voorbeeld")
    assert ALDA not in clerk.page.url
    clerk.look("counter-resident")


def _come_back(clerk: Hand, address: str) -> None:
    """Find her again on another day, and open what runs."""
    clerk.open(f"{address}/wingene/desk/loket/")
    _find_her(clerk)
    clerk.press(TITLE)


def _find_her(clerk: Hand) -> None:
    clerk.choose("De inwoner staat aan het loket")
    clerk.fill(Rijksregisternummer=ALDA)
    clerk.press("Ga verder met deze inwoner")


def _object_to_the_amount(clerk: Hand) -> None:
    """Take down what she has against it, and hand over the receipt."""
    clerk.press("Loket")
    _find_her(clerk)
    clerk.look("counter-decided")
    clerk.press("Maak bezwaar")
    clerk.press("Noteer het bezwaar")
    clerk.read("Schrijf waarmee de inwoner het niet eens is.")
    clerk.look("counter-object-wrong")
    clerk.fill_in("Waarmee is de inwoner het niet eens?", "Ik betaalde meer.")
    clerk.press("Noteer het bezwaar")
    clerk.comes_to("Het bezwaar is ontvangen")
    clerk.look("counter-object-received")
    clerk.press("Werklijst")
    clerk.press("Bezwaar")
    clerk.press("Open het dossier")
    clerk.press("Berichten")
    clerk.read("Ik betaalde meer.", "op papier")


def _answer_with_a_letter(chromium: Browser, way: Way, clerk: Hand, address: str) -> None:
    """Let another person than who decided answer the objection; the answer is printed for her."""
    cookies = desk_cookies(Role.CLERK, Role.APPROVER, email="bezwaar@voorbeeld.be")
    with hand(chromium, way, cookies=cookies, at=address) as other:
        other.open(f"{address}/wingene/desk/")
        other.press("Werklijst")
        other.press("Bezwaar")
        other.press("Open het dossier")
        other.press("Berichten")
        other.fill_in("Je antwoord aan de inwoner", "Wij telden een les te weinig.")
        other.choose("De inwoner krijgt gelijk")
        other.look("case-answer-objection")
        other.press("Verstuur het antwoord")
        other.read("Je antwoord staat in de app van de inwoner.")
    run_worker(once=True)
    clerk.open(f"{address}/wingene/desk/post/")
    clerk.press("Maak een drukbestand")
    clerk.comes_to("We maken het drukbestand")
    printing.write_print_batches(moment_now())
    clerk.open_again()
    letters = text_of(clerk.download("Download de brieven"))
    assert "Alda Voorbeeld" in letters
    assert "Kerkstraat 1" in letters
    assert "U krijgt gelijk." in letters
    assert "Wij telden een les te weinig." in letters


def _print_her_letters(clerk: Hand, address: str) -> None:
    """Print what waits: the question and the decision, both on paper, both to her."""
    clerk.open(f"{address}/wingene/desk/post/")
    clerk.press("Maak een drukbestand")
    clerk.comes_to("We maken het drukbestand")
    printing.write_print_batches(moment_now())
    clerk.open_again()
    letters = text_of(clerk.download("Download de brieven"))
    with acting_for([WINGENE], CLERK):
        application = Application.objects.get()
        states = list(OutboxMessage.objects.values_list("state", flat=True))
    assert states == ["printed", "printed"]
    assert (application.channel, application.state) == ("counter", "decided")
    assert letters.count("Alda Voorbeeld") >= 2
    assert "Kerkstraat 1" in letters
    assert application.reference in letters
