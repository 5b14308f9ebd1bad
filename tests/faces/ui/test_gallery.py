"""The gallery shows every part there is: what is not in it does not exist."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client
from django.test.signals import template_rendered

from klik.faces.ui import drawing, gallery

TEMPLATES = Path(drawing.__file__).parent / "templates"
# Of pages that come with later parts of Klik; the stylesheet is ahead of them.
CLASSES_ELSEWHERE = {
    *("agenda", "band", "band-art", "day", "duo", "key", "nested", "no-print", "overlap"),
    *("bigscreen", "bigscreen-in", "bigscreen-join", "bigscreen-title", "print-only"),
    *("player", "player-art", "player-bar", "player-play", "programme", "search"),
    *("tile", "tilemap", "tilemap-key", "transcript"),
}


def test_every_part_is_in_the_gallery() -> None:
    seen: set[str] = set()
    drawing._kept.cache_clear()  # noqa: SLF001 -- a page before may have drawn the same words

    def note(template: object, **_: object) -> None:
        seen.add(str(getattr(template, "name", "")))

    template_rendered.connect(note)
    try:
        response = Client().get("/ui/gallery/")
    finally:
        template_rendered.disconnect(note)

    parts = {f"ui/parts/{file.name}" for file in (TEMPLATES / "ui" / "parts").glob("*.html")}
    assert response.status_code == 200
    assert parts - seen == set()


def test_every_tag_is_used_in_the_gallery() -> None:
    pages = "".join(
        file.read_text(encoding="utf-8")
        for folder in ("ui/gallery", "ui/parts")
        for file in (TEMPLATES / folder).glob("*.html")
    )
    tags = {
        name
        for library in drawing.LIBRARIES
        for name in import_module(f"klik.faces.ui.templatetags.{library}").register.tags
    }

    unused = {tag for tag in tags if not re.search(rf"{{% {tag}\b", pages)}
    assert unused == {"error_list"}


def test_every_part_says_what_it_needs() -> None:
    silent = [
        file.name
        for file in (TEMPLATES / "ui" / "parts").glob("*.html")
        if not file.read_text(encoding="utf-8").startswith("{# ")
    ]

    assert silent == []


@pytest.mark.parametrize("house", gallery.HOUSES)
def test_the_gallery_stands_in_a_house_of_choice(house: str) -> None:
    shown = Client().get("/ui/gallery/", {"house": house}).content.decode()

    assert f'data-face="portal" data-house="{gallery.HOUSES[house][0]}"' in shown


@pytest.mark.parametrize("house", ["", "nowhere", '"><b>'])
def test_an_unknown_house_gives_the_platform_its_own(house: str) -> None:
    shown = Client().get("/ui/gallery/", {"house": house}).content.decode()

    assert 'data-house="hub">' in shown


def test_the_stylesheet_dresses_nothing_that_is_nowhere() -> None:
    sheet = (Path(drawing.__file__).parent / "static" / "klik.css").read_text(encoding="utf-8")
    plain = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z][a-z-]*)(?=[\s,:.{\[>)+~])", plain))
    faces = Path(drawing.__file__).parents[1]
    pages = "".join(
        file.read_text(encoding="utf-8")
        for pattern in ("*/templates/**/*.html", "*/templatetags/*.py")
        for file in faces.glob(pattern)
    )

    nowhere = {name for name in classes if not re.search(rf"""["' ]{name}["' ]""", pages)}
    assert nowhere - CLASSES_ELSEWHERE == set()


def test_a_light_house_and_a_dark_one_are_both_shown() -> None:
    shown = Client().get("/ui/gallery/").content.decode()

    assert shown.count('class="swatch"') == len(gallery.HOUSES) * 7


def test_the_gallery_shows_what_the_pages_of_residents_have_beside_the_parts() -> None:
    shown = Client().get("/ui/gallery/").content.decode()

    used = {name for found in re.findall(r'class="([^"]+)"', shown) for name in found.split()}
    assert {"band", "band-art", "search", "overlap", "back", "nested", "links"} - used == set()
