"""Where French must be offered each page is in French, to the last word that is Klik's own.

Which municipalities those are, the law says; here Wingene plays one, for the states of all pages
are made there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import cache
from types import ModuleType
from typing import Any, Final

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from tests.faces.portal import (
    states_apply,
    states_cases,
    states_entrance,
    states_mine,
    states_signing,
    states_town,
)
from tests.faces.portal.stating import State
from tests.factories.acting import OPERATOR, WINGENE
from tests.factories.applications import pool_in
from tests.factories.keys import make_keys
from tests.factories.portal import resident_browser
from tests.plain_dutch import measured
from tools import catalogue

from klik.domains.messages import ports as messages
from klik.domains.municipalities.operations import load_municipalities
from klik.domains.people import ports as people
from klik.faces.ui import languages
from klik.ground.tenancy import acting_for
from klik.packages.french import translations

SUBJECTS: Final = [
    states_apply, states_cases, states_entrance, states_mine, states_signing, states_town,
]  # fmt: skip
MADE_ONCE: Final[dict[str, Callable[[], Any]]] = {
    "pool_in": pool_in, "premiums": states_cases.premiums, "kind": states_town.kind,
}  # fmt: skip
FRENCH: Final = {"headers": {"Accept-Language": "fr-BE,fr;q=0.9,en;q=0.5"}}
LONG: Final = 12  # shorter texts are words that languages share, such as documents
# Not Klik's own: of the sample of swimming lessons, and what a municipality and a delivery say.
OF_OTHERS: Final = frozenset(
    {
        "ondernemingsnummer", "welke lessen volgde het kind?",
        "dienst burgerzaken", "geboortepremie",
    }
)  # fmt: skip
NOT_OF_A_TOWN: Final = {"start", "log-in-back"}
MESEN: Final = "33016"
MOST_WORDS: Final = 18.0
_PLACE: Final = re.compile(r"%\(\w+\)[sd]|%%|\{+[^}]*\}+")


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: one.__name__.rpartition("_")[2])
@pytest.mark.usefixtures("town", "ports_as_they_were")
def test_every_page_is_in_french_in_every_state(
    subject: ModuleType, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    settings.KLIK_HOME = tmp_path
    monkeypatch.setattr(languages, "_french_places", lambda: frozenset({"mesen", "wingene"}))
    made = {name: cache(make) for name, make in MADE_ONCE.items()}
    for name in made.keys() & vars(subject).keys():
        monkeypatch.setattr(subject, name, made[name])

    browser = cache(lambda who: resident_browser(who, subject=who) if who else Client())
    left = [
        (str(state), text)
        for state in subject.STATES
        if state.name not in NOT_OF_A_TOWN
        for text in _left_on(state, browser(state.who))
    ]

    assert left == []


@pytest.mark.usefixtures("mesen")
def test_a_browser_that_prefers_french_gets_it_in_mesen_and_dutch_in_wingene() -> None:
    assert _language("/mesen/") == "fr"
    assert _language("/mesen/aanbod/") == "fr"
    assert _language("/wingene/") == _language("/") == "nl"
    assert _language("/wingene/", asked="fr,en;q=0.5") == "en"  # as if it had not asked for French
    assert _language("/mesen/", asked="nl") == "nl"
    assert _offers("/mesen/") == ["nl", "en", "fr"]
    assert _offers("/wingene/") == _offers("/") == ["nl", "en"]


@pytest.mark.usefixtures("mesen")
def test_the_choice_of_french_holds_in_mesen_only() -> None:
    client = Client()
    led = client.get("/mesen/francais/", follow=True)

    assert '<html lang="fr"' in led.content.decode()
    assert led.redirect_chain[-1][0] == "/mesen/"
    assert _language("/mesen/gemeente/", client=client, asked="nl") == "fr"
    assert _language("/wingene/", client=client, asked="nl") == "nl"
    assert client.get("/wingene/francais/").status_code == 404


def test_a_desk_never_speaks_french() -> None:
    desk = ["/mesen/desk/", "/mesen/desk/zaken/", "/desk/", "/inloggen/", "/ui/gallery/"]

    assert [place for place in desk if languages.offers_french(place)] == []
    client = Client()
    client.cookies["django_language"] = "fr"
    assert _language("/inloggen/", client=client) == "nl"
    assert all(languages.offers_french(place) for place in ("/mesen/", "/mesen", "/voeren/x/"))


@pytest.fixture
def ports_as_they_were() -> Iterator[None]:
    """Give the ports back what they had: some states need a provider or an eBox."""
    before = {port: port.service() for port in (people.identity_provider, messages.ebox)}
    yield
    for port, service in before.items():
        port.connect(service)  # type: ignore[arg-type]  # -- what it had


@pytest.fixture
def mesen(town: None) -> None:
    """Let a municipality that must offer French have a portal."""
    make_keys(MESEN)
    with acting_for([MESEN, WINGENE], OPERATOR):
        load_municipalities()


def _language(place: str, *, client: Client | None = None, asked: str = "fr-BE,fr;q=0.9") -> str:
    answer = (client or Client()).get(place, headers={"Accept-Language": asked})
    return answer.content.decode().partition('<html lang="')[2][:2]


def _offers(place: str) -> list[str]:
    page = Client().get(place).content.decode()
    return re.findall(r'<a href="/taal/(\w+)/', page)


def _left_on(state: State, client: Client) -> Iterator[str]:
    """Open a page, and yield each text of ours that is on it in Dutch or in English."""
    answer = _opened(state, client)
    assert answer.status_code == state.status, str(state)
    if not answer["Content-Type"].startswith("text/html"):
        return
    page = answer.content.decode()
    assert '<html lang="fr"' in page, str(state)
    shown = _shown(page)
    yield from (text for text in _not_french() if text in shown)


def _opened(state: State, client: Client) -> Any:
    path = state.path()
    if state.sent is None:
        answer = client.get(path, **FRENCH)
    else:
        sent = state.sent() if callable(state.sent) else state.sent
        answer = client.post(path, {name: _sent(one) for name, one in sent.items()}, **FRENCH)
    while answer.status_code in {301, 302, 303}:
        answer = client.get(answer["Location"], **FRENCH)
    return answer


def _sent(value: Any) -> Any:
    """Return a field as a browser of a test sends it; a file is `{"name": ..., "content": ...}`."""
    if not isinstance(value, dict):
        return value
    return SimpleUploadedFile(value["name"], str(value["content"]).encode("latin-1"))


def _shown(page: str) -> str:
    """Return what is read of a page or read aloud, in small letters; of each text a line."""
    said = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', page)
    seen = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", "\n", page, flags=re.DOTALL)
    return "\n".join(_plain(one) for one in [*said, *seen.split("\n")])


def _plain(text: str) -> str:
    kept = html.unescape(text).replace("\N{SOFT HYPHEN}", "")
    return " ".join(kept.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()).lower()


@cache
def _not_french() -> frozenset[str]:
    """Return the long parts of our texts in Dutch and English that are not French as well."""
    french, others = set(translations().values()), set(translations().keys())
    for home in catalogue.gathered():
        if catalogue.FRENCH in catalogue.languages_of(home):
            for language in (catalogue.DUTCH, catalogue.FRENCH):
                for entry in polib.pofile(str(catalogue.file_of(home, language))):
                    forms = entry.msgstr_plural.values() or [entry.msgstr]
                    (french if language == catalogue.FRENCH else others).update(forms)
                    others.update({entry.msgid, entry.msgid_plural or entry.msgid})
    ours = "\n".join(_plain(one) for one in french)
    parts = {_plain(part) for text in others for part in _PLACE.split(text)}
    return frozenset(part for part in parts if len(part) > LONG and part not in ours) - OF_OTHERS


def test_no_long_text_is_the_same_in_french() -> None:
    same = [
        entry.msgid
        for home in catalogue.gathered()
        if catalogue.FRENCH in catalogue.languages_of(home)
        for entry in polib.pofile(str(catalogue.file_of(home, catalogue.FRENCH)))
        if len(_PLACE.sub("", entry.msgid)) > LONG
        and entry.msgstr in {entry.msgid, _in_dutch(entry.msgid)}
    ]

    assert same == []


def _in_dutch(text: str) -> str:
    with translation.override("nl"):
        return gettext(text)


def test_the_french_of_pages_is_plain() -> None:
    texts = [*translations().values()]
    for home in catalogue.gathered():
        if catalogue.FRENCH in catalogue.languages_of(home):
            for entry in polib.pofile(str(catalogue.file_of(home, catalogue.FRENCH))):
                texts += entry.msgstr_plural.values() or [entry.msgstr]

    sentences = [text for text in texts if text.endswith((".", "?", "!"))]
    assert measured("\n".join(sentences)).words_a_sentence <= MOST_WORDS
    assert [one for one in sentences if measured(one).words_a_sentence > MOST_WORDS] == []
    assert [one for one in texts if re.search(r"\b(?:tu|ton|tes|toi)\b", one)] == []
