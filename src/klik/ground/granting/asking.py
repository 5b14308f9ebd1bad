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
from klik.packages.wording import Language

_NO_TOWN: Mapping[Language, str] = {
    "nl": "Wij vinden deze gemeente niet. Schrijf de naam voluit.",
    "en": "We do not find this municipality. Write its name in full.",
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


@lru_cache(maxsize=1)
def _codes_by_name() -> Mapping[str, str]:
    return {one.name.casefold(): one.nis for one in municipalities().values()}


CHECKS: Checks = {
    Widget.IBAN: _checking(check_iban),
    Widget.INSZ: _checking(check_insz),
    Widget.KBO: _checking(check_enterprise_number),
    Widget.NIS: _municipality,
}
"""Per widget what looks at what was typed."""
