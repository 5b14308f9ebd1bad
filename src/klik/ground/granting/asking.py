"""The checks of identifiers for a form, which packages cannot know: they lie below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from klik.ground.identifiers.bodies import check_enterprise_number
from klik.ground.identifiers.payments import check_iban
from klik.ground.identifiers.persons import check_insz
from klik.ground.identifiers.refusal import IdentifierRefused
from klik.ground.territory import MunicipalityUnknown, municipalities, municipality_of
from klik.packages.form import AnswerRefused, Check, Checks, Widget
from klik.packages.french import french_of
from klik.packages.wording import Language

_NO_TOWN: Mapping[Language, str] = {
    "nl": "Wij vinden deze gemeente niet. Schrijf de naam voluit.",
    "en": "We do not find this municipality. Write its name in full.",
}

_OTHER_TOWN: Mapping[Language, str] = {
    "nl": "De postcode {postcode} is niet van {town}. Kijk beide na.",
    "en": "The postcode {postcode} is not of {town}. Check both.",
}


def _checking(check: Callable[[str], str]) -> Check:
    def checked(text: str) -> str:
        try:
            return check(text)
        except IdentifierRefused as wrong:
            texts = wrong.texts
            raise AnswerRefused({"nl": texts["nl"], "en": texts["en"]}) from None

    return checked


def _municipality(text: str) -> str:
    """Return the NIS code of a municipality by its name, or by a code, old or of today."""
    named = _codes_by_name().get(text.casefold())
    if named is not None:
        return named
    try:
        return municipality_of(text).nis
    except MunicipalityUnknown:
        raise AnswerRefused(_NO_TOWN) from None


def town_of(postcode: str) -> str:
    """Return the municipality of a postcode; empty where it lies in none of Flanders, or in two."""
    found = _towns_by_postcode().get(postcode, ())
    return found[0] if len(found) == 1 else ""


def _address(text: str) -> str:
    """Return an address of which the postcode is not that of another municipality."""
    postcode, _space, town = text.rpartition(", ")[2].partition(" ")
    places = _towns_by_postcode().get(postcode, ())
    is_municipality = town.casefold() in _codes_by_name()
    if places and is_municipality and town.casefold() not in {one.casefold() for one in places}:
        said = {"postcode": postcode, "town": town}
        texts = {language: text.format(**said) for language, text in _OTHER_TOWN.items()}
        french = french_of(_OTHER_TOWN["nl"]).format(**said)
        raise AnswerRefused(texts, "postcode", french=french)
    return text


@lru_cache(maxsize=1)
def _towns_by_postcode() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in municipalities().values():
        for postcode in one.postcodes:
            found[postcode] = (*found.get(postcode, ()), one.name)
    return found


@lru_cache(maxsize=1)
def _codes_by_name() -> Mapping[str, str]:
    return {one.name.casefold(): one.nis for one in municipalities().values()}


CHECKS: Checks = {
    Widget.IBAN: _checking(check_iban),
    Widget.INSZ: _checking(check_insz),
    Widget.KBO: _checking(check_enterprise_number),
    Widget.NIS: _municipality,
    Widget.ADDRESS: _address,
}
"""Per widget what looks at what was typed."""
