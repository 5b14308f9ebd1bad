"""Three phones, a big screen and a presenter at once; then somebody who was not there.

One phone loses its network and returns, one has no JavaScript. In real browsers, from ideas to a
merge, a vote, its result, and the comparison afterwards.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.engines import only_sqlite
from tests.factories.desk import at_desk
from tests.factories.events import kept_event, released
from tests.factories.polls import draft_of, gather, present, write
from tests.factories.serving import browsing, serving
from tests.factories.towns import found_towns
from tests.journeys.pages import faults_of, overflow_of

from klik.domains.polls import operations, queries
from klik.domains.polls.models import Ballot, Gathering, Question
from klik.faces.hub.live import naming, tallying
from klik.faces.ui import houses
from klik.ground.counting.choices import Kind
from klik.ground.tenancy import Role

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
PANEL = UUID(int=100)
PHONE = {"width": 390, "height": 844}
HALL = {"width": 1920, "height": 1080}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@pytest.fixture
def address(committed: None, settings: Any, tmp_path: Any) -> Iterator[str]:
    settings.KLIK_HOME = tmp_path / "var"
    found_towns()
    released(kept_event())
    houses.forget()
    tallying.forget()
    naming.forget()
    with serving() as found:
        yield found
    tallying.forget()
    naming.forget()


@dataclass(frozen=True)
class Hall:
    """Everybody who looks: a presenter, a big screen, three phones."""

    presenter: Page
    screen: Page
    one: Page
    roaming: Page
    plain: Page

    @property
    def everybody(self) -> tuple[Page, Page, Page]:
        """Return the pages that follow by themselves."""
        return self.one, self.roaming, self.screen


@only_sqlite
def test_a_room_chooses_the_topic_of_its_panel(chromium: Browser, address: str) -> None:
    gathering = gather(str(PANEL))
    draft = draft_of(Kind.SEVERAL, at_most=2, takes_ideas=True, topic_for=("session", str(PANEL)))
    question = write(gathering, draft)
    hall = _hall(chromium, address, gathering)

    _gather_ideas(hall)
    _open_the_vote(hall)
    _lose_the_network(hall)
    _let_others_vote(question)
    _reveal(hall)

    topic = queries.topic_of("session", str(PANEL))
    assert topic is not None
    assert topic.text_nl == "Meer digitale loketten"
    _compare(_device(chromium, PHONE).new_page(), f"{address}/hub/vraag/{question.pk}/vergelijk/")


def _hall(chromium: Browser, address: str, gathering: Gathering) -> Hall:
    presenter = at_desk(chromium, address, Role.EDITOR, email="nora@voorbeeld.be")
    presenter.goto(f"{address}/wingene/desk/hub/zalen/{gathering.pk}/")
    screen = _device(chromium, HALL).new_page()
    screen.goto(f"{address}/hub/zaal/{gathering.pk}/scherm/")
    phones = [_device(chromium, PHONE, has_scripts=number < 2) for number in range(3)]
    return Hall(presenter, screen, *(_joined(phone, address, gathering) for phone in phones))


def _gather_ideas(hall: Hall) -> None:
    """Two say nearly the same, and the presenter takes them together."""
    _propose(hall.one, "Meer digitale loketten")
    _propose(hall.plain, "Digitale loketten")
    hall.presenter.reload()
    _idea(hall.presenter, "Meer digitale loketten").get_by_role("button", name="Neem op").click()
    other = _idea(hall.presenter, "Digitale loketten")
    other.get_by_role("combobox").select_option("Meer digitale loketten")
    other.get_by_role("button", name="Voeg samen").click()
    expect(hall.presenter.get_by_text("Het idee is behandeld.")).to_be_visible()


def _open_the_vote(hall: Hall) -> None:
    """Phones and screen follow by themselves, the plain one when it looks again."""
    hall.presenter.get_by_role("button", name="Open de vraag").click()
    expect(hall.one.get_by_role("button", name="Stuur mijn antwoord")).to_be_visible()
    expect(hall.one.locator("#said")).to_have_text("Er is iets nieuws in de zaal.")
    assert faults_of(hall.one) == []
    assert overflow_of(hall.one) == 0
    hall.plain.get_by_role("link", name="Kijk opnieuw").click()
    _vote(hall.plain, "De burger centraal", "Meer digitale loketten")
    expect(hall.plain.get_by_role("heading", name="Uw antwoord telt mee")).to_be_visible()
    _vote(hall.one, "Meer digitale loketten")
    expect(hall.one.get_by_role("heading", name="Uw antwoord telt mee")).to_be_visible()
    expect(hall.screen.locator("[data-count]")).to_have_text("2 antwoorden")


def _lose_the_network(hall: Hall) -> None:
    """The phone says so, keeps the answer, and sends it once when the network is back."""
    expect(hall.roaming.get_by_role("button", name="Stuur mijn antwoord")).to_be_visible()
    hall.roaming.context.set_offline(True)
    _vote(hall.roaming, "Meer digitale loketten", "Te ver of niet ver genoeg?")
    expect(hall.roaming.get_by_text("Er is geen netwerk.")).to_be_visible()
    assert Ballot.objects.count() == 2
    hall.roaming.context.set_offline(False)
    expect(hall.roaming.get_by_role("heading", name="Uw antwoord telt mee")).to_be_visible()
    expect(hall.screen.locator("[data-count]")).to_have_text("3 antwoorden")
    assert Ballot.objects.count() == 3


def _let_others_vote(question: Question) -> None:
    """Of a room of three no figure would ever be shown."""
    idea = next(one.number for one in queries.options_of(question) if one.proposed_by_id)
    for person in present(question.gathering, 12):
        operations.cast_ballot(question.pk, person, [idea])


def _reveal(hall: Hall) -> None:
    """Nothing shows before it is revealed, and then it does everywhere."""
    hall.presenter.get_by_role("button", name="Sluit het stemmen").click()
    expect(hall.one.get_by_role("heading", name="Het stemmen is voorbij")).to_be_visible()
    assert "De zaal koos" not in hall.one.content() + hall.screen.content()
    hall.presenter.get_by_role("button", name="Toon het resultaat").click()
    for page in hall.everybody:
        expect(page.get_by_text("De zaal koos:").first).to_contain_text("Meer digitale loketten")
    assert faults_of(hall.one) == []
    assert faults_of(hall.screen) == []
    hall.presenter.get_by_role("button", name="Leg het resultaat vast").click()
    expect(hall.presenter.get_by_text("controlegetal")).to_be_visible()


def _compare(late: Page, address: str) -> None:
    """Who was not there answers first, and then stands beside the fifteen who were."""
    late.goto(address)
    assert "De zaal:" not in late.content()
    late.locator("label", has_text="De burger centraal").click()
    late.get_by_role("button", name="Stuur mijn antwoord en vergelijk").click()
    expect(late.get_by_role("heading", name="Wat de anderen kozen")).to_be_visible()
    expect(late.get_by_text("De zaal: 15 antwoorden")).to_be_visible()
    expect(late.get_by_text("De burger centraal (uw keuze)")).to_be_visible()
    assert overflow_of(late) == 0
    assert faults_of(late) == []


def _device(browser: Browser, size: Any, *, has_scripts: bool = True) -> BrowserContext:
    return browser.new_context(locale="nl-BE", viewport=size, java_script_enabled=has_scripts)


def _joined(phone: BrowserContext, address: str, gathering: Gathering) -> Page:
    page = phone.new_page()
    page.goto(f"{address}/hub/meedoen/?code={gathering.code}")
    page.locator("main").get_by_role("button", name="Doe mee").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def _propose(page: Page, text: str) -> None:
    page.get_by_label("Uw idee").fill(text)
    page.get_by_role("button", name="Geef dit idee").click()
    expect(page.get_by_text("Uw idee is binnen.")).to_be_visible()


def _idea(presenter: Page, text: str) -> Any:
    exact = presenter.get_by_text(text, exact=True)
    return presenter.locator("li").filter(has=exact).filter(has=presenter.locator("form")).last


def _vote(page: Page, *answers: str) -> None:
    for answer in answers:
        page.locator("label", has_text=answer).click()
    page.get_by_role("button", name="Stuur mijn antwoord").click()
