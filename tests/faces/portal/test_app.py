"""The portal installs on a device, which keeps nothing of anybody."""

import json
import re

import pytest
from django.conf import settings
from django.test import Client
from tests.factories.acting import MANAGER, NOON, WINGENE
from tests.factories.portal import resident_browser

from klik.domains.municipalities.operations import set_house_style
from klik.faces.portal.app import SIZES, drawn_icon
from klik.faces.ui.houses import forget
from klik.faces.ui.static_files import hashed_name
from klik.ground.tenancy import acting_for

pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def green() -> None:
    with acting_for([WINGENE], MANAGER):
        set_house_style(WINGENE, house_colour="#2e7d4f", moment=NOON)
    forget()


def test_a_manifest_names_the_municipality_in_its_colour(client: Client, green: None) -> None:
    response = client.get("/wingene/app.webmanifest")

    told = json.loads(response.content)
    assert response["Content-Type"] == "application/manifest+json"
    assert (told["name"], told["short_name"]) == ("Mijn Wingene", "Wingene")
    assert told["start_url"] == told["scope"] == "/wingene/"
    assert told["display"] == "standalone"
    for icon in told["icons"]:
        drawn = client.get(icon["src"])
        assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/png")
        width = int.from_bytes(drawn.content[16:20])
        assert f"{width}x{width}" == icon["sizes"]
    forget()


def test_an_icon_follows_the_house_colour() -> None:
    assert drawn_icon("#2e7d4f", SIZES[0]) != drawn_icon("#1f3f95", SIZES[0])
    assert len(drawn_icon("#2e7d4f", SIZES[1])) < 20_000


def test_an_icon_comes_in_two_sizes(client: Client) -> None:
    assert client.get("/wingene/icoon-100000.png").status_code == 404


def test_a_worker_keeps_static_files_and_one_page(client: Client, green: None) -> None:
    response = client.get("/wingene/dienst.js")

    kept = json.loads(response.content.partition(b"const KEPT = ")[2].partition(b";\n")[0])
    pages = [name for name in kept["files"] if not name.startswith(settings.STATIC_URL)]
    assert pages[0] == kept["offline"] == "/wingene/offline/"
    assert re.fullmatch(r"/wingene/huisstijl-[0-9a-f]{12}\.css", pages[1])
    assert {client.get(page).status_code for page in pages} == {200}
    static = {name for name in kept["files"] if name not in pages}
    assert static >= {f"/static/{hashed_name(name)}" for name in ("klik.css", "portal/app.js")}
    assert response["Cache-Control"] == "no-cache"
    forget()


def test_the_page_without_connection_knows_nobody() -> None:
    client = resident_browser()

    page = client.get("/wingene/offline/").content.decode()

    assert "Lies" in client.get("/wingene/").content.decode()
    assert "Lies" not in page
    assert "Er is geen verbinding" in page
