"""In which languages a page may be: everywhere two, and French where the law asks for it.

A municipality that must offer French does so to its residents. So it is spoken in its portal, and
not at its desk, nor on a page of no municipality.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from klik.domains.municipalities.queries import slug_of
from klik.ground.territory import municipalities
from klik.ground.territory.languages import FRENCH_TOO
from klik.packages.wording import Language, PageLanguage, page_language_of

FRENCH: Final = "fr"
_DESK: Final = "desk"


class LanguageMiddleware(LocaleMiddleware):
    """Lets a page speak the language that its visitor chose or prefers, where it is offered."""

    def process_request(self, request: HttpRequest) -> None:
        """Choose the language of the page from its address."""
        speak(request, request.path_info)


def speak(request: Any, path: str) -> None:
    """Let what follows be in the language of the visitor, as the page at `path` offers it.

    Args:
        request: Gets `languages`, the codes and names that the page offers, and `LANGUAGE_CODE`.
        path: The address of the page; of a log-in that comes back, where it began.
    """
    request.languages = offered(path)
    translation.activate(_wished(request, dict(request.languages)))
    request.LANGUAGE_CODE = translation.get_language()


def page_language() -> PageLanguage:
    """Return the language in which the page is read."""
    return page_language_of(translation.get_language())


def letter_language() -> Language:
    """Return the language of letters, mails and files about what is done on the page.

    Of a page in French it is Dutch: packages and Klik have no French letters. Who wants one asks
    the municipality, and the statement on accessibility says so.
    """
    return "en" if page_language() == "en" else "nl"


def offered(path: str) -> list[tuple[str, str]]:
    """Return the codes and names of the languages in which the page at an address may be."""
    speaks_french = offers_french(path)
    return [(code, name) for code, name in settings.LANGUAGES if code != FRENCH or speaks_french]


def offers_french(path: str) -> bool:
    """Say whether an address is one of the portal of a municipality that must offer French."""
    place, _, rest = path.lstrip("/").partition("/")
    return place in _french_places() and rest.partition("/")[0] != _DESK


def _wished(request: HttpRequest, languages: dict[str, str]) -> str:
    wished = translation.get_language_from_request(request)
    if wished in languages:
        return wished
    # French, where it is not offered: what this browser would rather read after that.
    preferred = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    codes = (tag.partition("-")[0] for tag, _ in preferred)
    return next((code for code in codes if code in languages), settings.LANGUAGE_CODE)


@cache
def _french_places() -> frozenset[str]:
    return frozenset(slug_of(municipalities()[nis].name) for nis in FRENCH_TOO)
