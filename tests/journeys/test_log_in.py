"""Staff log in, in a real browser: with a passkey, and with codes where there is no JavaScript."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.factories.acting import HERENT, OPERATOR, WINGENE
from tests.factories.keys import make_keys
from tests.factories.log_in import code_of
from tests.factories.people import PASSWORD, SECRET, make_clerk
from tests.factories.serving import add_authenticator, browsing, serving

from klik.domains.municipalities.operations import load_municipalities
from klik.domains.people import queries
from klik.domains.people.models import Remembered
from klik.ground.tenancy import acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread


@pytest.fixture
def address(committed: None) -> Iterator[str]:
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()
    with serving() as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


def test_a_passkey_is_made_after_the_first_password_and_then_does_alone(
    address: str, chromium: Browser
) -> None:
    clerk = make_clerk(password=PASSWORD)
    page = chromium.new_context(locale="nl-BE").new_page()
    add_authenticator(page)
    _give_password(page, address)

    page.get_by_role("link", name="Voeg een passkey toe").click()
    page.get_by_label("Naam van dit toestel").fill("Laptop")
    page.get_by_role("button", name="Maak de passkey").click()
    expect(page.get_by_role("heading", name="Je reservecodes")).to_be_visible()
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page).to_have_title("Vandaag, Wingene")
    page.get_by_role("button", name="Log uit").click()
    page.get_by_role("button", name="Log in met een passkey").click()

    expect(page).to_have_title("Vandaag, Wingene")
    assert queries.has_second_factor(clerk)


def test_a_passkey_is_a_second_step_too(address: str, chromium: Browser) -> None:
    make_clerk(password=PASSWORD)
    page = chromium.new_context(locale="en").new_page()
    add_authenticator(page)
    _give_password(page, address)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("link", name="I kept them").click()
    page.get_by_role("button", name="Log out").click()

    _give_password(page, address)
    page.get_by_role("button", name="Use a passkey").click()

    expect(page).to_have_title("Today, Wingene")


def test_a_device_that_does_not_check_who_holds_it_makes_no_passkey(
    address: str, chromium: Browser
) -> None:
    clerk = make_clerk(password=PASSWORD)
    page = chromium.new_context(locale="nl-BE").new_page()
    add_authenticator(page, checks_holder=False)
    _give_password(page, address)
    page.get_by_role("link", name="Voeg een passkey toe").click()

    page.get_by_role("button", name="Maak de passkey").click()

    expect(page.get_by_text("Dat lukte niet.")).to_be_visible()
    assert not queries.has_second_factor(clerk)


def test_a_passkey_of_nobody_opens_nothing(address: str, chromium: Browser) -> None:
    clerk = make_clerk(password=PASSWORD)
    page = chromium.new_context(locale="nl-BE").new_page()
    add_authenticator(page)
    _give_password(page, address)
    page.get_by_role("link", name="Voeg een passkey toe").click()
    page.get_by_role("button", name="Maak de passkey").click()
    expect(page.get_by_role("heading", name="Je reservecodes")).to_be_visible()
    page.context.clear_cookies()
    _forget_factors(clerk.email)

    page.goto(f"{address}/inloggen/")
    page.get_by_role("button", name="Log in met een passkey").click()

    expect(
        page.get_by_role("alert").filter(has_text="Deze passkey werkt hier niet.")
    ).to_be_visible()
    expect(page).to_have_url(f"{address}/inloggen/")


def test_without_javascript_codes_are_set_up_and_used(address: str, chromium: Browser) -> None:
    make_clerk(password=PASSWORD)
    page = chromium.new_context(locale="nl-BE", java_script_enabled=False).new_page()
    _give_password(page, address)
    page.get_by_role("link", name="Stel een app in").click()
    secret = page.locator("code").inner_text()

    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Gebruik deze app").click()
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page).to_have_title("Vandaag, Wingene")
    page.get_by_role("button", name="Log uit").click()
    Remembered.objects.all().delete()  # the same half minute
    _give_password(page, address)
    expect(page.get_by_role("button", name="Gebruik een passkey")).to_have_count(0)
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Log in").click()

    expect(page).to_have_title("Vandaag, Wingene")


def test_a_wrong_code_says_so_and_keeps_the_door_shut(address: str, chromium: Browser) -> None:
    make_clerk(password=PASSWORD, totp_secret=SECRET)
    page = chromium.new_context(locale="nl-BE").new_page()
    _give_password(page, address)

    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Log in").click()

    expect(page).to_have_title("Fout: Tweede stap, Klik")
    expect(page.get_by_role("alert").filter(has_text="Deze code klopt niet")).to_be_visible()


def _give_password(page: Page, address: str) -> None:
    page.goto(f"{address}/inloggen/")
    page.locator("#id_login").fill("an@voorbeeld.be")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("form[action='/inloggen/'] button").click()


def _forget_factors(email: str) -> None:
    from klik.gateways.login.factors import AuthenticatorFactors  # noqa: PLC0415 -- one test needs it

    AuthenticatorFactors().forget(queries.account_of(email).pk)
