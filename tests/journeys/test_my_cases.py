"""A mother sees a premium that was granted of itself, why, and who used her data."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, HERENT, MANAGER, NOON, OPERATOR, WINGENE
from tests.factories.keys import make_keys
from tests.factories.log_in_provider import FaultyProvider
from tests.factories.own_cases import granted, reference_of
from tests.factories.portal import provider_behind_the_port
from tests.factories.serving import browsing, serving
from tests.journeys.hands import WAYS, Way, hand

from klik.domains.audit.operations import record_view
from klik.domains.cases.models import Party
from klik.domains.municipalities.operations import load_municipalities, set_house_style
from klik.faces.ui.houses import forget
from klik.ground.tenancy import acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread


@pytest.fixture
def case(committed: None, tmp_path: Path) -> str:
    """A premium that a run granted to LIES, at which a clerk looked."""
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()
    with acting_for([WINGENE], MANAGER):
        set_house_style(WINGENE, house_colour="#2e7d4f", accent_colour="#f2b632", moment=NOON)
    forget()
    granted(tmp_path)
    reference = reference_of()
    with acting_for([WINGENE], CLERK):
        subject = bytes(Party.objects.select_related("decision__case").get().decision.case.subject)
        shown = f"case:{reference}/payment"
        record_view(WINGENE, person=subject.hex(), shown=shown, purpose="check", moment=NOON)
    return reference


@pytest.fixture
def address(case: str) -> Iterator[str]:
    with serving() as found:
        yield found
    forget()


@pytest.fixture
def provider() -> Iterator[FaultyProvider]:
    with provider_behind_the_port() as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@only_sqlite
@WAYS
def test_a_mother_sees_what_was_granted_why_and_who_looked(
    case: str, address: str, provider: FaultyProvider, chromium: Browser, way: Way
) -> None:
    with hand(chromium, way, at=address) as her:
        her.open(f"{address}/wingene/")
        her.press("Log in")
        her.press("Log in bij de overheid")
        her.comes_to("Dag Lies")
        her.look("mine-home")
        her.press("Mijn zaken")
        her.look("mine-cases")
        her.press("Geboortepremie")
        her.comes_to("Waarom krijgt u dit?")
        her.read("U hoefde niets aan te vragen.")
        her.look("mine-case")
        assert her.opened(her.page.locator("aside a[href*='/brief/']")).startswith(b"%PDF")

        her.press("Bekijk wie uw gegevens gebruikte")
        her.comes_to("Wie uw gegevens gebruikte")
        her.read("Om na te kijken voor we betalen")
        her.look("mine-data")
        her.press("Ik wil geen automatische toekenning")
        her.press("Ik wil weer automatische toekenning")
        her.press("Berichten")
        her.comes_to("Berichten")
        her.look("mine-messages")
