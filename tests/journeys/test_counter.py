"""At the counter a clerk does for somebody without internet what a parent does in the portal."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, HERENT, MANAGER, NOON, OPERATOR, WINGENE
from tests.factories.applications import CHILD, PDF, Pool, pool_in
from tests.factories.desk import DESK, at_desk, look
from tests.factories.keys import make_keys
from tests.factories.residents import ALDA
from tests.factories.serving import browsing, serving

from klik.domains.cases import jobs
from klik.domains.cases.models import Application, ApplicationQuestion
from klik.domains.cases.operations import applying
from klik.domains.messages.jobs import printing
from klik.domains.messages.models import OutboxMessage
from klik.domains.messages.operations import make_print_batch
from klik.domains.municipalities.operations import load_municipalities, set_house_style
from klik.faces.ui.houses import forget
from klik.ground.clock import moment_now
from klik.ground.tenancy import Role, acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
PROOF = FilePayload(name="bewijs.pdf", mimeType="application/pdf", buffer=PDF)
ATTEST = FilePayload(name="attest.pdf", mimeType="application/pdf", buffer=PDF + b"attest")


@pytest.fixture
def pool(committed: None) -> Pool:
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()
    with acting_for([WINGENE], MANAGER):
        set_house_style(WINGENE, house_colour="#2e7d4f", accent_colour="#f2b632", moment=NOON)
    forget()
    return pool_in()


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
@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_clerk_applies_for_somebody_of_82_and_the_letter_is_printed(
    address: str, chromium: Browser, *, has_scripts: bool
) -> None:
    email = f"loket-{has_scripts}@voorbeeld.be".lower()
    page = at_desk(chromium, address, Role.CLERK, email=email, has_scripts=has_scripts)
    seen = _met(page, address, has_scripts=has_scripts)
    seen += _filled_in(page, has_scripts=has_scripts)
    page.get_by_role("button", name="Dien in").click()
    expect(page.get_by_role("heading", name="Wij hebben uw aanvraag ontvangen")).to_be_visible()
    expect(page.get_by_text("Ingevuld door een medewerker aan het loket")).to_be_visible()
    seen += look(page, "counter-receipt", has_scripts=has_scripts)

    _asked_more()
    page.goto(page.url.replace("/ontvangen/", "/antwoord/"))
    page.locator("input[type=file]").set_input_files(ATTEST)
    page.get_by_role("button", name="Verstuur uw antwoord").click()
    _decided()
    page.reload()

    expect(page.get_by_role("heading", name="We hebben over uw aanvraag beslist")).to_be_visible()
    assert _printed() == ["printed", "printed"]  # the question and the decision, both on paper
    assert seen == []
    page.context.close()


def _met(page: Page, address: str, *, has_scripts: bool) -> list[str]:
    page.goto(f"{address}/wingene/desk/loket/")
    page.get_by_role("button", name="Ga verder met deze inwoner").click()
    seen = look(page, "counter-meet-wrong", has_scripts=has_scripts)
    page.locator("label", has_text="De inwoner staat aan het loket").click()
    page.get_by_label("Rijksregisternummer").fill(ALDA)
    page.get_by_label("Voornaam").fill("Alda")
    page.get_by_label("Familienaam").fill("Voorbeeld")
    seen += look(page, "counter-meet", has_scripts=has_scripts)
    page.get_by_role("button", name="Ga verder met deze inwoner").click()
    expect(page.get_by_role("heading", name="Alda Voorbeeld")).to_be_visible()
    assert ALDA not in page.url
    seen += look(page, "counter-resident", has_scripts=has_scripts)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]  # -- a size
    page.get_by_role("button", name="Begin").first.click()
    return seen


def _filled_in(page: Page, *, has_scripts: bool) -> list[str]:
    page.locator("[name='child.insz']").fill(CHILD)
    _fill(page, Dag="10", Maand="2", Jaar="2019")
    page.locator("[name='child.municipality']").fill("Wingene")
    seen = look(page, "counter-page", has_scripts=has_scripts)
    _go_on(page)
    page.locator("label", has_text="In groep").first.click()
    _fill(page, Dag="1", Maand="9", Jaar="2026", Aantal="8")
    _go_on(page)
    page.locator("[name='lesson.paid']").fill("80")
    _go_on(page)
    page.locator("[name='club.number']").fill("0999.990.222")
    _go_on(page)
    page.locator("input[type=file]").set_input_files(PROOF)
    _go_on(page)
    page.locator("label", has_text="Ja").first.click()
    _go_on(page)
    page.locator("label", has_text="Ik heb dit document niet").first.click()
    _go_on(page)
    page.locator("[name='account.stated']").fill("BE49 9990 0000 0171")
    _go_on(page)
    _fill(page, Postcode="8750", Gemeente="Wingene", **{"Straat en huisnummer": "Kerkstraat 1"})
    _go_on(page)
    return seen + look(page, "counter-review", has_scripts=has_scripts)


def _go_on(page: Page) -> None:
    page.get_by_role("button", name="Sla op en ga verder").click()


def _fill(page: Page, **words: str) -> None:
    for label, text in words.items():
        page.get_by_label(label, exact=True).fill(text)


def _asked_more() -> None:
    """A worker looks, the rules do not grant, and a clerk asks one more paper."""
    _decided()
    with acting_for([WINGENE], CLERK):
        application = Application.objects.get()
        assert (application.state, application.channel) == ("submitted", "counter")
        applying.ask_for_more(
            application, words="Bezorg ons het attest.", fact="reduced.proof", moment=moment_now()
        )
        question = ApplicationQuestion.objects.get()
    jobs.tell(WINGENE, question.pk, moment=moment_now())


def _decided() -> None:
    with acting_for([WINGENE], CLERK):
        application = Application.objects.get()
    jobs.decide(WINGENE, application.pk, moment=moment_now())


def _printed() -> list[str]:
    """Let the letters be printed that wait, and return how far each message is."""
    with acting_for([WINGENE], CLERK):
        assert make_print_batch(WINGENE, moment=moment_now()) is not None
    printing.write_print_batches(moment_now())
    with acting_for([WINGENE], CLERK):
        return list(OutboxMessage.objects.order_by("queued_at").values_list("state", flat=True))
