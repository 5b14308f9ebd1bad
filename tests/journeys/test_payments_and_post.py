"""Finance pays and a clerk posts, in a real browser, with and without scripts."""

import os
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.faces.desk.routes_payments import drawn, letter
from tests.factories.acting import HERENT, OPERATOR, WINGENE
from tests.factories.bank import answer, of
from tests.factories.desk import at_desk, look
from tests.factories.keys import make_keys
from tests.factories.payments import place_some
from tests.factories.serving import browsing, serving

from klik.domains.audit import queries as audit
from klik.domains.messages import jobs as post_jobs
from klik.domains.municipalities.operations import load_municipalities
from klik.domains.payments import jobs, operations, queries
from klik.domains.tasks import queries as tasks
from klik.ground.banking.schema import check_against_schema
from klik.ground.clock import moment_now
from klik.ground.tenancy import Role, acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
DESK = "/wingene/desk"
SCRIPTS = pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no-scripts"])


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


@SCRIPTS
def test_one_draws_another_approves_and_the_bank_answers(
    address: str, chromium: Browser, tmp_path: Path, *, has_scripts: bool
) -> None:
    place_some(3, cents=10_000)
    finance = at_desk(
        chromium, address, Role.FINANCE, email="fin@voorbeeld.be", has_scripts=has_scripts
    )
    approver = at_desk(
        chromium, address, Role.APPROVER, email="goed@voorbeeld.be", has_scripts=has_scripts
    )

    finance.goto(f"{address}{DESK}/betalingen/")
    seen = look(finance, "payments", has_scripts=has_scripts)
    finance.get_by_role("link", name="Maak betaalbestanden").click()
    seen += look(finance, "draw", has_scripts=has_scripts)
    finance.get_by_role("button", name="Maak ze").click()
    expect(finance.get_by_role("heading", name="Een tweede persoon moet")).to_be_visible()
    seen += look(finance, "batch-waits", has_scripts=has_scripts)
    batch = finance.url

    approver.goto(batch)
    expect(approver.get_by_role("heading", name="Jij bent de tweede persoon")).to_be_visible()
    seen += look(approver, "batch-approve", has_scripts=has_scripts)
    approver.get_by_role("button", name="Keur goed").click()
    expect(approver.get_by_role("heading", name="We maken het bestand")).to_be_visible()
    seen += look(approver, "batch-being-made", has_scripts=has_scripts)
    jobs.write_batches(WINGENE, moment=moment_now())

    finance.goto(batch)
    seen += look(finance, "batch-written", has_scripts=has_scripts)
    check_against_schema(_download(finance, "Download het bestand", tmp_path / "pain001.xml"))
    finance.get_by_role("button", name="Het is bij de bank").click()
    expect(_toast(finance)).to_contain_text("het bestand is bij de bank")
    _give_answer(finance, address, _answer_of(batch))
    expect(_toast(finance)).to_contain_text("2 opdrachten betaald, 1 geweigerd")
    seen += look(finance, "batch-answered", has_scripts=has_scripts)

    assert sorted(_states()) == ["executed", "executed", "rejected"]
    with acting_for([WINGENE], OPERATOR):
        assert [task.reason for task in tasks.open_tasks(WINGENE)] == ["bank-rejected"]
    assert seen == []


@SCRIPTS
def test_what_is_no_answer_of_the_bank_changes_nothing(
    address: str, chromium: Browser, *, has_scripts: bool
) -> None:
    with acting_for([WINGENE], OPERATOR):
        operations.set_limit(WINGENE, cents=10**9, moment=moment_now())
    drawn()
    jobs.write_batches(WINGENE, moment=moment_now())
    page = at_desk(
        chromium, address, Role.FINANCE, email="fin@voorbeeld.be", has_scripts=has_scripts
    )

    _give_answer(page, address, b"<Document/>")
    expect(page).to_have_title("Fout: Neem een antwoord van de bank over, Wingene")
    seen = look(page, "answer-wrong", has_scripts=has_scripts)

    assert (_states(), seen) == (["batched"] * 2, [])


@SCRIPTS
def test_who_is_paid_shows_only_to_who_says_why(
    address: str, chromium: Browser, *, has_scripts: bool
) -> None:
    place_some(1)
    page = at_desk(
        chromium, address, Role.FINANCE, email="fin@voorbeeld.be", has_scripts=has_scripts
    )
    seen: list[str] = []

    page.goto(f"{address}{DESK}/betalingen/opdrachten/")
    seen += look(page, "orders", has_scripts=has_scripts)
    page.get_by_role("link", name="GEB-37021-1").click()
    expect(page.get_by_text("Ouder Voorbeeld 1")).to_have_count(0)
    seen += look(page, "order", has_scripts=has_scripts)
    page.get_by_label("Waarom kijk je?").select_option("bank")
    page.get_by_role("button", name="Toon naam en rekening").click()

    expect(page.get_by_text("Ouder Voorbeeld 1")).to_be_visible()
    seen += look(page, "creditor", has_scripts=has_scripts)
    with acting_for([WINGENE], OPERATOR):
        [view] = audit.views_to_seal(before=moment_now() + timedelta(minutes=2))
    assert (view.purpose, view.shown[:6]) == ("bank", "order:")
    assert seen == []


@SCRIPTS
def test_letters_are_printed_and_brought_to_the_post(
    address: str, chromium: Browser, tmp_path: Path, *, has_scripts: bool
) -> None:
    for number in (1, 2):
        letter(number)
    page = at_desk(
        chromium, address, Role.CLERK, email="clerk@voorbeeld.be", has_scripts=has_scripts
    )
    seen: list[str] = []

    page.goto(f"{address}{DESK}/post/")
    seen += look(page, "post", has_scripts=has_scripts)
    page.get_by_role("button", name="Maak een drukbestand").click()
    expect(page.get_by_role("heading", name="We maken het drukbestand")).to_be_visible()
    seen += look(page, "print-being-made", has_scripts=has_scripts)
    post_jobs.write_print_batches(moment_now())
    page.goto(page.url)
    seen += look(page, "print", has_scripts=has_scripts)
    letters = _download(page, "Download de brieven", tmp_path / "brieven.pdf")
    contents = _download(page, "Inhoudslijst", tmp_path / "inhoud.csv")
    page.get_by_role("button", name="Ze zijn op de post").click()
    expect(_toast(page)).to_contain_text("op de post")
    seen += look(page, "print-posted", has_scripts=has_scripts)
    page.goto(f"{address}{DESK}/post/berichten/")
    seen += look(page, "outbox", has_scripts=has_scripts)
    page.goto(f"{address}{DESK}/post/niet-aangekomen/")
    seen += look(page, "undelivered", has_scripts=has_scripts)

    with pikepdf.open(BytesIO(letters)) as pdf:
        assert len(pdf.pages) == 8  # for each letter a sheet with its address, and two pages
    assert contents.decode("utf-8-sig").count("Ouder1A Voorbeeld") == 2
    assert seen == []


def _give_answer(page: Page, address: str, content: bytes) -> None:
    page.goto(f"{address}{DESK}/betalingen/antwoord/")
    page.get_by_label("Antwoord van de bank").set_input_files(
        {"name": "pain002.xml", "mimeType": "application/xml", "buffer": content}
    )
    page.get_by_role("button", name="Neem het antwoord over").click()


def _answer_of(batch: str) -> bytes:
    name = batch.rstrip("/").rpartition("/")[2]
    with acting_for([WINGENE], OPERATOR):
        keys = [one.end_to_end_id for one in queries.orders_of(WINGENE).order_by("amount_cents")]
    paid, also_paid, refused = keys
    said = [of(paid, "ACSC"), of(also_paid, "ACSC"), of(refused, "RJCT", reason="AC04")]
    return answer(name, group="PART", transactions=said)


def _states() -> list[str]:
    with acting_for([WINGENE], OPERATOR):
        return [one.state for one in queries.orders_of(WINGENE)]


def _download(page: Page, link: str, to: Path) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    download.value.save_as(to)
    return to.read_bytes()


def _toast(page: Page) -> Locator:
    return page.locator(".toast")
