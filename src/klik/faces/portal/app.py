"""The portal as an app: manifest, icon, service worker, and a page without connection."""

from __future__ import annotations

import hashlib
import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import typst
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from klik.faces.portal.acting import enter
from klik.faces.portal.visiting import visited
from klik.faces.ui.houses import House, house_of

SIZES: Final = (192, 512)
_KEPT_FILES: Final = ("klik.css", "icons.svg", "mark.svg", "portal/app.js")
_PAPER: Final = "#faf8f4"
_DAY: Final = "public, max-age=86400"
_DIGITS: Final = 12


@require_safe
def manifest(request: HttpRequest, municipality: str) -> HttpResponse:
    """Answer with what a device needs to install the portal of a municipality."""
    house = house_of(visited(request, municipality).nis)
    start = reverse("portal:home", args=[house.slug])
    with override("nl"):  # one app, whoever installs it; its pages follow her language
        told = {
            "id": start,
            "start_url": start,
            "scope": start,
            "name": gettext("My %(name)s") % {"name": house.name},
            "short_name": house.name,
            "description": gettext(
                "See what you can get. Arrange it yourself, or let us help you."
            ),
            "lang": "nl-BE",
            "display": "standalone",
            "background_color": _PAPER,
            "theme_color": house.colour,
            "icons": [_icon_told(house, size, purpose) for size in SIZES for purpose in _PURPOSES],
        }
    return _kept(JsonResponse(told, content_type="application/manifest+json"))


@require_safe
def icon(request: HttpRequest, municipality: str, size: int) -> HttpResponse:
    """Answer with the mark in the colour of a municipality, as a picture of so many pixels."""
    house = house_of(visited(request, municipality).nis)
    if size not in SIZES:
        raise Http404
    return _kept(HttpResponse(drawn_icon(house.colour, size), content_type="image/png"))


@require_safe
def worker(request: HttpRequest, municipality: str) -> HttpResponse:
    """Answer with the service worker of a municipality: it keeps static files and one page."""
    house = house_of(visited(request, municipality).nis)
    offline_page = reverse("portal:offline", args=[house.slug])
    files = [*(static(name) for name in _KEPT_FILES), offline_page]
    if house.stylesheet:
        files.append(house.stylesheet)
    place = f"klik-{house.slug}-"
    digest = hashlib.sha256(json.dumps([files, _offline_digest()]).encode()).hexdigest()[:_DIGITS]
    kept = {"name": place + digest, "place": place, "files": files, "offline": offline_page}
    script = f"const KEPT = {json.dumps(kept)};\n{_script('portal/worker.js')}"
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def offline(request: Any, municipality: str) -> HttpResponse:
    """Say that there is no connection. It is kept on devices, so it knows nobody."""
    enter(request, municipality)
    request.resident = request.session_of_resident = None
    return render(request, "portal/offline.html")


@lru_cache(maxsize=64)
def drawn_icon(colour: str, size: int) -> bytes:
    """Return the mark of Klik in white on a colour, as a PNG; room around it for any mask."""
    svg = _MARK.replace("{colour}", colour)
    source = (
        f"#set page(width: {size}pt, height: {size}pt, margin: 0pt)\n"
        f'#image(bytes({json.dumps(svg)}), format: "svg", width: 100%)'
    )
    made = typst.compile(source.encode(), format="png", ppi=72.0)
    return bytes(made if isinstance(made, bytes) else made[0])  # one page


_PURPOSES: Final = ("any", "maskable")
# As mark.svg, smaller: what lies outside the middle four fifths may be cut off by a device.
_MARK: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">'
    '<rect width="40" height="40" fill="{colour}"/><g transform="translate(4 4) scale(.8)">'
    '<path d="M8 20v-12a12 12 0 0 1 12 12z" fill="#fff"/>'
    '<path d="M32 20h-12a12 12 0 0 1 12-12z" fill="#fff" fill-opacity=".6"/>'
    '<rect x="8" y="20" width="12" height="12" fill="#fff"/>'
    '<path d="M32 20v12a12 12 0 0 1-12-12z" fill="#fff"/></g></svg>'
)


def _icon_told(house: House, size: int, purpose: str) -> dict[str, str]:
    address = reverse("portal:icon", args=[house.slug, size])
    # A device keeps an icon by its address: another colour is another address.
    return {
        "src": f"{address}?{house.colour.removeprefix('#')}",
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


def _kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = _DAY
    return response


@cache
def _script(name: str) -> str:
    found = finders.find(name)
    return Path(str(found)).read_text(encoding="utf-8")


@cache
def _offline_digest() -> str:
    page = Path(__file__).parent / "templates" / "portal" / "offline.html"
    return hashlib.sha256(page.read_bytes()).hexdigest()
