"""A parent applies with a proof, leaves, goes on on a phone, brings one more paper, and objects."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, WINGENE
from tests.factories.applications import Pool
from tests.factories.desk import desk_cookies
from tests.factories.residents import LIES, resident_cookies
from tests.factories.serving import browsing, serving
from tests.journeys.hands import NARROW, WAYS, Hand, Way, hand
from tests.journeys.swimming import (
    ATTEST,
    GO_ON,
    LATER,
    TITLE,
    ask_one_more_paper,
    decide,
    grant_it,
    swimming_town,
    tell_of_the_child,
    tell_of_the_lessons,
    tell_the_rest,
)

from klik.domains.cases.models import Objection
from klik.faces.ui.houses import forget
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
def test_a_parent_applies_leaves_goes_on_is_granted_and_objects(
    address: str, chromium: Browser, way: Way
) -> None:
    cookies = resident_cookies(LIES, subject="lies")
    with hand(chromium, way, cookies=cookies, at=f"{address}/wingene/") as parent:
        _begin_and_leave(parent, address)

    clerk_cookies = desk_cookies(Role.CLERK, email="an@voorbeeld.be")
    with (
        hand(chromium, way, size=NARROW, cookies=cookies, at=f"{address}/wingene/") as phone,
        hand(chromium, way, cookies=clerk_cookies, at=address) as clerk,
    ):
        _go_on_and_hand_in(phone, address)
        decide()
        ask_one_more_paper(clerk, address)
        _bring_the_paper(phone)
        grant_it(clerk)
        _object_to_the_amount(phone)
        clerk.press("Werklijst")
        clerk.press("Bezwaar")
        clerk.press("Open het dossier")
        clerk.press("Berichten")
        clerk.read("Ik betaalde meer.")
    with acting_for([WINGENE], CLERK):
        assert Objection.objects.get().answered_at is None


def _begin_and_leave(parent: Hand, address: str) -> None:
    parent.open(f"{address}/wingene/")
    parent.press("Aanbod")
    parent.press(TITLE)
    parent.press("Begin uw aanvraag")
    parent.press("Begin uw aanvraag")
    parent.press(GO_ON)
    parent.read("Fout")
    parent.look("apply-wrong")
    tell_of_the_child(parent)
    parent.press(GO_ON)
    tell_of_the_lessons(parent)
    parent.look("apply-rows")
    parent.press(LATER)
    parent.look("apply-overview")


def _go_on_and_hand_in(phone: Hand, address: str) -> None:
    phone.open(f"{address}/wingene/")
    phone.press("Mijn zaken")
    phone.press(TITLE)
    phone.press("Ga verder")
    tell_the_rest(phone, place="apply")
    phone.look("apply-review")
    phone.press("Dien in")
    phone.comes_to("Wij hebben uw aanvraag ontvangen")
    phone.look("apply-receipt")


def _bring_the_paper(phone: Hand) -> None:
    phone.press("Mijn zaken")
    phone.press(TITLE)
    phone.press("Beantwoord onze vraag")
    phone.read("Bezorg ons het attest.")
    phone.look("apply-asked")
    phone.attach(ATTEST)
    phone.press("Verstuur uw antwoord")


def _object_to_the_amount(phone: Hand) -> None:
    phone.press("Mijn zaken")
    phone.press(TITLE)
    phone.comes_to(f"U krijgt: {TITLE}")
    phone.look("apply-decided")
    phone.press("Maak bezwaar")
    phone.press("Verstuur")
    phone.read("Schrijf wat u wilt zeggen")
    phone.look("mine-object-wrong")
    phone.fill_in("Waarmee bent u het niet eens?", "Het bedrag klopt niet. Ik betaalde meer.")
    phone.press("Verstuur")
    phone.read("Bezwaar ontvangen")
    phone.look("mine-case-objected")
