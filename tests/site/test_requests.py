"""Each request leaves one line: which page, for which municipality, how it ended."""

import logging
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from tests.factories.acting import WINGENE


def _answer(_: HttpRequest, **kwargs: str) -> HttpResponse:
    return HttpResponse("ok")


class _Urls:
    urlpatterns = (path("<slug:town>/cases/<slug:reference>/", _answer, name="case"),)


@pytest.mark.parametrize(
    ("town", "nis"),
    [("wingene", WINGENE), ("sint-niklaas", "46021"), ("jan-voorbeeld", "")],
)
def test_a_request_is_logged_by_its_route(
    client: Client, caplog: pytest.LogCaptureFixture, town: str, nis: str
) -> None:
    line = _line(client, caplog, f"/{town}/cases/an-voorbeeld/?name=An")

    assert (line.route, line.status, line.method) == ("case", 200, "GET")
    assert line.municipality == nis
    assert line.duration_ms >= 0
    assert "an-voorbeeld" not in str(vars(line))


def test_an_unknown_address_has_no_route(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.raise_request_exception = False
    line = _line(client, caplog, "/An Voorbeeld/", urls="klik.site.urls")

    assert (line.route, line.status) == ("", 404)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("0123456789abcdef", True), ("An Voorbeeld 123", False), ("", False)],
)
def test_a_mark_of_a_load_balancer_is_kept(client: Client, given: str, *, kept: bool) -> None:
    response = client.get("/health/", headers={"X-Request-ID": given})

    assert (response["X-Request-ID"] == given) is kept
    assert len(response["X-Request-ID"]) >= 16


def test_health_pages_leave_no_line(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "klik.site.requests")

    client.get("/health/")

    assert caplog.records == []


def _line(
    client: Client, caplog: pytest.LogCaptureFixture, address: str, urls: object = _Urls
) -> Any:
    caplog.set_level(logging.INFO, "klik.site.requests")
    with override_settings(ROOT_URLCONF=urls):
        client.get(address)
    (line,) = (one for one in caplog.records if one.name == "klik.site.requests")
    return line
