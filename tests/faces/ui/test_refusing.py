"""A refusal, an error, a database that does not answer: each is a page that says what to do."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from klik.faces.ui.views import bad_request
from klik.ground.identifiers.refusal import IdentifierRefused
from klik.ground.refusals import Refusal


class TooLate(Refusal):
    reason = "Name at least one municipality by its NIS code."  # a text that has its Dutch


class NotThere(Refusal):
    status = 404


def raising(error: Callable[[], Exception]) -> Callable[[HttpRequest], HttpResponse]:
    def view(_: HttpRequest) -> HttpResponse:
        raise error()

    return view


def no_answer() -> Exception:
    return OperationalError("connection to 10.0.0.7 refused, password wrong")


def broken() -> Exception:
    return RuntimeError("Noor Voorbeeld, 26.02.08-001.02")


urlpatterns = [
    path("late/", raising(TooLate)),
    path("number/", raising(lambda: IdentifierRefused("insz-form"))),
    path("own/", raising(lambda: TooLate("Line 3 holds <b>no</b> number."))),
    path("not-there/", raising(NotThere)),
    path("missing/", raising(Http404)),
    path("forbidden/", raising(PermissionDenied)),
    path("suspicious/", raising(SuspiciousOperation)),
    path("no-answer/", raising(no_answer)),
    path("broken/", raising(broken)),
    path("", include("klik.faces.ui.urls")),
]
handler400 = bad_request


@pytest.fixture
def pages(settings: object) -> Client:
    settings.ROOT_URLCONF = __name__  # type: ignore[attr-defined]  # -- of pytest-django
    return Client(raise_request_exception=False)


def test_a_refusal_says_its_reason_in_the_language_of_the_page(pages: Client) -> None:
    dutch = pages.get("/late/", headers={"Accept-Language": "nl"})
    english = pages.get("/late/", headers={"Accept-Language": "en"})

    assert (dutch.status_code, english.status_code) == (409, 409)
    assert "Noem minstens één gemeente met haar NIS-code." in dutch.content.decode()
    assert "Name at least one municipality by its NIS code." in english.content.decode()
    assert "no-store" in dutch["Cache-Control"]


def test_a_refusal_without_a_remedy_is_said_in_dutch_too(pages: Client) -> None:
    shown = pages.get("/number/", headers={"Accept-Language": "nl"}).content.decode()

    assert "heeft 11 cijfers" in shown


def test_a_reason_of_its_own_is_shown_as_text(pages: Client) -> None:
    shown = pages.get("/own/").content.decode()

    assert "Line 3 holds &lt;b&gt;no&lt;/b&gt; number." in shown


def test_htmx_gets_the_reason_as_a_part_of_its_page(pages: Client) -> None:
    response = pages.get("/late/", headers={"HX-Request": "true", "Accept-Language": "nl"})

    assert response.status_code == 409
    assert response["HX-Retarget"] == "#refusals"
    assert "<html" not in response.content.decode()
    assert "Noem minstens" in response.content.decode()


@pytest.mark.parametrize(
    ("before", "back"),
    [
        ("http://testserver/desk/?page=2", 'href="/desk/?page=2"'),
        ("https://elsewhere.test/desk/", 'href="/"'),
        ("", 'href="/"'),
        ("http://testserver//elsewhere.test/", 'href="/"'),
    ],
)
def test_a_refusal_leads_back_to_a_page_of_ours_only(pages: Client, before: str, back: str) -> None:
    shown = pages.get("/late/", headers={"Referer": before}).content.decode()

    assert back in shown[shown.index("<main") :]
    assert "elsewhere" not in shown


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/suspicious/", 400, "We kunnen niet lezen wat uw browser stuurde"),
        ("/forbidden/", 403, "Deze pagina is niet voor jou"),
        ("/missing/", 404, "Deze pagina bestaat niet"),
        ("/not-there/", 404, "Deze pagina bestaat niet"),
        ("/nowhere/", 404, "Deze pagina bestaat niet"),
        ("/broken/", 500, "Er ging iets mis bij ons"),
        ("/no-answer/", 503, "Dit werkt even niet"),
    ],
)
def test_an_error_says_what_to_do_and_nothing_else(
    pages: Client, address: str, status: int, says: str
) -> None:
    response = pages.get(address, headers={"Accept-Language": "nl"})

    shown = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{says}</h1>" in shown
    assert "Noor" not in shown
    assert "10.0.0.7" not in shown


def test_not_there_and_not_yours_look_the_same(pages: Client) -> None:
    # Who may not see a thing must not learn that it exists.
    one, other = pages.get("/missing/").content, pages.get("/not-there/").content

    assert one.replace(b"/missing/", b"") == other.replace(b"/not-there/", b"")


def test_a_database_that_does_not_answer_says_when_to_try_again(pages: Client) -> None:
    assert pages.get("/no-answer/")["Retry-After"] == "30"


def test_a_host_that_is_not_ours_gets_no_page_of_ours(pages: Client) -> None:
    response = pages.get("/missing/", headers={"Host": "elsewhere.test"})

    assert response.status_code == 400
    assert "elsewhere" not in response.content.decode()
