"""A father of whom one fact is not known answers that one question, and gets his decision."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, HERENT, MANAGER, NOON, OPERATOR, WINGENE
from tests.factories.catalogue import publish
from tests.factories.keys import make_keys
from tests.factories.residents import JAN, resident_cookies
from tests.factories.serving import browsing, serving
from tests.journeys.hands import NARROW, WAYS, Way, hand
from tests.packages.swimming_package import ADOPTION

from klik.domains.cases import jobs
from klik.domains.cases.models import Application
from klik.domains.catalogue import operations as catalogue
from klik.domains.municipalities.operations import load_municipalities
from klik.domains.tasks.models import Task
from klik.faces.ui.houses import forget
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
PACKAGE = Path(__file__).parents[1] / "packages" / "one_question"
CHANGES = (
    ("package: zwemlessen", "package: sportbon"),
    ("parameters: {maximum: 60}", "parameters: {}"),
    (
        "articles: {residence: artikel 2, lessons: artikel 3, amount: artikel 4}",
        "articles: {who: artikel 2, amount: artikel 3}",
    ),
)


@pytest.fixture
def adoption(committed: None) -> UUID:
    """A town that gives a voucher, for which one thing is asked."""
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()
    forget()
    publish(PACKAGE)
    text = ADOPTION.read_text(encoding="utf-8")
    for old, new in CHANGES:
        assert old in text, old
        text = text.replace(old, new)
    with acting_for([WINGENE], MANAGER):
        found = catalogue.adopt(WINGENE, text.encode(), moment=NOON, file=ADOPTION.name)
    return UUID(str(found.pk))


@pytest.fixture
def address(adoption: UUID) -> Iterator[str]:
    with serving() as found:
        yield found
    forget()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@only_sqlite
@WAYS
def test_a_father_answers_the_one_question_and_gets_his_decision(
    address: str, chromium: Browser, way: Way
) -> None:
    cookies = resident_cookies(JAN, subject="jan")
    with hand(chromium, way, size=NARROW, cookies=cookies, at=f"{address}/wingene/") as him:
        him.open(f"{address}/wingene/")
        him.press("Aanbod")
        him.press("Sportbon")
        him.press("Begin uw aanvraag")
        him.press("Begin uw aanvraag")
        him.read("Bent u lid van een sportclub?")
        assert him.page.locator("main fieldset, main .question").count() == 1
        assert him.page.locator("[name='applicant.insz']").count() == 0
        him.look("one-question")
        him.choose("Ja")
        him.press("Sla op en ga verder")
        him.fill_in("Straat en huisnummer", "Kerkstraat 1")
        him.fill(Postcode="8750", Gemeente="Wingene")
        him.press("Sla op en ga verder")
        him.press("Dien in")
        him.comes_to("Wij hebben uw aanvraag ontvangen")

        with acting_for([WINGENE], CLERK):
            application = Application.objects.get()
        jobs.decide(WINGENE, application.pk, moment=moment_now())

        him.press("Mijn zaken")
        him.press("Sportbon")
        him.comes_to("U krijgt: Sportbon")
        him.comes_to("Waarom krijgt u dit?")
        him.read("U bent lid van een sportclub.")
        him.look("one-question-decided")
    with acting_for([WINGENE], CLERK):
        assert not Task.objects.filter(reason="application").exists()  # nobody had to look
