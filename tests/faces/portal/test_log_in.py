"""A resident logs in and out; whatever goes wrong, nobody is logged in and nothing is left."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.factories.acting import CLERK, HERENT, WINGENE
from tests.factories.log_in_attempts import with_claims
from tests.factories.log_in_provider import FaultyProvider
from tests.factories.portal import go_and_come_back, path_of, resident_browser
from tests.factories.residents import BIS_OF_LIES, JAN

from klik.domains.audit.queries import lines_of
from klik.domains.people.models import Resident, ResidentSession
from klik.ground.tenancy import acting_for

HOME, PAGE, START = "/wingene/", "/wingene/inloggen/", "/wingene/inloggen/start/"
OUT = "/wingene/uitloggen/"


def _text(response: Any) -> str:
    return " ".join(response.content.decode().replace("\N{SOFT HYPHEN}", "").split())


def _is_logged_in(client: Client, home: str = HOME) -> bool:
    return "Dag Lies" in _text(client.get(home))


def test_a_resident_logs_in_and_is_led_back_to_where_she_came_from(
    client: Client, provider: FaultyProvider
) -> None:
    back = go_and_come_back(client, provider, f"{START}?next=/wingene/regelingen/")

    assert (back.status_code, back["Location"]) == (302, "/wingene/regelingen/")
    assert _is_logged_in(client)
    assert not _is_logged_in(client, "/herent/")
    with acting_for([WINGENE], CLERK):
        acts = {line.act for line in lines_of(WINGENE)}
        assert Resident.objects.get().confirmed_at
    assert acts == {"people.meet-resident", "people.start-session"}


def test_the_cookie_holds_a_token_and_nothing_else(
    client: Client, provider: FaultyProvider
) -> None:
    back = go_and_come_back(client, provider, START)

    cookie = back.cookies[f"klik-{WINGENE}"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert len(cookie.value) == 43
    said = str(back.headers) + "".join(morsel.OutputString() for morsel in back.cookies.values())
    assert not any(word in said for word in ("eyJ", "Lies", "85041795161"))
    assert back["Cache-Control"] == "private, no-store"


def test_over_https_cookies_are_of_this_host_alone(
    client: Client, provider: FaultyProvider, settings: Any
) -> None:
    settings.SESSION_COOKIE_SECURE = True

    back = go_and_come_back(client, provider, START)

    cookie = back.cookies[f"__Host-klik-{WINGENE}"]
    assert (cookie["secure"], cookie["domain"], cookie["path"]) == (True, "", "/")


@pytest.mark.parametrize(
    "onward",
    ["https://else.example/", "//else.example/", "/herent/", "/wingene/../herent/", "/desk/", "x"],
)
def test_after_a_log_in_one_goes_nowhere_else(
    client: Client, provider: FaultyProvider, onward: str
) -> None:
    back = go_and_come_back(client, provider, f"{START}?next={onward}")

    assert back["Location"] == HOME


def test_a_state_counts_once(client: Client, provider: FaultyProvider) -> None:
    address = path_of(provider.redirect_for(client.get(START)["Location"]))
    client.get(address)
    client.post(OUT)

    again = client.get(address)

    assert again.status_code == 400
    assert "geldt niet meer" in _text(again)
    assert not _is_logged_in(client)


def _of_another_browser(client: Client) -> Client:
    Client().get(START)
    return Client()


def _without_mark(client: Client) -> Client:
    del client.cookies["klik-inloggen"]
    return client


@pytest.mark.parametrize("come_back", [_of_another_browser, _without_mark])
def test_an_answer_counts_in_the_browser_that_asked(
    client: Client, provider: FaultyProvider, come_back: Callable[[Client], Client]
) -> None:
    address = path_of(provider.redirect_for(client.get(START)["Location"]))

    other = come_back(client)

    assert other.get(address).status_code == 400
    assert not _is_logged_in(other)


@pytest.mark.parametrize("state", ["", "state=wrong&", "state=%00&"])
def test_an_answer_to_no_question_logs_nobody_in(
    client: Client, provider: FaultyProvider, state: str
) -> None:
    client.get(START)

    answer = client.get(f"/inloggen/terug/?{state}code=x")

    assert answer.status_code == 400
    assert "Kies uw gemeente" in _text(answer)


def _stopped(provider: FaultyProvider, address: str) -> str:
    state = dict(part.split("=") for part in address.partition("?")[2].split("&"))["state"]
    return f"/inloggen/terug/?error=access_denied&state={state}"


def _gone(provider: FaultyProvider, address: str) -> str:
    back = provider.redirect_for(address)
    provider.status = 503
    return path_of(back)


def _wrong(provider: FaultyProvider, address: str) -> str:
    provider.changed = with_claims(nonce="of another")
    return path_of(provider.redirect_for(address))


def _nameless(provider: FaultyProvider, address: str) -> str:
    provider.claims = {"given_name": "Lies"}
    return path_of(provider.redirect_for(address))


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        (_stopped, 400, "U bent niet ingelogd. U kunt het opnieuw proberen"),
        (_gone, 503, "De inlogpagina van de overheid antwoordt nu niet. Er is niets verloren."),
        (_wrong, 400, "Het inloggen lukte niet, en er is niemand ingelogd."),
        (_nameless, 403, "Deze inlog gaf geen rijksregisternummer."),
    ],
)
def test_what_goes_wrong_is_said_where_one_begins_again(
    client: Client,
    provider: FaultyProvider,
    answer: Callable[[FaultyProvider, str], str],
    status: int,
    said: str,
) -> None:
    address = client.get(f"{START}?next=/wingene/regelingen/")["Location"]

    page = client.get(answer(provider, address))

    assert page.status_code == status
    assert said in _text(page)
    assert f"{START}?next=%2Fwingene%2Fregelingen%2F" in _text(page)
    assert not _is_logged_in(client)


def test_a_provider_that_does_not_answer_is_told_before_she_leaves(
    client: Client, provider: FaultyProvider
) -> None:
    provider.metadata = {"issuer": "https://else.example"}

    page = client.get(START)

    assert page.status_code == 503
    assert "per telefoon en per brief" in _text(page)


@pytest.mark.usefixtures("town")
def test_where_no_provider_is_set_up_the_page_says_what_else_there_is(client: Client) -> None:
    page = client.get(START)

    assert page.status_code == 503
    assert "Inloggen kan hier nog niet." in _text(page)


def test_a_log_in_of_somebody_else_is_refused_until_numbers_are_linked(
    client: Client, provider: FaultyProvider
) -> None:
    provider.claims["rrn"] = BIS_OF_LIES
    go_and_come_back(client, provider, START)
    provider.claims["rrn"] = JAN

    page = go_and_come_back(client, provider, START)

    assert page.status_code == 403
    assert "een ander rijksregisternummer" in _text(page)


def test_a_new_log_in_ends_the_one_before(client: Client, provider: FaultyProvider) -> None:
    go_and_come_back(client, provider, START)
    go_and_come_back(client, provider, START)

    with acting_for([WINGENE], CLERK):
        ended = list(ResidentSession.objects.values_list("ended_at", flat=True))
    assert len([one for one in ended if one is None]) == 1


def test_log_out_leaves_nothing_of_her(provider: FaultyProvider) -> None:
    client = resident_browser()
    token = client.cookies[f"klik-{WINGENE}"].value

    out = client.post(OUT)

    assert (out.status_code, out["Location"]) == (303, "/wingene/uitgelogd/?verder=1")
    assert out["Clear-Site-Data"] == '"cache", "storage"'
    assert client.cookies[f"klik-{WINGENE}"].value == ""
    client.cookies[f"klik-{WINGENE}"] = token
    assert not _is_logged_in(client)


def test_log_out_goes_on_to_the_provider_and_comes_back(provider: FaultyProvider) -> None:
    client = resident_browser()
    page = client.get(client.post(OUT)["Location"])

    ending = page["Refresh"].removeprefix("0; url=")
    assert ending.startswith(f"{provider.issuer}/end?")
    assert "id_token" not in ending
    assert client.get("/uitgelogd/?state=wingene")["Location"] == "/wingene/uitgelogd/"
    assert client.get("/uitgelogd/?state=nergens")["Location"] == "/"
    assert "blijft niets van u achter" in _text(client.get("/wingene/uitgelogd/"))


def test_log_out_is_an_act_and_no_address(provider: FaultyProvider) -> None:
    client = resident_browser()

    assert client.get(OUT).status_code == 405
    assert Client(enforce_csrf_checks=True).post(OUT).status_code == 403
    assert _is_logged_in(client)


def test_the_log_in_of_one_municipality_opens_no_other(town: None) -> None:
    client = resident_browser(nis=HERENT)
    client.cookies[f"klik-{WINGENE}"] = client.cookies[f"klik-{HERENT}"].value

    assert _is_logged_in(client, "/herent/")
    assert not _is_logged_in(client)


def test_how_long_one_stays_logged_in_is_said(client: Client, town: None) -> None:
    said = _text(client.get(PAGE))

    assert "hoogstens 4 uur ingelogd" in said
    assert "30 minuten niets" in said
    assert "wat u net verstuurde" not in said.lower()
    assert "wat u net verstuurde" in _text(client.get(f"{PAGE}?geeindigd=1")).lower()
