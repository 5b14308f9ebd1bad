"""A run from plan to letter, by two people in two browsers, with a worker that is killed."""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.engines import only_sqlite
from tests.factories.desk import look
from tests.factories.desk_runs import Desk, desk_in
from tests.factories.log_in import log_in
from tests.factories.registers import child
from tests.factories.serving import browsing
from tests.factories.worker_process import work_once
from tests.journeys.pages import serving

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
BEGUN_SECONDS = 60


@pytest.fixture
def desk(committed: None, tmp_path: Path, settings: Any) -> Desk:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return desk_in(tmp_path, others=False)


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    with serving() as place:
        yield f"{place}/wingene/desk"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as started:
        yield started


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no-scripts"])
def test_one_plans_another_approves_and_a_worker_executes(
    desk: Desk, address: str, chromium: Browser, *, has_scripts: bool
) -> None:
    clerk, approver = (
        _browser(chromium, desk, name, address, has_scripts=has_scripts)
        for name in ("clerk", "approver")
    )

    first = _granted_by(clerk, approver, address, "3 toekenningen")
    counts = desk.town.effects().counts()
    letter = _letter_of(approver, first)
    _granted_by(clerk, approver, address, "0 toekenningen")

    assert counts == desk.town.effects().counts() == (3, 3, 3, 3)
    with pikepdf.open(io.BytesIO(letter)) as pdf:
        assert len(pdf.pages) >= 1
        assert pdf.Root.MarkInfo.Marked


@only_sqlite  # how a page looks is the same on both
def test_every_state_is_in_order_for_everybody(desk: Desk, address: str, chromium: Browser) -> None:
    clerk, approver = (_browser(chromium, desk, name, address) for name in ("clerk", "approver"))
    run = desk.planned()
    here = f"{address}/runs/{run.pk}"
    wrong = look_at(approver, f"{here}/rijen/?groep=person", "run-exceptions")
    approver.goto(f"{here}/goedkeuren/")
    approver.get_by_role("button", name="Keur goed").click()
    expect(approver.get_by_role("heading", name="Eén ding is nog niet in orde")).to_be_visible()
    desk.town.deliver(child(0, event="CORRECTIE", register="wachtregister"), name="again.csv")
    approver.get_by_label("Nummer van de beslissing").fill("CBS/2026/11-001")
    approver.get_by_role("button", name="Keur goed").click()
    expect(approver.get_by_role("heading", name="Het plan is verouderd")).to_be_visible()
    wrong += look(approver, "run-stale")
    again = desk.approved(desk.planned())
    there = f"{address}/runs/{again.pk}/"
    wrong += look_at(clerk, f"{here}/", "run-gone") + look_at(approver, there, "run-approved")
    desk.approver.post(desk.at(f"runs/{again.pk}/uitvoeren/"))
    wrong += look_at(clerk, there, "run-executing")
    work_once()
    wrong += look_at(approver, there, "run-executed")
    approver.goto(f"{there}rijen/")
    approver.locator("tbody a").first.click()
    wrong += look(approver, "run-row-executed")

    assert wrong == []


def _granted_by(clerk: Page, approver: Page, address: str, said: str) -> str:
    """Plan, approve, execute and wait, as people do; return the address of the run."""
    clerk.goto(f"{address}/runs/")
    clerk.get_by_role("button", name="Maak een plan").click()
    expect(clerk.get_by_role("heading", name=f"Plan voor {said}")).to_be_visible()
    run = clerk.url
    approver.goto(run)
    approver.get_by_role("link", name="Keur het plan goed").click()
    approver.get_by_label("Nummer van de beslissing").fill("CBS/2026/11-001")
    approver.get_by_role("button", name="Keur goed").click()
    approver.get_by_role("button", name="Voer de run uit").click()
    expect(approver.get_by_role("heading", name="De run wordt uitgevoerd")).to_be_visible()
    work_once()
    # The page comes anew by itself: by its script, or without one after five seconds.
    expect(approver.get_by_role("heading", name=f"{said} uitgevoerd")).to_be_visible(timeout=90_000)
    return run


def _letter_of(page: Page, run: str) -> bytes:
    page.goto(f"{run}rijen/?groep=granted")
    page.locator("tbody a").first.click()
    letter = page.get_by_role("link", name="Lees de brief (PDF)").get_attribute("href")
    answer = page.context.request.get(page.url.partition("/wingene/")[0] + str(letter))
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def look_at(page: Page, address: str, name: str) -> list[str]:
    page.goto(address)
    return look(page, name)


def _browser(
    chromium: Browser, desk: Desk, name: str, address: str, *, has_scripts: bool = True
) -> Page:
    """Return a page of a browser of her own, in which one of the staff is logged in."""
    context: BrowserContext = chromium.new_context(locale="nl-BE", java_script_enabled=has_scripts)
    cookies = log_in(desk.accounts[name]).cookies
    context.add_cookies(
        [{"name": key, "value": one.value, "url": address} for key, one in cookies.items()]
    )
    return context.new_page()
