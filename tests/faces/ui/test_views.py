"""House styles, the choice of language, static files, and what every page sends along."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from tests.factories.acting import CLERK, HERENT, NOON, OPERATOR, WINGENE

from klik.domains.municipalities.models import HouseStyle
from klik.domains.municipalities.operations import load_municipalities
from klik.faces.ui import assets, houses
from klik.ground.tenancy import EVERYWHERE, OutsideActing, acting_for


@pytest.fixture
def styled(committed: None) -> Iterator[None]:
    """Give Wingene its colours; Herent has none."""
    houses.forget()
    with acting_for(EVERYWHERE, OPERATOR):
        load_municipalities()
        HouseStyle.objects.create(
            municipality_nis=WINGENE,
            house_colour="#2e7d4f",
            accent_colour="#f2b632",
            set_at=NOON,
        )
    yield
    houses.forget()


def test_a_house_style_is_kept_for_good_under_its_digest(styled: None) -> None:
    response = Client().get(houses.house_of(WINGENE).stylesheet)

    assert response.content == b":root { --house: #2e7d4f; --accent: #f2b632 }\n"
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_an_older_digest_gives_the_colours_of_now_and_keeps_them_not(styled: None) -> None:
    response = Client().get("/wingene/huisstijl-0123456789ab.css")

    assert b"#2e7d4f" in response.content
    assert response["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "address", ["/herent/huisstijl-0123456789ab.css", "/nergens/huisstijl-0123456789ab.css"]
)
def test_who_chose_no_colours_has_no_stylesheet(styled: None, address: str) -> None:
    assert Client().get(address).status_code == 404


def test_a_house_without_colours_links_to_no_stylesheet(styled: None) -> None:
    assert houses.house_of(HERENT).stylesheet == ""


def test_a_house_is_read_inside_and_outside_acting(styled: None) -> None:
    with acting_for([WINGENE], CLERK):
        inside = houses.house_of(WINGENE)

    houses.forget()
    assert houses.house_of(WINGENE) == inside


def test_a_house_is_not_read_for_another_municipality(styled: None) -> None:
    with acting_for([HERENT], CLERK), pytest.raises(OutsideActing):
        houses.house_of(WINGENE)


def test_a_stylesheet_holds_colours_only(styled: None) -> None:
    with acting_for([WINGENE], CLERK):
        HouseStyle.objects.update(accent_colour="}*{x:y")
    houses.forget()

    assert houses.house_of(WINGENE).colours == ":root { --house: #2e7d4f }\n"


@pytest.mark.parametrize(
    ("next_page", "leads_to"),
    [
        ("/wingene/desk/?page=2", "/wingene/desk/?page=2"),
        ("//elsewhere.test/", "/"),
        ("https://elsewhere.test/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_a_choice_of_language_leads_back_to_a_page_of_ours(next_page: str, leads_to: str) -> None:
    response = Client().get("/taal/en/", {"next": next_page})

    assert (response.status_code, response["Location"]) == (302, leads_to)
    assert response.cookies["django_language"].value == "en"


def test_a_chosen_language_stays() -> None:
    client = Client()
    client.get("/taal/en/")

    shown = client.get("/ui/gallery/", headers={"Accept-Language": "nl"}).content.decode()

    assert '<html lang="en"' in shown


def test_there_are_three_languages() -> None:
    assert Client().get("/taal/fr/").status_code == 302
    assert Client().get("/taal/de/").status_code == 404


@pytest.mark.parametrize("asked", ["de", "fr", "fr-BE,fr;q=0.9,de;q=0.5"])
def test_a_page_is_dutch_for_who_asks_for_neither_language(asked: str) -> None:
    shown = Client().get("/ui/gallery/", headers={"Accept-Language": asked}).content.decode()

    assert '<html lang="nl"' in shown


def test_a_page_allows_nothing_but_what_is_ours() -> None:
    policy = Client().get("/ui/gallery/")["Content-Security-Policy"]

    assert sorted(policy.split("; ")) == [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "manifest-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "worker-src 'self'",
    ]


def test_a_static_file_is_kept_for_good_under_its_digest() -> None:
    address = staticfiles_storage.url("klik.css")

    response = Client().get(address, headers={"Accept-Encoding": "gzip"})

    assert re.fullmatch(r"/static/klik\.[0-9a-f]{12}\.css", address)
    assert response["Content-Encoding"] == "gzip"
    assert "immutable" in response["Cache-Control"]
    assert gzip.decompress(_content(response)).startswith(b"/* Klik")


def test_a_static_file_under_its_plain_name_may_change() -> None:
    response = Client().get("/static/klik.css")

    assert _content(response).startswith(b"/* Klik")
    assert "immutable" not in response["Cache-Control"]


def test_a_static_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no static file"):
        staticfiles_storage.url("nothing.css")


def test_everything_that_a_page_links_to_is_there() -> None:
    client = Client()
    shown = client.get("/ui/gallery/").content.decode()

    linked = {
        link.partition("#")[0] for link in re.findall(r'(?:src|href)="(/static/[^"]+)"', shown)
    }
    assert len(linked) >= 4
    for address in linked:
        response = client.get(address)
        assert response.status_code == 200, address
        assert _content(response)


def test_every_icon_that_a_template_asks_for_is_there() -> None:
    asked = {
        name
        for folder in (Path(houses.__file__).parents[1]).glob("*/templates")
        for file in folder.rglob("*.html")
        for name in re.findall(r"""{% icon ["']([a-z-]+)["']""", file.read_text(encoding="utf-8"))
    }

    assert asked - set(assets.icon_names()) == set()


def _content(response: Any) -> bytes:
    return b"".join(response.streaming_content)
