"""Why an identifier is refused, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from klik.ground.refusals import Refusal

# No text repeats the value: a refusal ends up in reports and logs, a register number must not.
_TEXTS: dict[str, tuple[str, str]] = {
    "insz-form": (
        "Een rijksregisternummer of bisnummer heeft 11 cijfers, bijvoorbeeld 85.04.17-951.61.",
        "A national register or bis number has 11 digits, for example 85.04.17-951.61.",
    ),
    "insz-date": (
        "De eerste 6 cijfers zijn geen geboortedatum (jaar, maand, dag). "
        "Een bisnummer telt 20 of 40 bij de maand.",
        "The first 6 digits are no date of birth (year, month, day). "
        "A bis number adds 20 or 40 to the month.",
    ),
    "insz-serial": (
        "Het volgnummer (cijfers 7 tot 9) ligt tussen 001 en 998.",
        "The serial number (digits 7 to 9) lies between 001 and 998.",
    ),
    "insz-check": (
        "De laatste 2 cijfers kloppen niet met de andere. Kijk het nummer na op een tikfout.",
        "The last 2 digits do not match the others. Check the number for a typing error.",
    ),
    "enterprise-number-form": (
        "Een ondernemingsnummer heeft 10 cijfers en begint met 0 of 1, bijvoorbeeld 0207.502.004.",
        "An enterprise number has 10 digits and begins with 0 or 1, for example 0207.502.004.",
    ),
    "enterprise-number-check": (
        "De laatste 2 cijfers van het ondernemingsnummer kloppen niet met de andere.",
        "The last 2 digits of the enterprise number do not match the others.",
    ),
    "iban-form": (
        "Een rekeningnummer begint met 2 letters van het land en 2 cijfers, "
        "bijvoorbeeld BE68 5390 0754 7034.",
        "An account number begins with 2 letters for the country and 2 digits, "
        "for example BE68 5390 0754 7034.",
    ),
    "iban-country": (
        "De eerste 2 letters zijn geen land dat IBAN gebruikt.",
        "The first 2 letters are no country that uses IBAN.",
    ),
    "iban-length": (
        "Dit rekeningnummer heeft niet de lengte of de vorm van dat land. "
        "Een Belgisch heeft 16 tekens.",
        "This account number has not the length or the form of its country. "
        "A Belgian one has 16 signs.",
    ),
    "iban-check": (
        "Het rekeningnummer klopt niet: de controlecijfers passen niet bij de andere. "
        "Kijk het na op een tikfout.",
        "The account number is wrong: the check digits do not match the others. "
        "Check it for a typing error.",
    ),
    "nis-form": (
        "Een NIS-code van een gemeente heeft 5 cijfers, bijvoorbeeld 37018.",
        "The NIS code of a municipality has 5 digits, for example 37018.",
    ),
    "communication-form": (
        "Een gestructureerde mededeling heeft 12 cijfers, bijvoorbeeld +++090/9337/55493+++.",
        "A structured communication has 12 digits, for example +++090/9337/55493+++.",
    ),
    "communication-check": (
        "De laatste 2 cijfers van de gestructureerde mededeling kloppen niet met de andere.",
        "The last 2 digits of the structured communication do not match the others.",
    ),
    "communication-number": (
        "Een gestructureerde mededeling begint van een getal van 0 tot en met 9999999999.",
        "A structured communication starts from a number from 0 to 9999999999.",
    ),
}


class IdentifierRefused(Refusal):
    """An identifier that does not hold.

    Attributes:
        code: What is wrong, for machines; one of the keys of `refusal_codes()`.
        texts: The reason by language, `nl` and `en`. The value itself is in neither.
    """

    status = 422

    def __init__(self, code: str) -> None:
        _, english = _TEXTS[code]
        super().__init__(english)
        self.code = code
        # Unpickled with the same argument: a refusal may cross from a worker process.
        self.args = (code,)

    @property
    def texts(self) -> Mapping[str, str]:
        dutch, english = _TEXTS[self.code]
        return MappingProxyType({"nl": dutch, "en": english})


def refusal_codes() -> tuple[str, ...]:
    """Return every code an identifier can be refused with."""
    return tuple(_TEXTS)
