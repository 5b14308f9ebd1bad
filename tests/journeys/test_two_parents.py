"""Two parents at two addresses, one of which nobody may know: nothing tells one of the other.

Each reads every page, letter, file and feed that links lead to, tries every address of the other's,
searches for the other, and signs for the other: the words are read, also those inside a PDF.
"""

import html
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import APIResponse, Browser, Page, expect
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, HERENT, NOON, OPERATOR, WINGENE
from tests.factories.applications import APPLICANT, PDF, pool_in
from tests.factories.keys import make_keys
from tests.factories.own_cases import granted, letter_of, person, reference_of, wrote
from tests.factories.registers import child
from tests.factories.residents import JAN, resident_cookies
from tests.factories.serving import browsing, serving
from tests.ground.letters.pdf_text import text_of
from tests.journeys.hands import WAYS, Hand, Way, hand

from klik.domains.cases import jobs
from klik.domains.cases.models import Application
from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.domains.municipalities.operations import load_municipalities
from klik.domains.people import operations as people
from klik.faces.ui.houses import forget
from klik.ground.tenancy import acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
HER = APPLICANT.number
FEWEST_PAGES, MOST_PAGES = 30, 200
NAMES = {HER: "Mia Voorbeeld-Beek", JAN: "Jan Voorbeeld-Duin"}
STREETS = {HER: "Geheimstraat", JAN: "Vaderlaan"}
ACCOUNTS = {HER: "BE49999000000171", JAN: "BE10999000100104"}
WORDS = {HER: "Alleen tussen de moeder en u", JAN: "Alleen tussen de vader en u"}
ASKED_FROM = "Schuilstraat 12"
HER_TOWN, THAT_IT_IS_PROTECTED = "Schuilhove", "adres is beschermd"
_LINK = re.compile(r'(?:href|src)="(/wingene/[^"#]*)')


@dataclass(frozen=True, slots=True)
class Parent:
    """A parent in a browser, with what is hers alone.

    Attributes:
        number: The register number.
        case: Of the premium that a run granted.
        letter: That said so.
        secrets: Words that the other may read nowhere.
        others: Addresses that the other may not open.
    """

    number: str
    case: str
    letter: str
    secrets: tuple[str, ...]
    others: list[str] = field(default_factory=list)


def _row(number: int, mine: str, other: str) -> dict[str, str]:
    return child(
        number,
        beneficiary1_insz=mine, beneficiary1_name=NAMES[mine], account_holder=NAMES[mine],
        beneficiary2_insz=other, beneficiary2_name=NAMES[other], mother_insz=HER,
        street=STREETS[mine], house_number="7", iban=ACCOUNTS[mine],
        locality=HER_TOWN if mine == HER else "Wingene",
    )  # fmt: skip


@pytest.fixture
def parents(committed: None, tmp_path: Path) -> dict[str, Parent]:
    """Each with a premium, a letter and messages; he is asked to sign what she applies for."""
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()
    with acting_for([WINGENE], CLERK):
        people.protect_address(WINGENE, person(HER), because="authority", moment=NOON)
    forget()
    granted(tmp_path, _row(0, HER, JAN), _row(1, JAN, HER))
    found = {}
    for number in (HER, JAN):
        case, letter = reference_of(number), str(letter_of(number))
        wrote(WORDS[number], number=number, about=case)
        own = (number, STREETS[number], ACCOUNTS[number], case, letter, WORDS[number])
        found[number] = Parent(number, case, letter, own)
        below = ("", "bezwaar/", f"bestand/{uuid4()}/")
        found[number].others.extend(f"mijn/zaken/{case}/{part}" for part in below)
        found[number].others.append(f"mijn/berichten/brief/{letter}/")
    reference = _asked_to_sign()
    for part in ("", "nakijken/", "ontvangen/", "vraag/rekening/", "adres/", "mee-tekenen/"):
        found[HER].others.append(f"aanvragen/{reference}/{part}")
    return found


def _asked_to_sign() -> str:
    pool = pool_in()
    application = pool.start()
    pool.fill(application)
    with acting_for([WINGENE], pool.parent):
        applying.save_address(application, (ASKED_FROM, "8750 Wingene"), moment=NOON)
        signer = applications.Applicant(JAN, NAMES[JAN])
        signature = applying.ask_to_cosign(application, signer, moment=NOON)
    jobs.ask_signature(WINGENE, signature.pk, moment=NOON)
    return application.reference


@pytest.fixture
def address(parents: dict[str, Parent]) -> Iterator[str]:
    with serving() as found:
        yield found
    forget()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@only_sqlite
def test_nothing_that_a_parent_can_open_tells_of_the_other(
    parents: dict[str, Parent], address: str, chromium: Browser
) -> None:
    for number, other in ((HER, parents[JAN]), (JAN, parents[HER])):
        page = _logged_in(chromium, address, number)
        own = parents[number]

        read = _everything(page, f"{address}/wingene/")

        assert len(read) >= FEWEST_PAGES, sorted(read)
        said = {path: _told_of(other, text) for path, text in read.items()}
        assert {path: found for path, found in said.items() if found} == {}
        letter, exported = f"mijn/berichten/brief/{own.letter}/", "mijn/gegevens/alles"
        assert STREETS[number] in read[letter]  # the words inside a PDF are read
        assert (THAT_IT_IS_PROTECTED in read["mijn/gegevens/"]) is (number == HER)
        assert NAMES[number] in read[f"{exported}.pdf"]
        assert own.case in read[f"{exported}.json"]
        for path in other.others:
            assert page.request.get(f"{address}/wingene/{path}").status == 404, path
        page.context.close()


def _logged_in(chromium: Browser, address: str, number: str) -> Page:
    context = chromium.new_context(locale="nl-BE")
    cookies = resident_cookies(number, subject=number)
    at = f"{address}/wingene/"
    context.add_cookies([{"name": name, "value": value, "url": at} for name, value in cookies])
    return context.new_page()


def _everything(page: Page, start: str) -> dict[str, str]:
    """Return the words of every page, letter, file and feed of the portal, links by links."""
    host = start.removesuffix("/wingene/")
    waiting, found = ["/wingene/"], dict[str, str]()
    while waiting:
        path = waiting.pop()
        answer = page.request.get(f"{host}{path}")
        assert answer.status == 200, (path, answer.status)
        text = _words_of(answer)
        found[path.removeprefix("/wingene/")] = text
        assert len(found) < MOST_PAGES
        raw = answer.text() if "html" in answer.headers["content-type"] else ""
        for link in map(html.unescape, _LINK.findall(raw)):
            is_new = link.removeprefix("/wingene/") not in found and link not in waiting
            if is_new and "/afspraken/" not in link:
                waiting.append(link)
    return found


def _words_of(answer: APIResponse) -> str:
    body = answer.body()
    if body.startswith(b"%PDF") and body not in (PDF, b"%PDF-1.7 bijlage"):
        return text_of(body)
    return html.unescape(body.decode("utf-8", "replace"))


def _told_of(other: Parent, text: str) -> list[str]:
    """Return what a text says of the other, however it is spaced."""
    plain = _plain(text)
    of_her = (ASKED_FROM, HER_TOWN, THAT_IT_IS_PROTECTED)
    hidden = (*other.secrets, *(of_her if other.number == HER else (other.number,)))
    return [one for one in hidden if _plain(one) in plain]


def _plain(text: str) -> str:
    return re.sub(r"[\s.\-\N{SOFT HYPHEN}\N{NO-BREAK SPACE}]", "", text).lower()


@only_sqlite
@WAYS
def test_each_reads_takes_along_searches_and_signs_without_a_word_of_the_other(
    parents: dict[str, Parent], address: str, chromium: Browser, way: Way
) -> None:
    for number, other in ((HER, parents[JAN]), (JAN, parents[HER])):
        cookies = resident_cookies(number, subject=number)
        with hand(chromium, way, cookies=cookies, at=f"{address}/wingene/") as one:
            one.open(f"{address}/wingene/")
            _read_what_is_hers(one, other)
            _search(one, other, address)
            if number == JAN:
                _sign(one, other, address)
    with acting_for([WINGENE], CLERK):
        assert Application.objects.get().state == "submitted"


def _read_what_is_hers(one: Hand, other: Parent) -> None:
    for menu in ("Mijn zaken", "Geboortepremie", "Berichten", "Mijn gegevens"):
        one.press(menu)
        assert _told_of(other, one.page.content()) == [], menu
        if menu == "Geboortepremie":
            letter = one.opened(one.page.locator("aside a[href*='/brief/']"))
            assert _told_of(other, text_of(letter)) == []
    assert _told_of(other, text_of(one.download("Alles om te lezen (PDF)"))) == []
    assert _told_of(other, one.download("Alles voor een computer (JSON)").decode()) == []


def _search(one: Hand, other: Parent, address: str) -> None:
    for sought in (NAMES[other.number], STREETS[other.number], other.case, other.number):
        one.open(f"{address}/wingene/aanbod/")
        one.fill_in(one.page.get_by_role("searchbox"), sought)
        one.press("Zoek")
        expect(one.page.get_by_role("searchbox")).to_have_value(sought)
        shown = one.page.locator("main").inner_text().replace(sought, "")
        assert _told_of(other, shown) == []


def _sign(one: Hand, other: Parent, address: str) -> None:
    """He is asked to sign what she applies for, of which he reads what he signs and no more."""
    one.open(f"{address}/wingene/")
    one.press(one.page.locator("a[href*='/aanvragen/tekenen/']"))
    assert _told_of(other, one.page.content()) == []
    one.press("Teken")
    assert _told_of(other, one.page.content()) == []
